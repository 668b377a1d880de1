"""The table of a story's fields: each row is a column of `Story` that people write.

The desk takes, cleans and typesets by it; the form has its groups and counters from it. The newsroom does
not start while the model, this table and the form disagree (`articles.admin.field_check`): a field that one
of them does not know would be dropped, and the editor would read "Saved."
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Byline, RelatedLink, StoryTopic
from newsroom.core import text


class Group(models.TextChoices):
    """A group of fields on the form, in the order in which the groups stand there."""

    WRITING = "writing", ""
    CHANGE = "change", _("Publish changes")
    CORRECTION = "correction", _("Correction")
    SCHEDULE = "schedule", _("Schedule")
    FRONT = "front", _("Front page")
    PLACE = "place", _("Where it runs")
    LEAD = "lead", _("Lead image")
    SETTINGS = "settings", _("Settings")
    SEARCH = "search", _("Search engines")
    WITHDRAWAL = "withdrawal", _("Withdraw")


class Kind(Enum):
    """What a field holds."""

    LINE = "words in one line"
    TEXT = "words in several lines"
    BODY = "HTML with the blocks of `articles.body`"
    VALUE = "a choice, a number, a time or another row"


@dataclass(frozen=True)
class Field:
    """One field of a story."""

    name: str
    group: Group | None  # None: code sets it, and it is not on the form
    kind: Kind = Kind.VALUE
    # Are quotes and dashes put right for the story's language?
    is_typeset: bool = False
    # What fits on a phone and on a card; the form counts, and takes longer texts, too.
    length: int | None = None
    # Does it stand on the same line of the form as the field before it?
    is_beside: bool = False

    def clean(self, value: Any) -> Any:
        """Return what is kept of a value: text cleaned, and a line in one line."""
        if self.kind is Kind.LINE:
            return text.clean_line(value)
        return text.clean(value) if self.kind is Kind.TEXT else value


_ROWS = (
    Field("kicker", Group.WRITING, Kind.LINE),
    Field("headline", Group.WRITING, Kind.LINE, is_typeset=True, length=75),
    Field("standfirst", Group.WRITING, Kind.TEXT, is_typeset=True, length=200),
    Field("summary", Group.WRITING, Kind.TEXT, is_typeset=True, length=200),
    Field("body_source", Group.WRITING, Kind.BODY),
    Field("credit_line", Group.WRITING, Kind.LINE),
    Field("correction_kind", Group.CORRECTION),
    Field("correction_words", Group.CORRECTION, Kind.TEXT, is_typeset=True),
    Field("correction_place", Group.CORRECTION),
    Field("embargo_until", Group.SCHEDULE),
    Field("expires_at", Group.SCHEDULE),
    Field("kind", Group.PLACE),
    Field("language", Group.PLACE, is_beside=True),
    Field("category", Group.PLACE),
    Field("lead_image", Group.LEAD),
    Field("lead_caption", Group.LEAD, Kind.TEXT, is_typeset=True),
    Field("lead_credit", Group.LEAD, Kind.LINE),
    Field("lead_alt", Group.LEAD, Kind.LINE),
    Field("focal_x", Group.LEAD),
    Field("focal_y", Group.LEAD, is_beside=True),
    Field("slug", Group.SETTINGS),
    Field("is_sensitive", Group.SETTINGS),
    Field("is_sponsored", Group.SETTINGS),
    Field("search_title", Group.SEARCH, Kind.LINE, is_typeset=True),
    Field("search_description", Group.SEARCH, Kind.LINE, is_typeset=True),
    Field("edition_group", None),
)
FIELDS: dict[str, Field] = {row.name: row for row in _ROWS}

# The ordered lists of a story and the model of their rows.
Listed = StoryTopic | Byline | RelatedLink
LISTS: dict[str, type[Listed]] = {"topics": StoryTopic, "bylines": Byline, "related": RelatedLink}

# The columns that nobody types: made from the body, set by acts, or given to the row when it is made.
RENDERED = ("body_html", "body_text", "word_count")
SET_BY_ACTS = (
    *("status", "publish_at", "first_published_at", "updated_at"),
    *("modified_at", "version", "draft_number", "next_number", "next_at", "is_next_material"),
    *("redacted_number", "corrected_at", "is_reason_public"),
)
GIVEN_ONCE = ("id", "uuid", "created_by", "created_at", "form_token")
DERIVED = frozenset({*RENDERED, *SET_BY_ACTS, *GIVEN_ONCE})
