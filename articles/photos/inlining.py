"""`data:` URLs of pictures, for pages that are read without a network."""

from base64 import b64encode
from collections.abc import Iterator

from django.core.files.storage import default_storage

from articles.models import Photo

TYPES = {"webp": "image/webp", "jpeg": "image/jpeg"}


def data_url(photo: Photo, *, widest: int, most: int) -> str:
    """Return the best rendition up to that width that fits into so many characters, or an empty string.

    Until the worker made renditions, it is the original, if that is small.
    """
    for name, kind, size in _candidates(photo, widest):
        start = f"data:{TYPES[kind]};base64,"
        if len(start) + encoded_length(size) > most:
            continue
        try:
            with default_storage.open(name) as file:
                url = start + b64encode(file.read()).decode()
        except FileNotFoundError:
            continue
        if len(url) <= most:
            return url
    return ""


def encoded_length(size: int) -> int:
    """Return how many characters so many bytes are in base64."""
    return (size + 2) // 3 * 4


def _candidates(photo: Photo, widest: int) -> Iterator[tuple[str, str, int]]:
    """Yield name, format and size in bytes of each file that would do, the best first."""
    webp = [row for row in photo.renditions if row["format"] == "webp" and row["width"] <= widest]
    for row in sorted(webp, key=lambda row: -row["width"]):
        yield row["name"], row["format"], row["size"]
    if not photo.renditions:
        yield str(photo.file), "jpeg", photo.size
