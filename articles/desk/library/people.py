"""Acts on authors: add, change, delete."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.library import slugs
from articles.desk.library.usage import uses
from articles.models import Author, Photo
from newsroom.core import acts, locks
from newsroom.core.models import User

FIELDS = ("name", "position", "biography", "photo")


@transaction.atomic
def add_author(*, by: User, fields: acts.Fields) -> Author:
    """Add an author; without `slug` it is made from the name."""
    acts.require_right("add", Author, by=by)
    author = Author()
    acts.fill(author, fields, allowed=(*FIELDS, "slug"))
    slugs.give(author)
    _hold_portrait(author)
    return acts.keep("create", author, by=by)


@transaction.atomic
def change_author(*, author: Author, by: User, fields: acts.Fields) -> Author:
    """Change an author; the slug stays, since readers have links to it."""
    author = acts.take(author, by=by)
    changed = acts.fill(author, fields, allowed=FIELDS)
    if "photo" in changed:
        _hold_portrait(author)
    return acts.keep("change", author, by=by, changed=changed) if changed else author


@transaction.atomic
def delete_author(*, author: Author, by: User) -> None:
    """Delete an author who has signed nothing."""
    acts.delete(author, by=by, uses=uses)


def _hold_portrait(author: Author) -> None:
    if author.photo_id and not locks.hold(Photo, [author.photo_id]):
        raise acts.Refused({"photo": _("Somebody deleted this photo in the meantime. Choose another one.")})
