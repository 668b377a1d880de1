"""Jobs of the decoding process: a clean picture from an upload, and the sizes of a stored one.

Each takes the bytes of a file and returns facts, in JSON's types, and the bytes of the files that it made.
"""

import io
from typing import Any

from PIL import Image

from . import pixels
from .errors import UNREADABLE, Unfit
from .opening import opened
from .words import said

Made = tuple[dict[str, Any], list[bytes]]
# A phone, a phone with a fine screen or a card, the text column with a fine screen, the page (1216 px).
WIDTHS = (320, 640, 1024, 1600)
# Format and quality.
FORMATS: tuple[tuple[pixels.Kind, int], ...] = (("webp", 76), ("jpeg", 80))


def check(data: bytes) -> Made:
    """Return the upload turned upright, in sRGB, on white, encoded again without metadata."""
    with opened(data) as image:
        try:
            pixels.load(image)
            # Now: a PNG may have words behind its pixels.
            words = said(image)
            clean = pixels.clean(image)
        except UNREADABLE as error:
            raise Unfit("damaged") from error
    facts = {"width": clean.width, "height": clean.height, "words": words}
    return facts, [pixels.encode(clean, "jpeg", quality=90)]


def render(data: bytes) -> Made:
    """Return four widths in each format, none wider than the picture."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        full = image.size
        wanted = [(width, max(1, round(full[1] * width / full[0]))) for width in widths(full[0])]
        image.draft(None, wanted[-1])
        picture: Image.Image = image
        made: list[tuple[dict[str, Any], bytes]] = []
        for size in reversed(wanted):
            if picture.size != size:
                picture = picture.resize(size, Image.Resampling.LANCZOS)
            made = [*_each_format(picture), *made]
    return {"renditions": [facts for facts, _file in made]}, [file for _facts, file in made]


def widths(width: int) -> list[int]:
    """Return the widths to make of a picture that is so wide: never more than it has."""
    return [*(step for step in WIDTHS[:-1] if step < width), min(width, WIDTHS[-1])]


def _each_format(picture: Image.Image) -> list[tuple[dict[str, Any], bytes]]:
    facts = {"width": picture.width, "height": picture.height}
    return [
        ({**facts, "format": kind}, pixels.encode(picture, kind, quality=quality))
        for kind, quality in FORMATS
    ]
