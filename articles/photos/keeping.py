"""Picture files on disk, each under the hash of what is in it.

A name never says what the file was called and never gets other bytes, so a file may be cached for ever.
"""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from articles.models import Photo

from .checking import CheckedImage


def store(image: CheckedImage, *, photo: Photo) -> None:
    """Write the picture and fill file, size, width, height and hash of the row, which the caller saves."""
    # A name alone: the upload that a form put here would be written as it came, with all its metadata.
    photo.file = keep(photo.file.storage, image.data, image.extension)
    photo.size = len(image.data)
    photo.width = image.width
    photo.height = image.height
    photo.sha256 = image.sha256
    photo.renditions = []


def existing(image: CheckedImage) -> Photo | None:
    """Return the photo in the library that shows exactly these pixels, if there is one."""
    return Photo.objects.filter(sha256=image.sha256).first()


def keep(storage: Storage, data: bytes, extension: str) -> str:
    """Write the bytes under the name of their hash, unless they are there, and return that name."""
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"photos/{sha256[:2]}/{sha256}.{extension}"
    if storage.exists(name):
        if storage.size(name) == len(data):
            return name
        storage.delete(name)  # Somebody was killed while writing it.
    written = storage.save(name, ContentFile(data))
    if written != name:
        storage.delete(written)  # Another process wrote the same bytes in the meantime.
    return name
