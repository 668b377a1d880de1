"""What was mended for readers beside the words that wait, where both changed the same."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from articles.admin import together
from articles.desk.acts import audit_name
from articles.desk.drafts import newest_words
from articles.desk.merging import merge
from articles.desk.revisions import row_at
from articles.models import Story
from newsroom.core.models import AuditEntry


def beside(story: Story, last: Sequence[AuditEntry]) -> list[together.Question]:
    """Return each field and paragraph with both texts, as long as mending was the last act on the story."""
    if not last or last[0].act != audit_name("mend") or not last[0].details["left"]:
        return []
    before, after = row_at(story, story.version - 1), row_at(story, story.version)
    if before is None or after is None or story.newest_number is None:
        return []
    waiting = newest_words(story)
    merged = merge({**waiting, **before}, waiting, {**waiting, **after})
    return together.questions(story, merged, mine=_("Waits in the form below"), theirs=_("Readers get now"))
