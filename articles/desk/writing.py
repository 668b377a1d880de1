"""Writing a story that readers do not see: its fields and its ordered rows, all or nothing."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from articles.desk.checks import require_valid
from articles.desk.errors import NotAllowed
from articles.desk.locking import keep, take
from articles.desk.naming import hold_named
from articles.desk.rights import may
from articles.desk.rows import Rows, made
from articles.desk.words import apply
from articles.models import Story
from newsroom.core import locks
from newsroom.core.models import User


@transaction.atomic
def start(
    *, by: User, fields: Mapping[str, Any], rows: Rows | None = None, token: uuid.UUID | None = None
) -> Story:
    """Make a new draft of what was written, and return it; `fields` and `rows` are as in `write`.

    What is sent twice with the same `token` makes one story: the second time, that story is returned.
    """
    if token and (there := _made_before(token, by)):
        return there
    if not may("start", story=None, by=by):
        raise NotAllowed
    story = Story(created_by=by, form_token=token)
    return _keep("start", story, fields, rows or {}, by=by)


@transaction.atomic
def write(
    *,
    story: Story,
    by: User,
    fields: Mapping[str, Any],
    rows: Rows | None = None,
    seen: int | None = None,
) -> Story:
    """Write a draft, and return it as it now stands.

    `fields` holds values by name of `FIELDS`; what is absent stays. Each list in `rows` ("topics",
    "bylines", "related") is the whole list as plain dicts, in order; absent lists stay. `seen` is the version
    that was opened. What was approved is written by `save_draft`.
    """
    story = take("write", story=story, by=by, seen=seen)
    return _keep("write", story, fields, rows or {}, by=by)


def _made_before(token: uuid.UUID, by: User) -> Story | None:
    """Find what this person's same form already made, waiting for a submit that is under way."""
    locks.wait_for(str(token))
    made = Story.objects.filter(form_token=token).first()
    if made is not None and made.created_by_id != by.pk:
        raise NotAllowed
    return made


def _keep(act: str, story: Story, fields: Mapping[str, Any], rows: Rows, *, by: User) -> Story:
    """Save what was typed if it is valid."""
    changed = apply(story, fields)
    # In this order, so that what was found valid cannot go any more.
    hold_named(story, rows)
    require_valid(story)
    return keep(act, story=story, by=by, rows=made(story, rows), changed=sorted(changed))
