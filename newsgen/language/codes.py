"""Numbers in letters, six bits a letter, so that texts of one length stand in the order of numbers:
what the index of the search calls stems and articles by.
"""

ALPHABET = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]


def coded(number: int, letters: int) -> str:
    """A number below 64 to the power of `letters`, in so many letters."""
    pairs: list[str] = []
    for _ in range(letters // 2):
        pairs.append(_PAIRS[number & 0xFFF])
        number >>= 12
    if letters % 2:
        pairs.append(ALPHABET[number])
    return "".join(reversed(pairs))
