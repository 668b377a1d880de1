"""Writing a story: its fields and its ordered rows, all or nothing."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body
from articles.desk.checks import require_valid
from articles.desk.errors import NotAllowed, Refused
from articles.desk.fields import FIELDS, LISTS
from articles.desk.locking import keep, take
from articles.desk.naming import Rows, hold_named
from articles.desk.rights import may
from articles.models import Story
from articles.models.slugs import make_slug
from newsroom.core import locks
from newsroom.core.models import User
from newsroom.core.text_fields import cleaned


@transaction.atomic
def start(
    *, by: User, fields: Mapping[str, Any], rows: Rows | None = None, token: uuid.UUID | None = None
) -> Story:
    """Make a new draft of what was written, and return it; `fields` and `rows` are as in `write`.

    What is sent twice with the same `token` makes one story: the second time, that story is returned.
    """
    if token and (made := _made_before(token, by)):
        return made
    if not may("start", story=None, by=by):
        raise NotAllowed
    story = Story(created_by=by, form_token=token)
    changed = _apply(story, fields)
    return _keep("start", story, rows or {}, by=by, changed=sorted(changed))


@transaction.atomic
def write(
    *,
    story: Story,
    by: User,
    fields: Mapping[str, Any],
    rows: Rows | None = None,
    seen: int | None = None,
    material: bool | None = None,
) -> Story:
    """Write a story that is there, and return it as it now stands.

    `fields` holds values by name of `FIELDS`; what is absent stays. Each list in `rows` ("topics",
    "bylines", "related") is the whole list as plain dicts, in order; absent lists stay. `seen` is the version
    that was opened. A live story needs `material`: only True moves `updated_at`.
    """
    story = take("write", story=story, by=by, seen=seen)
    if story.is_live and material is None:
        raise Refused({"material": _("Say whether this change is minor or material.")})
    changed = _apply(story, fields)
    if material and story.was_published:
        story.updated_at = timezone.now()
    return _keep("write", story, rows or {}, by=by, changed=sorted(changed), material=material)


def _made_before(token: uuid.UUID, by: User) -> Story | None:
    """Find what this person's same form already made, waiting for a submit that is under way."""
    locks.wait_for(str(token))
    made = Story.objects.filter(form_token=token).first()
    if made is not None and made.created_by_id != by.pk:
        raise NotAllowed
    return made


def _keep(act: str, story: Story, rows: Rows, *, by: User, **details: object) -> Story:
    """Save the story if it is valid, and put the given rows in place of those that were there."""
    if unknown := set(rows) - set(LISTS):
        raise TypeError(f"not written by the desk: {', '.join(sorted(unknown))}")
    # In this order, so that what was found valid cannot go any more.
    hold_named(story, rows)
    require_valid(story)
    keep(act, story=story, by=by, **details)
    for name, given in rows.items():
        _replace(story, name, given)
    return story


def _apply(story: Story, fields: Mapping[str, Any]) -> set[str]:
    """Set the fields, derive what follows from them, and return the names of those that changed."""
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"not written by the desk: {', '.join(sorted(unknown))}")
    typed = {name: FIELDS[name].clean(value) for name, value in fields.items()}
    changed = {name for name, value in typed.items() if getattr(story, name) != value}
    for name, value in typed.items():
        setattr(story, name, value)
    for row in (row for row in FIELDS.values() if row.is_typeset):
        # Hard spaces would hide a word from the desk's search; in short lines they do little.
        typeset = body.typeset(getattr(story, row.name), language=story.language)
        setattr(story, row.name, row.clean(typeset.replace("\u00a0", " ")))
    story.body_source = body.clean_source(story.body_source)
    if len(story.body_source) > body.MAX_SOURCE:
        raise Refused({"body_source": _("This text is too long for one story. Divide it.")})
    rendered = body.render(story.body_source, language=story.language)
    story.body_html, story.body_text, story.word_count = rendered.html, rendered.text, rendered.words
    if not story.slug and story.headline:
        story.slug = make_slug(story.headline)
    return changed


def _replace(story: Story, name: str, given: Sequence[Mapping[str, Any]]) -> None:
    """Put the given rows in place of those that were there."""
    model = LISTS[name]
    model._default_manager.filter(story=story).delete()
    for order, values in enumerate(given):
        row = model(story=story, order=order)
        for column, value in values.items():
            setattr(row, column, cleaned(row, column, value))
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
            row.validate_constraints()
        except ValidationError as error:
            raise Refused({name: " ".join(error.messages)}) from error
        row.save()
