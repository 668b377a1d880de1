"""What every page of a story shows: the whole one, the preview, the text edition, the saved file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import presentation
from articles.models import BYLINES, Correction, RelatedLink, Story, StoryTopic
from articles.related import Reading, read_more
from articles.structured_data import of_story


def context_of(
    story: Story, picks: Iterable[RelatedLink] | None = None, *, is_preview: bool = False
) -> dict[str, Any]:
    """Return the context of a story's templates, in the active language, which is the story's own.

    Topics and bylines that are prefetched, and `picks`, stand in place of the stored ones.
    """
    told = _told(story, is_preview=is_preview)
    readings = _with_rows(story, picks)
    # What was retracted is not to be passed around without the word.
    card = None if is_preview or told["retracted"] else presentation.card(story)
    return {
        **told,
        "card": card,
        "structured_data": of_story(story, told["corrections"], card, retracted=told["retracted"]),
        "readings": readings,
        "here": story.category,
        "editions": _editions(story),
        "changed_at": story.updated_at or story.publish_at,
    }


def told_of(story: Story) -> dict[str, Any]:
    """Return the story with its bylines and what readers were told of it, without what leads on from it."""
    prefetch_related_objects([story], BYLINES)
    return _told(story)


def _told(story: Story, *, is_preview: bool = False) -> dict[str, Any]:
    corrections = _corrections(story, is_preview=is_preview)
    retracted = _("Retracted: ") if any(each.is_retraction for each in corrections) else ""
    return {"story": story, "corrections": corrections, "retracted": retracted}


def _with_rows(story: Story, picks: Iterable[RelatedLink] | None) -> list[Reading]:
    """Fetch topics and bylines, and return what else to read, with its bylines."""
    prefetch_related_objects([story], Prefetch("story_topics", StoryTopic.objects.select_related("topic")))
    readings = read_more(story, picks)
    prefetch_related_objects([story, *(card.story for card in readings if card.story)], BYLINES)
    return readings


def _editions(story: Story) -> dict[str, str]:
    """Return the URL of each live edition by language, that of the story among them."""
    editions = Story.objects.live().filter(edition_group=story.edition_group).order_by("pk").brief()
    urls = {edition.language: edition.get_absolute_url() for edition in editions}
    return urls | {story.language: story.get_absolute_url()}


def _corrections(story: Story, *, is_preview: bool) -> list[Correction]:
    """Return what readers were told, oldest first; a preview has what waits in the draft, too."""
    told = list(story.corrections.filter(at__lte=timezone.now())) if story.corrected_at else []
    if is_preview and story.correction_words:
        told.append(
            Correction(
                story=story,
                kind=story.correction_kind,
                words=story.correction_words,
                place=story.correction_place,
                at=timezone.now(),
            )
        )
    return told
