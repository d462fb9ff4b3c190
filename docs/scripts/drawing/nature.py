"""Pictures of the sea, the sky and the animals."""

import math
import random

from drawing.canvas import (
    BLUE,
    CLAY,
    CREAM,
    GOLD,
    HEIGHT,
    INK,
    NAVY,
    NIGHT,
    SAND,
    SEA,
    SKY,
    TEAL,
    WIDTH,
    Canvas,
    ground,
    wave,
)


def ocean() -> Canvas:
    made = Canvas(SKY, NIGHT)
    for number, colour in enumerate((BLUE, NAVY, TEAL, NIGHT, "#070f1c")):
        edge = wave(150 + number * 150, 26 - number * 4, 620 + number * 90, number * 270)
        made.shape(ground(edge), colour, 0.8)
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
        edge = wave(580 + number * 70, 34 - number * 5, 760 - number * 60, number * 190)
        made.shape(ground(edge), (BLUE, SEA, TEAL, NAVY, NIGHT)[number], 0.85)
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
    made.shape(ground(wave(760, 40, 1300, 200)), SEA, 0.5)
    made.shape(ground(wave(820, 30, 900)), TEAL, 0.8)
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


def camels() -> Canvas:
    made = Canvas("#f3c98b", CREAM)
    made.disc((1180, 300), 130, CLAY, 0.85)
    for number, colour in enumerate(("#e3b06a", "#cf8f4e", "#b06f3b", "#7d4a2c")):
        edge = wave(430 + number * 125, 70 - number * 8, 980 + number * 160, number * 430)
        made.shape(ground(edge), colour)
    for number in range(26):
        x = 240 + number * 44
        y = 640 - 74 * math.sin((x - 240) / 1100 * math.pi) + 10 * math.sin(number * 1.3)
        made.disc((x, y), 9 if number % 5 else 22, NIGHT, 0.9)
    return made
