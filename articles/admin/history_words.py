"""What happened to a story, in an editor's words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.differences import label, person
from articles.desk.acts import audit_name, told
from articles.desk.comparing import counts, differing
from articles.desk.content import Content
from articles.desk.history import Event
from articles.desk.revisions import FOUND
from articles.models import Revision

# Saving, which happens many times a day: named acts stand out from it.
QUIET = frozenset(map(audit_name, ("write", "save_draft")))
# The two numbers of the focal point are one thing.
PAIRED = {"focal_y": "focal_x"}


@dataclass(frozen=True)
class Told:
    """One line of the history: what was done, by whom, in whose name, why, and what it changed."""

    act: str
    who: str
    author: str
    at: datetime.datetime
    why: str
    changes: str
    is_quiet: bool
    revision: Revision | None
    base: Revision | None
    restored: int | None

    @property
    def day(self) -> datetime.date:
        return timezone.localtime(self.at).date()


def lines(events: Iterable[Event]) -> list[Told]:
    """Return the lines of a page of the history."""
    words = {**told(), FOUND: _("stood there before versions were kept")}
    return [
        Told(
            act=str(words.get(event.act, event.act)),
            who=person(event.by) if event.by else "",
            author=person(event.author) if event.author else "",
            at=event.at,
            why=event.revision.note if event.revision else "",
            changes=_changes(event),
            is_quiet=event.act in QUIET,
            revision=event.revision,
            base=event.base,
            restored=event.restored,
        )
        for event in events
    ]


def _changes(event: Event) -> str:
    """Say what the words of an event changed against those that they were made from."""
    if event.revision is None or event.base is None:
        return ""
    return changes(event.base.content, event.revision.content)


def changes(before: Content, after: Content) -> str:
    """Say what differs: "Changed headline and 2 paragraphs; moved 1 paragraph"."""
    names = differing(before, after)
    fields = [name for name in names if name != "body_source" and PAIRED.get(name) not in names]
    changed = [_lower(label(name)) for name in fields]
    said = []
    if "body_source" in names:
        found = counts(before, after)
        changed += _count(found.changed)
        said += [_("added %(things)s") % {"things": each} for each in _count(found.added)]
        said += [_("took out %(things)s") % {"things": each} for each in _count(found.taken)]
        said += [_("moved %(things)s") % {"things": each} for each in _count(found.moved)]
        formatted = _("changed formatting or links of %(things)s")
        said += [formatted % {"things": each} for each in _count(found.formatted)]
        if not (changed or said):
            changed.append(_lower(label("body_source")))
    if changed:
        said.insert(0, _("changed %(things)s") % {"things": _listed(changed)})
    return capfirst("; ".join(said))


def _count(number: int) -> list[str]:
    words = ngettext("%(count)d paragraph", "%(count)d paragraphs", number)
    return [words % {"count": number}] if number else []


def _listed(things: list[str]) -> str:
    if len(things) == 1:
        return things[0]
    return _("%(things)s and %(last)s") % {"things": ", ".join(things[:-1]), "last": things[-1]}


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
