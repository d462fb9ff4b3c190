"""Pictures for tests, drawn as they are needed."""

from io import BytesIO
from pathlib import Path

from PIL import Image


def drawn(colour: str = "red", size: tuple[int, int] = (16, 12), kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


def draw_into(file: Path, colour: str = "red", size: tuple[int, int] = (16, 12)) -> None:
    """The same in a file; its suffix says the kind."""
    file.parent.mkdir(parents=True, exist_ok=True)
    kind = {".jpg": "JPEG", ".png": "PNG"}[file.suffix]
    file.write_bytes(drawn(colour, size, kind))
