"""The smaller sizes of a picture that pages show."""

from typing import Literal, TypedDict

from PIL import Image
from procrastinate.contrib.django import app

from articles.models import Photo

from . import pixels
from .keeping import discard, keep

# A phone, a phone with a fine screen or a card, the text column with a fine screen, the page (1216 px).
WIDTHS = (320, 640, 1024, 1600)
FORMATS: tuple[tuple[Literal["webp", "jpeg"], str, int], ...] = (("webp", "webp", 76), ("jpeg", "jpg", 80))


class Rendition(TypedDict):
    """One smaller version of a picture, as ``Photo.renditions`` lists it; size in bytes."""

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
    """
    made: list[Rendition] = []
    with photo.file.open("rb") as file, Image.open(file, formats=("JPEG",)) as image:
        full = image.size
        wanted = [(width, max(1, round(full[1] * width / full[0]))) for width in widths(full[0])]
        image.draft(None, wanted[-1])
        picture: Image.Image = image
        for size in reversed(wanted):
            if picture.size != size:
                picture = picture.resize(size, Image.Resampling.LANCZOS)
            made = _rendered(photo, picture) + made
    photo.renditions = made
    if not Photo.objects.filter(pk=photo.pk).update(renditions=made):
        discard(photo)  # It was deleted in the meantime.


def defer_render(photo: Photo) -> None:
    """Ask the worker for the renditions; it learns of it when the caller's transaction commits."""
    app.configure_task("articles.render_photo").defer(photo_id=photo.pk)


def _rendered(photo: Photo, picture: Image.Image) -> list[Rendition]:
    made: list[Rendition] = []
    for kind, extension, quality in FORMATS:
        data = pixels.encode(picture, kind, quality=quality)
        name = keep(photo.file.storage, data, extension)
        made.append(
            {
                "width": picture.width,
                "height": picture.height,
                "format": kind,
                "name": name,
                "size": len(data),
            }
        )
    return made
