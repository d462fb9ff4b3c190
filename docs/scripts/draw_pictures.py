# /// script
# requires-python = ">=3.11"
# dependencies = ["pillow==13.0.0"]
# ///
"""Draw the pictures of the sample stories: abstract, and the project's own.

Each picture is a few shapes in few colours, after a word of its story. Run from the root of the
repository; the same Pillow gives the same bytes, and ``--check`` compares instead of writing::

    python docs/scripts/draw_pictures.py
    python docs/scripts/draw_pictures.py --check
"""

import argparse
import math
import random
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[2] / "content" / "articles" / "pictures"
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


def _wave(base: float, height: float, length: float, shift: float = 0) -> list[Point]:
    return [
        (x, base + height * math.sin((x + shift) / length * math.tau))
        for x in range(-20, WIDTH + 21, 10)
    ]


def _ground(edge: list[Point]) -> list[Point]:
    """The surface below a line from side to side."""
    return [*edge, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]


def ocean() -> Canvas:
    made = Canvas(SKY, NIGHT)
    for number, colour in enumerate((BLUE, NAVY, TEAL, NIGHT, "#070f1c")):
        edge = _wave(150 + number * 150, 26 - number * 4, 620 + number * 90, number * 270)
        made.shape(_ground(edge), colour, 0.8)
    chance = random.Random(4)  # noqa: S311 (a picture, no secret)
    for _ in range(60):
        at = chance.uniform(0, WIDTH), chance.uniform(480, HEIGHT)
        made.disc(at, chance.uniform(2, 7), GOLD, chance.uniform(0.3, 0.9))
    return made


def tides() -> Canvas:
    made = Canvas(NIGHT, NAVY)
    for radius in (420, 330, 240):
        made.disc((1130, 330), radius, SKY, 0.07)
    made.disc((1130, 330), 150, CREAM)
    made.disc((1180, 300), 34, SAND, 0.6)
    made.disc((1090, 370), 22, SAND, 0.6)
    for number in range(5):
        edge = _wave(580 + number * 70, 34 - number * 5, 760 - number * 60, number * 190)
        made.shape(_ground(edge), (BLUE, SEA, TEAL, NAVY, NIGHT)[number], 0.85)
    return made


def sky() -> Canvas:
    made = Canvas("#1d5fa8", CREAM)
    made.disc((330, 960), 300, GOLD, 0.95)
    for number in range(16):
        angle = math.radians(-6 - number * 10.5)
        far = [
            (330 + 2100 * math.cos(angle + turn), 960 + 2100 * math.sin(angle + turn))
            for turn in (-0.035, 0.035)
        ]
        made.shape([(330, 960), *far], CREAM, 0.16)
    for number in range(6):
        made.ring((330, 960), 430 + number * 190, 3, CREAM, 0.35)
    return made


def birds() -> Canvas:
    made = Canvas("#f0b27a", "#f9e4c8")
    made.disc((420, 640), 190, CLAY, 0.75)
    made.shape(_ground(_wave(760, 40, 1300, 200)), SEA, 0.5)
    made.shape(_ground(_wave(820, 30, 900)), TEAL, 0.8)
    for number in range(13):
        side = -1 if number % 2 else 1
        step = (number + 1) // 2
        x, y = 980 - step * 92 * 0.9, 250 + side * step * 42 + step * 12
        size = 46 - step * 3
        wing = [
            (x + size * part / 8, y - 0.5 * size * math.sin(abs(part) / 8 * 2.2) + 4)
            for part in range(-8, 9)
        ]
        made.line(wing, 9 - step * 0.6, INK, 0.9)
    return made


def battuta() -> Canvas:
    made = Canvas(CREAM, SAND)
    for number in range(9):
        made.line(_wave(100 + number * 95, 22, 1250, number * 60), 2, CLAY, 0.28)
    stops = [(140, 640), (360, 420), (560, 560), (760, 330), (980, 520), (1180, 300), (1460, 430)]
    path = [_between(stops, part / 120) for part in range(121)]
    for start in range(0, 120, 4):
        made.line(path[start : start + 3], 9, WINE, 0.9)
    for number, stop in enumerate(stops):
        made.disc(stop, 26 if number in (0, 6) else 17, TEAL)
        made.disc(stop, 10 if number in (0, 6) else 6, CREAM)
    return made


def _between(stops: list[Point], part: float) -> Point:
    """A point on a smooth way through stops."""
    place = part * (len(stops) - 1)
    first = min(int(place), len(stops) - 2)
    ease = (1 - math.cos((place - first) * math.pi)) / 2
    (x, y), (far_x, far_y) = stops[first], stops[first + 1]
    return x + (far_x - x) * (place - first), y + (far_y - y) * ease


def pen() -> Canvas:
    made = Canvas(CREAM, "#ecdcbf")
    for number in range(6):
        top = 210 + number * 96
        edge = [
            (x, top + 130 * math.sin((x - number * 150) / 560) * math.sin(x / 1600 * math.pi))
            for x in range(60 + number * 60, 1480 - number * 40, 8)
        ]
        slant = [(x + 26, y - 40 + number * 3) for x, y in edge]
        made.shape([*edge, *reversed(slant)], WINE if number == 2 else INK, 0.92 - number * 0.12)
    for x, y in ((430, 130), (490, 130), (1110, 780), (1170, 780), (1140, 735)):
        made.shape([(x, y - 26), (x + 26, y), (x, y + 26), (x - 26, y)], WINE)
    return made


def chess() -> Canvas:
    made = Canvas("#2b2430", NIGHT)
    for row in range(9):
        near, far = 330 + row * row * 9, 330 + (row + 1) * (row + 1) * 9
        for column in range(-8, 8):
            if (row + column) % 2:
                corners = [
                    (800 + (column + side) * (90 + depth) * 1.25, 270 + depth)
                    for side, depth in (
                        (0, near - 270),
                        (1, near - 270),
                        (1, far - 270),
                        (0, far - 270),
                    )
                ]
                made.shape(corners, SAND, 0.85)
    made.disc((1190, 190), 90, GOLD, 0.9)
    for x, size, colour in ((520, 1.0, CREAM), (1010, 0.72, WINE)):
        base = 760 if size == 1 else 600
        body = [(-95, 0), (-60, -60), (-42, -250), (42, -250), (60, -60), (95, 0)]
        made.shape([(x + dx * size, base + dy * size) for dx, dy in body], colour)
        made.disc((x, base - 300 * size), 72 * size, colour)
    return made


def marathon() -> Canvas:
    made = Canvas(CLAY, "#8f3420")
    centre = (1500, 1250)
    for number in range(9):
        made.ring(centre, 560 + number * 120, 7, CREAM, 0.85)
    for number, angle in enumerate((205, 214, 226, 219, 236, 209, 245)):
        radius, turn = 620 + number * 120, math.radians(angle)
        at = centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)
        made.disc(at, 30, (GOLD, CREAM, NIGHT)[number % 3])
    return made


def camels() -> Canvas:
    made = Canvas("#f3c98b", CREAM)
    made.disc((1180, 300), 130, CLAY, 0.85)
    for number, colour in enumerate(("#e3b06a", "#cf8f4e", "#b06f3b", "#7d4a2c")):
        edge = _wave(430 + number * 125, 70 - number * 8, 980 + number * 160, number * 430)
        made.shape(_ground(edge), colour)
    for number in range(26):
        x = 240 + number * 44
        y = 640 - 74 * math.sin((x - 240) / 1100 * math.pi) + 10 * math.sin(number * 1.3)
        made.disc((x, y), 9 if number % 5 else 22, NIGHT, 0.9)
    return made


def cup() -> Canvas:
    made = Canvas("#2f7d4f", "#1d5a3a")
    for number in range(0, 10, 2):
        left = number * 160
        made.shape([(left, 0), (left + 160, 0), (left + 160, 900), (left, 900)], SAGE, 0.12)
    made.ring((800, 450), 240, 8, CREAM, 0.9)
    made.line([(800, -10), (800, 910)], 8, CREAM, 0.9)
    made.disc((800, 450), 150, CREAM)
    for number in range(6):
        turn = number * math.tau / 5 if number else 0
        reach = 112 if number else 0
        x, y = 800 + reach * math.sin(turn), 450 - reach * math.cos(turn)
        radius = 46 if not number else 34
        corners = [
            (
                x + radius * math.sin(turn + k * math.tau / 5),
                y - radius * math.cos(turn + k * math.tau / 5),
            )
            for k in range(5)
        ]
        made.shape(corners, INK)
    return made


def water() -> Canvas:
    made = Canvas("#cfe8ef", "#7fb7c9")
    for number in range(7):
        made.ring((560, 610), 90 + number * 105, 10 - number, BLUE, 0.5 - number * 0.05)
    drop = []
    for step in range(81):
        turn = step / 80 * math.tau
        side = math.sin(turn) * max(0, math.sin(turn / 2)) ** 1.4
        drop.append((560 + 115 * side, 190 + 170 * (1 - math.cos(turn))))
    made.shape(drop, BLUE)
    made.disc((1270, 230), 120, GOLD, 0.9)
    made.disc((1320, 205), 105, "#b9dbe5")
    return made


def sleep() -> Canvas:
    made = Canvas("#1a1440", NIGHT)
    chance = random.Random(9)  # noqa: S311 (a picture, no secret)
    for _ in range(90):
        at = chance.uniform(0, WIDTH), chance.uniform(0, 560)
        made.disc(at, chance.uniform(1.2, 4), CREAM, chance.uniform(0.4, 1))
    made.disc((360, 250), 120, CREAM)
    made.disc((415, 222), 108, "#18133b")
    for number in range(7):
        shrink = 90 - number * 12
        path = [
            (
                x,
                640
                + number * 30
                + shrink * math.sin(x / (34 + number * 26)) * math.sin(x / 1600 * math.pi),
            )
            for x in range(0, WIDTH + 1, 4)
        ]
        made.line(path, 5, (ROSE, SKY, GOLD)[number % 3], 0.85 - number * 0.09)
    return made


def coffee() -> Canvas:
    made = Canvas("#4a2c20", "#22130d")
    made.disc((800, 520), 330, CREAM)
    made.disc((800, 520), 300, "#e9dcc6")
    made.disc((800, 520), 220, CREAM)
    made.disc((800, 520), 196, "#3a1d12")
    made.ring((800, 520), 150, 10, CLAY, 0.5)
    made.ring((800, 520), 104, 6, GOLD, 0.4)
    for number, x in enumerate((690, 800, 910)):
        path = [(x + 26 * math.sin(y / 42 + number), y) for y in range(20, 300, 6)]
        made.line(path, 12, CREAM, 0.35)
    for number in range(12):
        turn = number * math.tau / 12
        made.disc((800 + 266 * math.cos(turn), 520 + 266 * math.sin(turn)), 11, WINE, 0.8)
    return made


def arches() -> Canvas:
    made = Canvas("#123b4a", "#0a2430")
    for number, (span, colour) in enumerate(
        ((640, SEA), (520, GOLD), (400, CLAY), (285, CREAM), (180, TEAL))
    ):
        left, right, top = 800 - span, 800 + span, 130 + number * 92
        head = [
            (
                800 + side * span * (1 - part / 30) ** 0.8,
                top + (360 - number * 30) * (1 - part / 30) ** 2,
            )
            for side in (-1, 1)
            for part in (range(31) if side < 0 else range(30, -1, -1))
        ]
        made.shape([(left, 920), *head, (right, 920)], colour, 0.95)
    for number in range(7):
        made.disc((800, 640 + number * 40), 12 - number, GOLD)
    return made


def caravans() -> Canvas:
    made = Canvas("#7a2331", "#3d0f1c")
    for number in range(26):
        middle = 450 + (number - 12.5) * 15
        path = [
            (x, middle + 150 * math.sin(x / 330) * math.cos(number / 9 + x / 900))
            for x in range(-10, WIDTH + 11, 10)
        ]
        made.line(path, 6, (GOLD, SAND, ROSE, CREAM)[number % 4], 0.25 + 0.5 * (number / 26))
    return made


def canal() -> Canvas:
    made = Canvas(SAND, "#d9b777")
    made.shape([(690, -10), (910, -10), (1130, 910), (470, 910)], SEA)
    made.shape([(770, -10), (830, -10), (890, 910), (710, 910)], SKY, 0.25)
    for x, y, size in ((800, 130, 0.34), (806, 330, 0.6), (796, 640, 1.05)):
        hull = [(-70, 110), (-84, -60), (0, -150), (84, -60), (70, 110)]
        made.shape([(x + dx * size, y + dy * size) for dx, dy in hull], NIGHT)
        for row in range(4):
            for column, colour in enumerate((CLAY, CREAM, GOLD)):
                left, top = x + (-57 + column * 39) * size, y + (-52 + row * 38) * size
                side = 34 * size
                box = [
                    (left, top),
                    (left + side, top),
                    (left + side, top + side),
                    (left, top + side),
                ]
                made.shape(box, colour, 0.95)
    for number in range(7):
        made.line(_wave(60 + number * 140, 9, 260)[: 40 + number * -3], 4, CLAY, 0.25)
    return made


def cables() -> Canvas:
    made = Canvas("#0e3a53", "#06121f")
    made.shape(_ground(_wave(690, 40, 1150, 300)), "#0a2233")
    for number in range(11):
        path = [
            (x, 470 + number * 34 + 120 * math.sin(x / 420 + number / 6))
            for x in range(-10, WIDTH + 11, 10)
        ]
        made.line(path, 5, (SEA, SKY, GOLD)[number % 3], 0.75)
        for step in range(4):
            x, y = path[(step * 41 + number * 29) % len(path)]
            made.disc((x, y), 11, CREAM, 0.95)
    return made


def passwords() -> Canvas:
    made = Canvas("#232946", "#121629")
    chance = random.Random(21)  # noqa: S311 (a picture, no secret)
    for row in range(7):
        length = (5, 9, 14, 7, 12, 16, 10)[row]
        for column in range(16):
            at = 125 + column * 90, 135 + row * 105
            is_filled = column < length
            colour = chance.choice((GOLD, ROSE, SKY, SAGE)) if is_filled else "#3a4063"
            made.disc(at, 27 if is_filled else 9, colour, 0.95)
    return made


def rates() -> Canvas:
    made = Canvas(CREAM, "#e7dcc6")
    for number in range(7):
        made.line([(90, 150 + number * 105), (1510, 150 + number * 105)], 2, INK, 0.16)
    heights = (150, 210, 190, 290, 380, 360, 470, 560, 530, 430, 340, 300)
    for number, height in enumerate(heights):
        left = 130 + number * 114
        box = [(left, 780 - height), (left + 74, 780 - height), (left + 74, 780), (left, 780)]
        made.shape(box, WINE if height == max(heights) else TEAL, 0.35 + height / 900)
    tops = [(167 + number * 114, 735 - height) for number, height in enumerate(heights)]
    made.line(tops, 7, CLAY)
    for top in tops:
        made.disc(top, 14, CLAY)
    return made


def orbits() -> Canvas:
    made = Canvas(NIGHT, "#102a43")
    made.disc((800, 470), 190, BLUE)
    made.disc((740, 420), 190, SKY, 0.15)
    for number, tilt in enumerate((0.0, 0.55, 1.1, 1.65, 2.2, 2.75)):
        path = []
        for step in range(121):
            turn = step / 120 * math.tau
            x, y = 620 * math.cos(turn), 190 * math.sin(turn)
            path.append(
                (
                    800 + x * math.cos(tilt) - y * math.sin(tilt),
                    470 + (x * math.sin(tilt) + y * math.cos(tilt)) * 0.62,
                )
            )
        made.line(path, 4, CREAM, 0.45)
        x, y = path[(number * 37 + 8) % 120]
        made.disc((x, y), 20, GOLD)
        made.ring((x, y), 36, 4, GOLD, 0.6)
    return made


PICTURES: dict[str, Callable[[], Canvas]] = {
    "ocean": ocean,
    "tides": tides,
    "sky": sky,
    "birds": birds,
    "battuta": battuta,
    "pen": pen,
    "chess": chess,
    "marathon": marathon,
    "camels": camels,
    "cup": cup,
    "water": water,
    "sleep": sleep,
    "coffee": coffee,
    "arches": arches,
    "caravans": caravans,
    "canal": canal,
    "cables": cables,
    "passwords": passwords,
    "rates": rates,
    "orbits": orbits,
}


def main() -> int:
    """Write the pictures, or compare them with what is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    is_check = parser.parse_args().check
    FOLDER.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, draw in PICTURES.items():
        file, content = FOLDER / f"{name}.jpg", draw().encoded()
        if is_check and (not file.is_file() or file.read_bytes() != content):
            changed.append(file.name)
        elif not is_check:
            file.write_bytes(content)
    print(f"differ: {', '.join(changed)}" if changed else f"{len(PICTURES)} pictures")
    return bool(changed)


if __name__ == "__main__":
    sys.exit(main())
