"""Acts on redirects: add, change, delete; and the one that is left where the address of a list changes."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles.models import Author, Category, Redirect, Topic
from newsroom.core import acts, locks
from newsroom.core.models import User
from newsroom.core.web.page_language import DESK_PREFIXES, page_urls

FIELDS = ("path", "story", "to")
# What can stand in the path of an address, and nothing that ends it.
ENDS = frozenset("?#\\ \t\n")


@transaction.atomic
def add_redirect(*, by: User, fields: acts.Fields) -> Redirect:
    """Let a former address lead to a story or to a page of this site."""
    _take_turns()
    return acts.add(Redirect(), by=by, fields=_cleaned(fields), allowed=FIELDS, check=_require_one_hop)


@transaction.atomic
def change_redirect(*, redirect: Redirect, by: User, fields: acts.Fields) -> Redirect:
    """Change a former address, or where it leads."""
    _take_turns()
    return acts.change(redirect, by=by, fields=_cleaned(fields), allowed=FIELDS, check=_require_one_hop)


@transaction.atomic
def delete_redirect(*, redirect: Redirect, by: User) -> None:
    """Let a former address lead nowhere."""
    acts.delete(redirect, by=by)


def paths_of(row: Author | Topic | Category) -> list[str]:
    """Return the addresses of the lists of the row, in a fixed order: an author has one in each language."""
    if isinstance(row, Author):
        return list(page_urls("articles:author", row.slug).values())
    return [row.get_absolute_url()]


def leave(before: Iterable[str], after: Iterable[str]) -> None:
    """Leave a redirect at each former address; what led there leads on to the new one, in one hop."""
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    if moved:
        _take_turns()
    for old, new in moved:
        Redirect.objects.filter(path=new).delete()
        Redirect.objects.filter(to=old).update(to=new)
        Redirect.objects.update_or_create(path=old, defaults={"to": new, "story": None})


def _take_turns() -> None:
    """Lock all redirects until the transaction ends: two at once could make a chain of two hops."""
    locks.wait_for("articles.redirect")


def _cleaned(fields: acts.Fields) -> acts.Fields:
    """Return the fields with addresses as paths: what was copied from a browser begins with the site."""
    origin = settings.SITE_URL
    paths = {name: str(fields[name] or "").strip() for name in ("path", "to") if name in fields}
    return {**fields, **{name: path.removeprefix(origin) or path for name, path in paths.items()}}


def _require_one_hop(row: Redirect) -> None:
    """Refuse an address that is none, that is a page, or that would make a second hop or a loop."""
    refused = {name: said for name in ("path", "to") if (said := _no_path(getattr(row, name)))}
    if not refused and _is_page(row.path):
        refused["path"] = _("This address is a page of the site.")
    others = Redirect.objects.exclude(pk=row.pk)
    if not refused and others.filter(to=row.path).exists():
        refused["path"] = _("Another redirect leads to this address. Let that one lead further first.")
    if not refused and row.to and others.filter(path=row.to).exists():
        refused["to"] = _("This address leads elsewhere itself. Type where it leads.")
    if refused:
        raise acts.Refused(refused)


def _no_path(text: str) -> str:
    """Return what is wrong with an address, or an empty string."""
    if not text or (text.startswith("/") and not text.startswith("//") and not ENDS & set(text)):
        return ""
    return _("Type the part after the name of the site, from the first slash on, without ? and #.")


def _is_page(path: str) -> bool:
    """Return whether a page stands there whatever is published, such as the front page or the desk."""
    if path.startswith((*DESK_PREFIXES, settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    try:
        return not resolve(path).kwargs
    except Resolver404:
        return False
