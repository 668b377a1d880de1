"""Renditions: the smaller sizes of a picture that pages show."""

from typing import Any, Literal, TypedDict

from procrastinate.contrib.django import app

from articles.models import Photo

from .keeping import discard, keep, stem
from .process import run

# Colleagues who upload come first; the queue tries again.
PATIENCE = 20
EXTENSIONS = {"webp": "webp", "jpeg": "jpg"}


class Rendition(TypedDict):
    """One smaller version of a picture, as `Photo.renditions` lists it; size in bytes."""

    width: int
    height: int
    format: Literal["webp", "jpeg"]
    name: str
    size: int


def render(photo: Photo) -> None:
    """Make the renditions of a stored photo and list them in its row; it can be killed and run again.

    The row is written last and files are named by their contents, so a second run finds what the first made.
    All have one hash, of all of them: eight hashes on a page are bytes that nothing can compress.
    """
    with photo.file.open("rb") as file:
        facts, encoded = run("render", file, patience=PATIENCE)
    made = _kept(photo, facts["renditions"], encoded)
    photo.renditions = made
    if not Photo.objects.filter(pk=photo.pk).update(renditions=made):
        discard(photo)  # It was deleted in the meantime.


def defer_render(photo: Photo) -> None:
    """Queue the renditions; the worker sees the task when the caller's transaction commits."""
    app.configure_task("articles.render_photo").defer(photo_id=photo.pk)


def _kept(photo: Photo, facts: list[dict[str, Any]], encoded: list[bytes]) -> list[Rendition]:
    """Write the files and return their rows for `Photo.renditions`."""
    begin = stem(encoded)
    return [
        {
            "width": each["width"],
            "height": each["height"],
            "format": each["format"],
            "name": keep(photo.file.storage, data, f"{begin}-{each['width']}.{EXTENSIONS[each['format']]}"),
            "size": len(data),
        }
        for each, data in zip(facts, encoded, strict=True)
    ]
