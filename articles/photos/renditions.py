"""Renditions: the smaller sizes of a picture that pages show."""

from typing import Literal, TypedDict

from PIL import Image
from procrastinate.contrib.django import app

from articles.models import Photo

from . import pixels
from .keeping import discard, keep, stem

# A phone, a phone with a fine screen or a card, the text column with a fine screen, the page (1216 px).
WIDTHS = (320, 640, 1024, 1600)
# Name, extension, quality.
Format = tuple[Literal["webp", "jpeg"], str, int]
FORMATS: tuple[Format, ...] = (("webp", "webp", 76), ("jpeg", "jpg", 80))
# Width and height, format, bytes.
Encoded = tuple[tuple[int, int], Format, bytes]


class Rendition(TypedDict):
    """One smaller version of a picture, as `Photo.renditions` lists it; size in bytes."""

    width: int
    height: int
    format: Literal["webp", "jpeg"]
    name: str
    size: int


def widths(width: int) -> list[int]:
    """Return the widths to make of a picture that is so wide: never more than it has."""
    return [*(step for step in WIDTHS[:-1] if step < width), min(width, WIDTHS[-1])]


def render(photo: Photo) -> None:
    """Make the renditions of a stored photo and list them in its row; it can be killed and run again.

    The row is written last and files are named by their contents, so a second run finds what the first made.
    All have one hash, of all of them: eight hashes on a page are bytes that nothing can compress.
    """
    with photo.file.open("rb") as file, Image.open(file, formats=("JPEG",)) as image:
        full = image.size
        wanted = [(width, max(1, round(full[1] * width / full[0]))) for width in widths(full[0])]
        image.draft(None, wanted[-1])
        picture: Image.Image = image
        encoded: list[Encoded] = []
        for size in reversed(wanted):
            if picture.size != size:
                picture = picture.resize(size, Image.Resampling.LANCZOS)
            encoded = _encoded(picture) + encoded
    made = _kept(photo, encoded)
    photo.renditions = made
    if not Photo.objects.filter(pk=photo.pk).update(renditions=made):
        discard(photo)  # It was deleted in the meantime.


def defer_render(photo: Photo) -> None:
    """Queue the renditions; the worker sees the task when the caller's transaction commits."""
    app.configure_task("articles.render_photo").defer(photo_id=photo.pk)


def _encoded(picture: Image.Image) -> list[Encoded]:
    """Return one size in each format."""
    return [(picture.size, form, pixels.encode(picture, form[0], quality=form[2])) for form in FORMATS]


def _kept(photo: Photo, encoded: list[Encoded]) -> list[Rendition]:
    """Write the files and return their rows for `Photo.renditions`."""
    begin = stem(data for _size, _form, data in encoded)
    return [
        {
            "width": width,
            "height": height,
            "format": kind,
            "name": keep(photo.file.storage, data, f"{begin}-{width}.{extension}"),
            "size": len(data),
        }
        for (width, height), (kind, extension, _quality), data in encoded
    ]
