"""Acts on photos: add, describe, delete."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import photos
from articles.desk.library.usage import uses
from articles.desk.redacting_check import require_photo_without
from articles.models import Photo
from newsroom.core import acts
from newsroom.core.models import User

WORDS = ("alt", "caption", "credit", "licence")
# What the file alone says: it is known only when the file is stored.
FACTS = ("file", "size", "width", "height", "sha256")


class AlreadyThere(acts.Refused):
    """Refusal of a photo whose pixels the library has: `there` is that photo."""

    def __init__(self, there: Photo) -> None:
        self.there = there
        super().__init__({"file": _("This picture is already in the library:")})


@transaction.atomic
def add_photo(*, image: photos.CheckedImage, by: User, fields: acts.Fields) -> Photo:
    """Add a checked picture (`photos.check`) with its description, and queue its renditions."""
    acts.require_right("add", Photo, by=by)
    photos.lock(image)
    if there := photos.existing(image):
        raise AlreadyThere(there)
    photo = Photo(uploaded_by=by)
    acts.fill(photo, fields, allowed=WORDS)
    # Before the file is written: without words no row will ever name it.
    acts.require_valid(photo, exclude=FACTS)
    photos.store(image, photo=photo)
    acts.keep("create", photo, by=by)
    photos.defer_render(photo)
    return photo


@transaction.atomic
def describe_photo(*, photo: Photo, by: User, fields: acts.Fields) -> Photo:
    """Change the description of a photo; its file stays what it is."""
    return acts.change(photo, by=by, fields=fields, allowed=WORDS, check=require_photo_without)


@transaction.atomic
def delete_photo(*, photo: Photo, by: User) -> None:
    """Delete an unused photo and its files: somebody may be in danger because of what they show."""
    gone = acts.delete(photo, by=by, uses=uses)
    transaction.on_commit(lambda: photos.discard(gone))
