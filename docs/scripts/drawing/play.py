"""Pictures of games and of rest."""

import math
import random

from drawing.canvas import CLAY, CREAM, GOLD, INK, NIGHT, ROSE, SAGE, SAND, SKY, WIDTH, WINE, Canvas


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
