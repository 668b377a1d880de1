"""Page of one story."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation

from articles import redirects
from articles.desk.former_addresses import leads_to
from articles.desk.transitions import public_reason
from articles.models import RelatedLink, Story
from articles.views.public import public
from articles.views.story_context import context_of


@public
def story(request: HttpRequest, day: str, slug: str, pk: int) -> HttpResponse:
    """Show a live story at its one URL; the number alone finds it."""
    found = find(request, slug, pk)
    return story_page(request, found) if isinstance(found, Story) else found


def find(request: HttpRequest, slug: str, pk: int, *, own: str = "{}") -> Story | HttpResponse:
    """Return the live story whose page is asked for, or what is to be answered instead; may raise Http404.

    `own` makes the path of this kind of page from that of the story. Whether a story is live is decided
    first, so that nothing of another one shows in a redirect. The query string is dropped there: it means
    nothing on these pages. An address that held words which were taken out leads nowhere.
    """
    found = Story.objects.live().select_related("category", "lead_image").filter(pk=pk).first()
    path = own.format(found.get_absolute_url()) if found else ""
    # The address of another system can have the shape of ours, with a number that is no story's or another's.
    if path != request.path and (elsewhere := redirects.target(request.path)):
        return HttpResponsePermanentRedirect(elsewhere)
    if found is None:
        return _missing(request, pk)
    if not leads_to(found, slug):
        raise Http404
    return found if path == request.path else HttpResponsePermanentRedirect(path)


def story_page(
    request: HttpRequest,
    story: Story,
    *,
    is_preview: bool = False,
    picks: Iterable[RelatedLink] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Render the story in its own language, as readers see it; the desk's preview says that it is one.

    `picks` are as in `context_of`.
    """
    with translation.override(story.language):
        context = context_of(story, picks, is_preview=is_preview)
        return render(request, "articles/story.html", {**context, "is_preview": is_preview, **(extra or {})})


def _missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer 410 for what was published and withdrawn, with the reason if an editor chose so; else 404."""
    told = ("language", "first_published_at", "is_reason_public")
    withdrawn = Story.objects.withdrawn().only(*told).filter(pk=pk).first()
    if withdrawn is None or not withdrawn.was_published:
        raise Http404
    with translation.override(withdrawn.language):
        return render(request, "410.html", {"reason": public_reason(withdrawn)}, status=410)
