"""Uploads set aside: pictures of forms that came back, kept for a day, so that none is chosen twice.

A browser sends a file once. What is kept is the clean picture alone, under the name that it will have, and a
signed token in the form that names it; the queue deletes the file where no photo came of it.
"""

import hashlib
from dataclasses import dataclass

from django.core import signing
from django.core.files.storage import Storage
from procrastinate.contrib.django import app

from articles.models import Photo

from .checking import CheckedImage
from .keeping import discard, keep, stem

SALT = "articles.photos.set_aside"
HOURS = 24


@dataclass(frozen=True)
class SetAside:
    """A picture that waits for its words, the token that names it in the form, and its URL."""

    image: CheckedImage
    token: str
    url: str


def set_aside(image: CheckedImage) -> SetAside:
    """Keep the picture until its form is sent again, for a day."""
    name = keep(_storage(), image.data, f"{stem([image.data])}.{image.extension}")
    facts = {"name": name, "width": image.width, "height": image.height, "sha256": image.sha256}
    later = app.configure_task("articles.discard_upload", schedule_in={"hours": HOURS + 1})
    later.defer(name=name, sha256=image.sha256)
    return SetAside(image, signing.dumps(facts, salt=SALT), _storage().url(name))


def taken_back(token: str) -> SetAside | None:
    """Return the picture that a token of ours names, unless its day is over."""
    try:
        facts = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
        with _storage().open(facts["name"]) as file:
            data = file.read()
    except (signing.BadSignature, OSError):
        return None
    if hashlib.sha256(data).hexdigest() != facts["sha256"]:
        return None
    extension = facts["name"].rpartition(".")[2]
    image = CheckedImage(data, facts["width"], facts["height"], facts["sha256"], extension)
    return SetAside(image, token, _storage().url(facts["name"]))


def discard_upload(name: str, sha256: str) -> None:
    """Delete a picture that was set aside, unless a photo shows it by now."""
    discard(Photo(file=name, sha256=sha256))


def _storage() -> Storage:
    storage: Storage = Photo._meta.get_field("file").storage
    return storage
