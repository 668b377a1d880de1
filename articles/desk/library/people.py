"""Acts on authors: add, change, delete."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.indexing import outdate
from articles.desk.library import redirects, slugs
from articles.desk.library.renaming import require_name_without
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
    """Change an author; from the address of another slug a redirect leads here."""
    author = acts.take(author, by=by)
    before = redirects.paths_of(author)
    changed = acts.fill(author, slugs.typed(fields), allowed=(*FIELDS, "slug"))
    if "slug" in changed:
        slugs.take_turns(author)
    if "photo" in changed:
        _hold_portrait(author)
    require_name_without(author, changed)
    if "name" in changed:
        outdate(author)
    if changed:
        acts.keep("change", author, by=by, changed=changed)
        redirects.leave(before, redirects.paths_of(author))
    return author


@transaction.atomic
def delete_author(*, author: Author, by: User) -> None:
    """Delete an author who has signed nothing."""
    acts.delete(author, by=by, uses=uses)


def _hold_portrait(author: Author) -> None:
    if author.photo_id and not locks.hold(Photo, [author.photo_id]):
        raise acts.Refused({"photo": _("Somebody deleted this photo in the meantime. Choose another one.")})
