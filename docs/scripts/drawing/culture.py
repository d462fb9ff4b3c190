"""Pictures of travellers, letters and houses."""

import math

from drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    INK,
    ROSE,
    SAND,
    SEA,
    TEAL,
    WIDTH,
    WINE,
    Canvas,
    Point,
    wave,
)


def battuta() -> Canvas:
    made = Canvas(CREAM, SAND)
    for number in range(9):
        made.line(wave(100 + number * 95, 22, 1250, number * 60), 2, CLAY, 0.28)
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
