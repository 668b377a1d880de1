"""Mending what readers see while a draft or a scheduled change of the story waits.

The form shows the words that readers get. What is mended is merged into the waiting words, too, so that they
do not take it out again: they are a draft then, which whoever puts it out has before them. Where both changed
the same, the waiting words stay, and the audit entry names the fields.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.checks import require_kind_of_change, require_valid
from articles.desk.content import Content, content_of
from articles.desk.drafts import give_back, newest_words
from articles.desk.errors import Refused
from articles.desk.joining import Shown, Typed, set_words, take_words
from articles.desk.locking import keep, record
from articles.desk.merging import merge
from articles.desk.rows import Rows
from articles.desk.telling import take_off
from articles.models import Story
from newsroom.core.models import User


@transaction.atomic
def mend(
    *,
    story: Story,
    by: User,
    fields: Mapping[str, Any],
    material: bool | None,
    rows: Rows | None = None,
    takes_back: bool = False,
    seen: int | None = None,
    shown: Shown | None = None,
) -> Story:
    """Put these words before readers, and leave what waits a draft, without its hour.

    Takes what `write` takes, and never merges unseen. `takes_back`: the person was asked about the hour of
    scheduled changes.
    """
    typed = Typed(fields, rows or {}, seen, shown, merges=False)
    story, joined = take_words("mend", story=story, by=by, typed=typed)
    require_kind_of_change(material)
    if story.next_at and not takes_back:
        raise Refused({"takes_back": _("Changes are scheduled, and they were written without this.")})
    waiting, lists, now = newest_words(story), set_words(story, joined), timezone.now()
    if material:
        story.updated_at = now
    told = take_off(story, by=by, at=now)
    require_valid(story)
    after = content_of(story, lists)
    if after == joined.before and told is None:
        raise Refused(_("Readers see these very words already: nothing is mended."))
    give_back(story)
    merged = merge(joined.before, waiting, after)
    _bring_in(story, by, waiting, merged.content, after)
    left = sorted({name for each in merged.conflicts for name in each.names})
    return keep("mend", story=story, by=by, rows=lists, told=told, material=material, left=left)


def _bring_in(story: Story, by: User, waiting: Content, merged: Content, after: Content) -> None:
    """Keep the merged words as the draft; there is none any more where readers get all of them."""
    if merged == after:
        story.draft_number = None
    elif merged != waiting:
        story.version += 1
        story.modified_at = timezone.now()
        story.draft_number = story.version
        record("save_draft", story=story, by=by, content=merged)
