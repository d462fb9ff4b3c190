"""A sheet to draw on, its colours, and the lines that several pictures share."""

import math
from collections.abc import Callable, Iterable
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
SCALE = 2  # drawn larger and made smaller, so that edges are smooth
QUALITY = 80

NIGHT, NAVY, BLUE, SKY = "#0d1b2e", "#17345c", "#2f6690", "#8fbfe0"
TEAL, SEA, SAGE = "#0f4c5c", "#2a7f86", "#9cc5a1"
CREAM, SAND, GOLD, CLAY = "#f5ecdc", "#e6cfa3", "#e0a83e", "#c4572e"
WINE, ROSE, INK = "#8a1c2b", "#d98a8a", "#1b1b22"
Point = tuple[float, float]


class Canvas:
    """A sheet of 1600 × 900 points on which colours can be laid thinly."""

    def __init__(self, top: str, bottom: str) -> None:
        ramp = Image.linear_gradient("L").resize((WIDTH * SCALE, HEIGHT * SCALE))
        sheet = Image.new("RGB", ramp.size, top)
        sheet.paste(bottom, (0, 0), ramp)
        self.sheet = sheet

    def lay(
        self, colour: str, strength: float, draw: Callable[[ImageDraw.ImageDraw], None]
    ) -> None:
        """Lay a colour where `draw` fills a mask with 255."""
        mask = Image.new("L", self.sheet.size, 0)
        draw(ImageDraw.Draw(mask))
        self.sheet.paste(colour, (0, 0), mask.point(lambda value: round(value * strength)))

    def disc(self, at: Point, radius: float, colour: str, strength: float = 1) -> None:
        self.lay(colour, strength, lambda pen: pen.ellipse(_box(at, radius), fill=255))

    def ring(
        self, at: Point, radius: float, width: float, colour: str, strength: float = 1
    ) -> None:
        self.lay(
            colour,
            strength,
            lambda pen: pen.ellipse(_box(at, radius), outline=255, width=round(width * SCALE)),
        )

    def shape(self, points: Iterable[Point], colour: str, strength: float = 1) -> None:
        corners = [(x * SCALE, y * SCALE) for x, y in points]
        self.lay(colour, strength, lambda pen: pen.polygon(corners, fill=255))

    def line(self, points: Iterable[Point], width: float, colour: str, strength: float = 1) -> None:
        path = [(x * SCALE, y * SCALE) for x, y in points]
        thick = round(width * SCALE)
        self.lay(colour, strength, lambda pen: pen.line(path, fill=255, width=thick, joint="curve"))

    def encoded(self) -> bytes:
        made = BytesIO()
        small = self.sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.save(made, "JPEG", quality=QUALITY, progressive=True, optimize=True)
        return made.getvalue()


def _box(at: Point, radius: float) -> tuple[float, ...]:
    x, y = at
    return tuple(edge * SCALE for edge in (x - radius, y - radius, x + radius, y + radius))


def wave(base: float, height: float, length: float, shift: float = 0) -> list[Point]:
    return [
        (x, base + height * math.sin((x + shift) / length * math.tau))
        for x in range(-20, WIDTH + 21, 10)
    ]


def ground(edge: list[Point]) -> list[Point]:
    """The surface below a line from side to side."""
    return [*edge, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]
