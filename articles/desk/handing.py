"""Words of a reporter whose story went on meanwhile: handed to the editors, who take or discard them.

They are a revision in the reporter's name: what the form had, with what was typed over it. It is neither what
readers see nor a draft; taking it merges it into the newest words.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts import UNFINISHED
from articles.desk.checks import require_valid
from articles.desk.drafts import content_with, newest_words, store_draft, words_over
from articles.desk.errors import Refused
from articles.desk.joining import Joined, set_words
from articles.desk.locking import keep, record, take
from articles.desk.merging import Merged, merge
from articles.desk.revisions import row_at
from articles.desk.rows import Rows
from articles.models import HandedWords, Story
from newsroom.core.models import User


@transaction.atomic
def hand_over(
    *, story: Story, by: User, fields: Mapping[str, Any], rows: Rows | None = None, seen: int | None = None
) -> Story:
    """Keep words that `by` may not save any more, on the version `seen`; sent twice, they are kept once.

    `fields` and `rows` are as in `write`. Nothing else of the story changes.
    """
    story = take("hand_over", story=story, by=by, seen=None)
    base = row_at(story, seen or 0)
    if base is None:
        raise Refused(_("The desk does not know any more what these words were typed on. Copy them."))
    # A version that is named may have a draft of the editors beside it, which reporters may not read.
    content = content_with(story, words_over(story, base), fields=fields, rows=rows or {})
    changed = sorted(name for name in content if content[name] != base.get(name))
    if not changed:
        raise Refused(_("Nothing was changed here since the story was opened."))
    last = waiting().filter(revision__story=story, revision__by=by).last()
    if last is not None and last.revision.content == content:
        return story
    story.version += 1
    story.modified_at = timezone.now()
    story.save(update_fields=["version", "modified_at"])
    record("hand_over", story=story, by=by, content=content, changed=changed)
    HandedWords.objects.create(revision=story.revisions.get(number=story.version), base=seen or 0)
    return story


@transaction.atomic
def take_handed(
    *,
    story: Story,
    by: User,
    handed: int,
    choices: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Story:
    """Merge handed words into the newest, in the reporter's name; `choices` are as in `merging.merge`."""
    story = take("take_handed", story=story, by=by, seen=seen)
    words, newest = _open(story, handed), newest_words(story)
    merged = merged_with(story, words, choices or {})
    content = content_with(story, merged.content, fields={}, rows={})
    if content == newest:
        raise Refused(_("All of this is in the story already. Discard it."))
    _settle(words, is_taken=True)
    if story.state() not in UNFINISHED:
        return store_draft("take_handed", story, newest, content, by=by, author=words.revision.by)
    joined = Joined(content, newest)
    lists = set_words(story, joined)
    require_valid(story)
    return keep(
        "take_handed", story=story, by=by, rows=lists, author=words.revision.by, changed=joined.changed
    )


@transaction.atomic
def discard_handed(*, story: Story, by: User, handed: int, seen: int | None = None) -> Story:
    """Leave handed words out; their revision stays."""
    story = take("discard_handed", story=story, by=by, seen=seen)
    words = _open(story, handed)
    _settle(words, is_taken=False)
    return keep("discard_handed", story=story, by=by, discarded=words.revision.number)


def waiting() -> models.QuerySet[HandedWords]:
    """Return what waits for an editor, the oldest first."""
    found = HandedWords.objects.filter(is_taken__isnull=True)
    return found.select_related("revision__story", "revision__by")


def handed_by(person: User, *, since: datetime.datetime) -> models.QuerySet[HandedWords]:
    """Return what a person handed over that waits, or was handed over since then; the newest first."""
    recent = Q(is_taken__isnull=True) | Q(revision__at__gt=since)
    found = HandedWords.objects.filter(recent, revision__by=person).order_by("-id")
    return found.select_related("revision__story", "revision__by")


def merged_with(story: Story, handed: HandedWords, choices: Mapping[str, str] | None = None) -> Merged:
    """Return handed words merged with the newest ones of the story; mine are the handed ones."""
    newest = newest_words(story)
    row = row_at(story, handed.base)
    base = newest if row is None else words_over(story, row)
    return merge(base, {**newest, **handed.revision.content}, newest, choices)


def _open(story: Story, number: int) -> HandedWords:
    """Return handed words that wait, locked with their story; refuse what was settled meanwhile."""
    handed = waiting().filter(revision__story=story, pk=number).first()
    if handed is None:
        raise Refused(_("Somebody took or discarded these words already."))
    return handed


def _settle(handed: HandedWords, *, is_taken: bool) -> None:
    HandedWords.objects.filter(pk=handed.pk).update(is_taken=is_taken)
