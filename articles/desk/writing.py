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
def write(
    *,
    story: Story | None = None,
    by: User,
    fields: Mapping[str, Any],
    rows: Rows | None = None,
    seen: int | None = None,
    material: bool | None = None,
    token: uuid.UUID | None = None,
) -> Story:
    """Start a story (`story=None`) or write an existing one, and return it as it now stands.

    `fields` holds values by name of `FIELDS`; what is absent stays. Each list in `rows` ("topics",
    "bylines", "related") is the whole list as plain dicts, in order; absent lists stay. `seen` is the version
    that was opened. A live story needs `material`: only True moves `updated_at`. A `token` makes one story.
    """
    if unknown := (set(fields) - set(FIELDS)) | (set(rows or {}) - set(LISTS)):
        raise TypeError(f"not written by the desk: {', '.join(sorted(unknown))}")
    if story is None or story.pk is None:
        if token and (made := _made_before(token, by)):
            return made
        if not may("write", story=None, by=by):
            raise NotAllowed
        story, act = Story(created_by=by, form_token=token), "create"
    else:
        story, act = take("write", story=story, by=by, seen=seen), "write"
        _require_choice(story, material)
    changed = _apply(story, fields)
    if material and story.was_published:
        story.updated_at = timezone.now()
    _check(story, rows or {})
    keep(act, story=story, by=by, changed=sorted(changed), material=material)
    for name, given in (rows or {}).items():
        _replace(story, name, given)
    return story


def _made_before(token: uuid.UUID, by: User) -> Story | None:
    """Find what this person's same form already made, waiting for a submit that is under way."""
    locks.wait_for(str(token))
    made = Story.objects.filter(form_token=token).first()
    if made is not None and made.created_by_id != by.pk:
        raise NotAllowed
    return made


def _require_choice(story: Story, material: bool | None) -> None:
    if story.is_live and material is None:
        raise Refused({"material": _("Say whether this change is minor or material.")})


def _apply(story: Story, fields: Mapping[str, Any]) -> set[str]:
    """Set the fields, derive what follows from them, and return the names of those that changed."""
    typed = {name: FIELDS[name].clean(value) for name, value in fields.items()}
    changed = {name for name, value in typed.items() if getattr(story, name) != value}
    for name, value in typed.items():
        setattr(story, name, value)
    for name in (row.name for row in FIELDS.values() if row.is_typeset):
        # Hard spaces would hide a word from the desk's search; in short lines they do little.
        typeset = body.typeset(getattr(story, name), language=story.language)
        setattr(story, name, typeset.replace("\u00a0", " "))
    story.body_source = body.clean_source(story.body_source)
    if len(story.body_source) > body.MAX_SOURCE:
        raise Refused({"body_source": _("This text is too long for one story. Divide it.")})
    rendered = body.render(story.body_source, language=story.language)
    story.body_html, story.body_text, story.word_count = rendered.html, rendered.text, rendered.words
    if not story.slug and story.headline:
        story.slug = make_slug(story.headline)
    return changed


def _check(story: Story, rows: Rows) -> None:
    """Refuse what is gone or not valid; in this order, so that what was found valid cannot go any more."""
    hold_named(story, rows)
    require_valid(story)


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
