"""Search of the desk's list of stories: by words, and by what names a story: number, address, slug."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles import search
from articles.admin.pickers import number_of
from articles.body.words import query
from articles.models import Story
from newsroom.core import text

_ADDRESS = re.compile(r"(?:https?:)?(?://)?[^/?#\s]*(?P<path>/[^?#\s]*)(?:[?#]\S*)?")
# The last part of an address, with the number that it ends in.
_ENDING = re.compile(r"-a(?P<pk>[0-9]{1,18})/?$")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
# Views whose address names a story, by the name of the number in it.
_NUMBERS = dict.fromkeys(
    ("articles:story", "articles:lite_story", "articles:saved_story", "preview", "preview_version"), "pk"
)
_DESK = "admin:articles_story_"


def in_list(
    request: HttpRequest, stories: QuerySet[Story], typed: str, newest: Sequence[Any]
) -> QuerySet[Story]:
    """Return those of the stories that what was typed means, in the order that they have.

    `newest` is the order in which they come along an index.
    """
    typed = text.clean_line(typed).strip()
    if not typed:
        return stories
    if (number := addressed(typed)) is not None:
        return stories.filter(pk=number)
    # A number can also be a word, such as a year.
    named = Q(pk=number_of(typed.removeprefix("#")) or 0)
    if _SLUG.fullmatch(typed):
        named |= Q(pk__in=Story.objects.order_by().filter(slug__startswith=typed).values("pk"))
    return stories.filter(named | Q(pk__in=_with_words(request, stories.order_by(*newest), typed)))


def addressed(typed: str) -> int | None:
    """Return the number of the story whose address was pasted: of the site, the text edition or the desk."""
    address = _ADDRESS.fullmatch(typed)
    try:
        found = resolve(address["path"]) if address else None
    except Resolver404:
        found = None
    if found is None:
        ending = _ENDING.search(typed) if " " not in typed else None
        return number_of(ending["pk"]) if ending else None
    is_desk = found.view_name.startswith(_DESK)
    return number_of(found.kwargs.get("object_id" if is_desk else _NUMBERS.get(found.view_name, ""), ""))


def _with_words(request: HttpRequest, stories: QuerySet[Story], typed: str) -> Sequence[int]:
    """Return the stories with the words, and say to the person where that is not all or nothing."""
    asked = query(typed)
    if not asked.words:
        messages.info(
            request, _("There is nothing to search for in this. Type a word that should be in the story.")
        )
    try:
        results = search.among(stories, asked)
    except search.TooBroad:
        messages.warning(request, _("This search is too broad: it did not end in time. Add a word."))
        return ()
    if results.is_capped:
        messages.info(
            request,
            _("Very many stories have these words: the newest are shown. Add a word, or choose a filter."),
        )
    return results.stories
