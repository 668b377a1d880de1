"""Writing a story: its fields and its ordered rows, all or nothing; of an approved one as a draft."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from articles.desk.checks import require_valid
from articles.desk.drafts import content_with, newest_words, store_draft
from articles.desk.errors import Changed, NotAllowed
from articles.desk.joining import Shown, Typed, set_words, take_words
from articles.desk.locking import keep
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

    What is sent twice with the same `token` makes one story: the second time, that story is returned. Other
    words with that token, as from a second window, are refused as words for a story that has changed.
    """
    if token and (there := _made_before(token, by)):
        before = newest_words(there)
        if content_with(there, before, fields=fields, rows=rows or {}) != before:
            raise Changed(there)
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
    shown: Shown | None = None,
    merges: bool = True,
) -> Story:
    """Write a draft, and return it as it now stands.

    `fields` holds values by name of `FIELDS`; what is absent stays. Each list in `rows` ("topics",
    "bylines", "related") is the whole list as plain dicts, in order; absent lists stay. `seen` is the version
    that was opened: what others saved since is brought in if it `merges`. `shown` is what this person saw of
    a conflict, and chose. What was approved is written by `save_draft`.
    """
    typed = Typed(fields, rows or {}, seen, shown, merges)
    story, joined = take_words("write", story=story, by=by, typed=typed)
    lists = set_words(story, joined)
    require_valid(story)
    details = {"changed": joined.changed, **joined.told}
    return keep("write", story=story, by=by, rows=lists, author=None, told=None, note="", **details)


@transaction.atomic
def save_draft(
    *,
    story: Story,
    by: User,
    fields: Mapping[str, Any],
    rows: Rows | None = None,
    seen: int | None = None,
    shown: Shown | None = None,
    merges: bool = True,
) -> Story:
    """Keep new words of an approved or withdrawn story as its draft, on top of the draft that is there.

    Takes what `write` takes. Nothing changes of what readers get, now or at the story's hour.
    """
    typed = Typed(fields, rows or {}, seen, shown, merges)
    story, joined = take_words("save_draft", story=story, by=by, typed=typed)
    if joined.content == joined.before:
        return story
    return store_draft("save_draft", story, joined.before, joined.content, by=by, author=None, **joined.told)


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
