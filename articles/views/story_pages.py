"""Page of one story."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation

from articles.models import BYLINES, RelatedLink, Story, StoryTopic
from articles.related import read_more
from articles.views.public import public


@public
def story(request: HttpRequest, day: str, slug: str, pk: int) -> HttpResponse:
    """Show a live story at its one URL; the number alone finds it.

    Whether it is live is decided first, so that nothing of another story shows in a redirect. The query
    string is dropped there: it means nothing on this page.
    """
    found = Story.objects.live().select_related("category", "lead_image").filter(pk=pk).first()
    if found is None:
        return _missing(request, pk)
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    return story_page(request, found)


def story_page(
    request: HttpRequest,
    story: Story,
    *,
    is_preview: bool = False,
    picks: Iterable[RelatedLink] | None = None,
) -> HttpResponse:
    """Render the story in its own language, as readers see it; the desk's preview says that it is one.

    Topics and bylines that are prefetched already, and `picks`, stand in place of the stored ones.
    """
    with translation.override(story.language):
        return render(request, "articles/story.html", {**_context(story, picks), "is_preview": is_preview})


def _context(story: Story, picks: Iterable[RelatedLink] | None) -> dict[str, Any]:
    prefetch_related_objects([story], Prefetch("story_topics", StoryTopic.objects.select_related("topic")))
    readings = read_more(story, picks)
    prefetch_related_objects([story, *(card.story for card in readings if card.story)], BYLINES)
    editions = Story.objects.live().filter(edition_group=story.edition_group).order_by("pk").brief()
    urls = {edition.language: edition.get_absolute_url() for edition in editions}
    return {
        "story": story,
        "readings": readings,
        "here": story.category,
        "editions": urls | {story.language: story.get_absolute_url()},
        "changed_at": story.updated_at or story.publish_at,
    }


def _missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer 410 for what was published and withdrawn, without a word of it; 404 for everything else."""
    withdrawn = Story.objects.withdrawn().only("language", "first_published_at").filter(pk=pk).first()
    if withdrawn is None or not withdrawn.was_published:
        raise Http404
    with translation.override(withdrawn.language):
        return render(request, "410.html", status=410)
