"""Storage of picture files, named by the hash of their bytes.

A name never says what the file was called and never gets other bytes, so a file may be cached for ever.
"""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q

from articles.models import Photo
from newsroom.core import locks

from .checking import CheckedImage


def store(image: CheckedImage, *, photo: Photo) -> None:
    """Write the picture and fill file, size, width, height and hash of the row, which the caller saves."""
    # A name alone: the upload that a form put here would be written as it came, with all its metadata.
    photo.file = keep(photo.file.storage, image.data, f"{stem([image.data])}.{image.extension}")
    photo.size = len(image.data)
    photo.width = image.width
    photo.height = image.height
    photo.sha256 = image.sha256
    photo.renditions = []


def existing(image: CheckedImage) -> Photo | None:
    """Return the photo in the library that shows exactly these pixels, if there is one."""
    return Photo.objects.filter(sha256=image.sha256).first()


@transaction.atomic
def discard(photo: Photo) -> None:
    """Delete the files of a photo whose row is gone, but none that another photo shows, too.

    Waits for an upload of the same picture that is under way: it may have found the file and kept its name.
    """
    locks.wait_for(photo.sha256)
    if Photo.objects.filter(sha256=photo.sha256).exists():
        return
    for name in (photo.file.name, *(each["name"] for each in photo.renditions)):
        shared = Photo.objects.filter(Q(file=name) | Q(renditions__contains=[{"name": name}]))
        if name and not shared.exists():
            photo.file.storage.delete(name)


def lock(image: CheckedImage) -> None:
    """Lock this picture against a second upload of it, until the caller's transaction ends."""
    locks.wait_for(image.sha256)


def stem(parts: Iterable[bytes]) -> str:
    """Return the common start of the names of files that hold these bytes and belong together."""
    sha256 = hashlib.sha256(b"".join(parts)).hexdigest()
    # 128 of the 256 bits: as good as unique, and half the bytes on a page that names ten pictures.
    return f"photos/{sha256[:2]}/{sha256[:32]}"


def keep(storage: Storage, data: bytes, name: str) -> str:
    """Write the bytes under the name that their hash gave, unless they are there, and return that name."""
    if storage.exists(name):
        if storage.size(name) == len(data):
            return name
        storage.delete(name)  # Somebody was killed while writing it.
    written = storage.save(name, ContentFile(data))
    if written != name:
        storage.delete(written)  # Another process wrote the same bytes in the meantime.
    return name
