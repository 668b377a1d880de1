"""Two people at one story: what the form shows of the other's words, and what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import desk
from articles.admin.differences import Row, differences, label
from articles.desk.content import Content
from articles.desk.drafts import as_draft
from articles.desk.fields import LISTS
from articles.desk.merging import BODY, MINE, THEIRS, Conflict, Merged
from articles.desk.typed import PREFIXES
from articles.models import Story
from newsroom.core import audit
from newsroom.core.desk.identity import current_user
from newsroom.core.models import User

CHOICE = "choice:"


@dataclass(frozen=True)
class Side:
    """One of the texts of a conflict, as a button of choice."""

    choice: str
    label: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Question:
    """A conflict as the page shows it."""

    name: str
    label: str
    sides: Sequence[Side]
    may_keep_both: bool


@dataclass(frozen=True)
class Together:
    """What the page of a merged form shows."""

    who: str
    questions: Sequence[Question]
    mine: Sequence[Row]
    theirs: Sequence[Row]


def shown(request: HttpRequest) -> desk.Shown | None:
    """Return what this person was shown of a conflict, and chose."""
    over = request.POST.get("over", "")
    return desk.Shown(int(over), choices(request)) if over.isdecimal() and len(over) < 10 else None


def choices(request: HttpRequest) -> dict[str, str]:
    """Return which text stays, by the keys of conflicts."""
    return {
        name.removeprefix(CHOICE): str(value)
        for name, value in request.POST.items()
        if name.startswith(CHOICE) and value
    }


def seen(request: HttpRequest) -> int | None:
    """Return the version that this person had before them: the one opened, or shown since in a conflict."""
    typed = request.POST.get("over") or request.POST.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def opened(request: HttpRequest) -> dict[str, Any]:
    """Return the version under the words of the form, and what was shown of a newer one."""
    typed = request.POST.get("seen", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    return {"seen": number, "shown": shown(request)}


def put_merged(typed: QueryDict, refused: desk.Changed, form: forms.BaseForm) -> None:
    """Put the words that others brought in beside what was typed; `form` is an empty form of the story.

    Without a conflict the form then stands on the newest version. With one it keeps the version that it was
    opened from, so that whoever leaves it and comes back is asked again.
    """
    merged, version = refused.merged, str(refused.theirs.version)
    typed["over"] = version
    for name in [name for name in typed if name.startswith(CHOICE)]:
        del typed[name]
    if merged is None:
        return
    _put(typed, refused.theirs, merged.content, merged.came, form)
    if not merged.conflicts:
        typed["seen"], typed["over"] = version, ""


def page(request: HttpRequest, refused: desk.Refused | None) -> Together | None:
    """Return what the page shows of a merge, if it shows one."""
    merged = getattr(refused, "merged", None)
    if not isinstance(refused, desk.Changed) or merged is None:
        return None
    story = refused.theirs
    who = names(story, refused.seen, current_user(request))
    asked = questions(story, merged, mine=_("Keep mine"), theirs=_("Take that of %(who)s") % {"who": who})
    left = {name for each in merged.conflicts for name in each.names}
    mine, theirs = (
        [row for row in differences(story, merged.base, each) if row.label not in {label(n) for n in left}]
        for each in (merged.mine, merged.theirs)
    )
    return Together(who, asked, mine, theirs)


def tell(request: HttpRequest, story: Story, opened: int | None) -> None:
    """Say what others wrote meanwhile and saving brought in."""
    if opened is None or story.version <= opened + 1:
        return
    entry = audit.entries(story).first()
    came = entry.details.get("came") if entry else None
    if not came:
        return
    who = names(story, opened, current_user(request))
    told = _("Saved together with what %(who)s wrote meanwhile: %(fields)s.")
    messages.info(request, told % {"who": who, "fields": ", ".join(label(name) for name in came)})


def names(story: Story, opened: int, by: User) -> str:
    """Return who saved the story after a version was opened."""
    found = story.revisions.filter(number__gt=opened).select_related("by").order_by("number")
    people = {row.by_id: row.by for row in found.defer("content") if row.by}
    other = [each.get_full_name() or each.get_username() for pk, each in people.items() if pk != by.pk]
    return get_text_list(other, pgettext("between names", "and")) if other else _("you, in another window")


def questions(story: Story, merged: Merged, *, mine: str, theirs: str) -> list[Question]:
    """Return what is asked: each conflict with both texts, by these names."""
    return [
        Question(
            name=CHOICE + each.key,
            label=label(each.name),
            sides=[
                Side(MINE, mine, _rows(story, each, each.mine)),
                Side(THEIRS, theirs, _rows(story, each, each.theirs)),
            ],
            may_keep_both=each.is_block,
        )
        for each in merged.conflicts
    ]


def _rows(story: Story, conflict: Conflict, side: Any) -> Sequence[Row]:
    """Return one text of a conflict with its changes marked."""
    return differences(story, _content(conflict, conflict.base), _content(conflict, side))


def _content(conflict: Conflict, side: Any) -> Content:
    if conflict.key == conflict.name or conflict.name not in (BODY, *LISTS):
        return dict(zip(conflict.names, side, strict=True))
    if conflict.name == BODY:
        return {BODY: side}
    return {conflict.name: [side] if side else []}


def _put(typed: QueryDict, story: Story, content: Content, came: Sequence[str], form: forms.BaseForm) -> None:
    """Write values of a content as a browser would send them."""
    draft = as_draft(story, content)
    for name in came:
        if name in LISTS:
            _put_rows(typed, PREFIXES[name], content[name])
        elif name in form.fields:
            field = form.fields[name]
            value = field.prepare_value(_value(draft, name))
            _put_field(typed, name, field.widget, value)


def _value(story: Story, name: str) -> Any:
    column: Any = story._meta.get_field(name)
    return column.value_from_object(story)


def _put_field(typed: QueryDict, name: str, widget: Any, value: Any) -> None:
    widget = getattr(widget, "widget", widget)
    if isinstance(widget, forms.MultiWidget):
        parts: Any = widget.decompress(value)
        for number, (each, part) in enumerate(zip(widget.widgets, parts, strict=True)):
            typed[f"{name}_{number}"] = each.format_value(part) or ""
    elif isinstance(widget, forms.CheckboxInput):
        typed.pop(name, None)
        if value:
            typed[name] = "on"
    else:
        typed[name] = "" if value is None else str(value)


def _put_rows(typed: QueryDict, prefix: str, rows: Sequence[dict[str, Any]]) -> None:
    for name in [name for name in typed if name.startswith(f"{prefix}-") and name[len(prefix) + 1].isdigit()]:
        del typed[name]
    typed[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    for number, row in enumerate(rows):
        for column, value in {**row, "order": number}.items():
            typed[f"{prefix}-{number}-{column}"] = "" if value is None else str(value)
