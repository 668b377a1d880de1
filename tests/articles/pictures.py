"""Small real pictures for tests, drawn when they are asked for."""

import io
from typing import Any

from PIL import Image, ImageDraw


def drawn(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is dark and whose top right corner is white."""
    image = Image.new("L", (width, height), 190)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2, height), fill=60)
    pen.rectangle((width * 3 // 4, 0, width, height // 4), fill=255)
    return image.convert(mode)


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture(width: int = 400, height: int = 300, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the bytes of a valid picture file."""
    return encoded(drawn(width, height), kind, **options)
