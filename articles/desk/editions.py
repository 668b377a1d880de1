"""Beginning the edition of a story in another language: a draft with its words, to be translated."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.errors import NotAllowed, Refused
from articles.desk.locking import locked
from articles.desk.rights import may
from articles.desk.writing import start
from articles.models import Story
from newsroom.core import locks
from newsroom.core.language_settings import codes
from newsroom.core.models import User

# What an edition begins with. A promise to a source holds in every language; categories, topics and related
# reading belong to one.
BEGUN_WITH = (
    *("edition_group", "kind", "headline", "standfirst", "summary", "body_source", "credit_line"),
    *("lead_image", "lead_caption", "lead_credit", "lead_alt", "focal_x", "focal_y"),
    *("embargo_until", "expires_at", "is_sensitive", "is_sponsored"),
)


@transaction.atomic
def begin(*, story: Story, by: User, language: str) -> tuple[Story, bool]:
    """Return a new draft of the story in that language, or the edition that is there, and whether it is new.

    It begins with the words of the story's row: of an approved one with what was approved, and no draft.
    """
    # Words that are being taken out for good are gone before they are copied.
    story = locked("begin", story)
    if not may("view", story=story, by=by):
        raise NotAllowed
    if language not in codes() or language == story.language:
        raise Refused(_("Choose another language of the site."))
    locks.wait_for(f"{story.edition_group} {language}")
    there = Story.objects.filter(edition_group=story.edition_group, language=language).first()
    if there is None:
        fields = {name: getattr(story, name) for name in BEGUN_WITH} | {"language": language}
        rows = [{"author": row.author, "role": row.role} for row in story.bylines.select_related("author")]
        return start(by=by, fields=fields, rows={"bylines": rows}), True
    if not may("view", story=there, by=by):
        raise Refused(_("A colleague has begun this edition already. Ask the editors."))
    return there, False
