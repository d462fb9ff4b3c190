"""Pictures of trade and of machines."""

import math
import random

from drawing.canvas import (
    BLUE,
    CLAY,
    CREAM,
    GOLD,
    INK,
    NIGHT,
    ROSE,
    SAGE,
    SAND,
    SEA,
    SKY,
    TEAL,
    WIDTH,
    WINE,
    Canvas,
    ground,
    wave,
)


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
        made.line(wave(60 + number * 140, 9, 260)[: 40 + number * -3], 4, CLAY, 0.25)
    return made


def cables() -> Canvas:
    made = Canvas("#0e3a53", "#06121f")
    made.shape(ground(wave(690, 40, 1150, 300)), "#0a2233")
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
