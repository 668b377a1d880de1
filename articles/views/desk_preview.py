"""Preview of a saved story in the readers' template, for those who may see it at the desk."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import desk
from articles.desk.content import Content, put, rows_of
from articles.desk.drafts import newest_words
from articles.desk.fields import LISTS, Listed
from articles.desk.gone import gone, without_gone
from articles.desk.history import as_of, readable
from articles.desk.words import derive
from articles.models import RelatedLink, Story
from articles.views.story_pages import story_page
from newsroom.core.desk.identity import current_user


@require_safe
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the saved story in the readers' template; 404 for whoever may not see it, never cached."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = Story.objects.select_related("category", "lead_image").filter(pk=pk).first()
    if found is None or not desk.may("view", story=found, by=current_user(request)):
        raise Http404
    picks = None
    if found.newest_number and desk.may("save_draft", story=found, by=current_user(request)):
        picks = _put_words(found, newest_words(found))
    response: HttpResponse = story_page(request, found, is_preview=True, picks=picks)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@never_cache
def preview_version(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Show a version as readers would have seen it, with today's authors, photos and categories."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = Story.objects.filter(pk=pk).first()
    allowed = readable(found, current_user(request)) if found else None
    if found is None or allowed is None:
        raise Http404
    revision = found.revisions.filter(allowed, number=number).select_related("by").first()
    if revision is None:
        raise Http404
    picks = _put_words(as_of(found, revision), without_gone(revision.content))
    may_restore = desk.may("restore", story=found, by=current_user(request))
    shown = {"version": revision, "gone": gone(revision.content), "may_restore": may_restore}
    response: HttpResponse = story_page(request, found, is_preview=True, picks=picks, extra=shown)
    response["X-Robots-Tag"] = "noindex"
    return response


def _put_words(story: Story, content: Content) -> list[RelatedLink]:
    """Put these words, topics and bylines on the story, which is not saved; return its picks."""
    put(content, story)
    derive(story)
    rows = rows_of(content, story)
    # As `Prefetch` leaves rows that it has read; the attribute is not in the stubs.
    vars(story)["_prefetched_objects_cache"] = {
        "story_topics": _as_read("topics", rows["topics"]),
        "bylines": _as_read("bylines", rows["bylines"]),
    }
    return [row for row in rows["related"] if isinstance(row, RelatedLink)]


def _as_read(name: str, rows: list[Listed]) -> QuerySet[Any]:
    """Return a queryset that holds these rows and asks nothing."""
    found: QuerySet[Any] = LISTS[name]._default_manager.none()
    found._result_cache = rows
    return found
