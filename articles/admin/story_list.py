"""List of stories at the desk: columns, search and filters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import home
from articles.admin.clock import stamp, zone_heading
from articles.admin.pickers import number_of
from articles.admin.states import HEAVY, state_badges
from articles.models import Author, Byline, Story, Topic
from articles.models.indexes import DESK_AT
from articles.models.story import StoryQuerySet
from newsroom.core import text
from newsroom.core.desk import capped
from newsroom.core.desk.model_admin import OfferedChangeList

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object

# A tab and the queryset method behind it, in the order of a story's life.
TABS: tuple[tuple[str, Any], ...] = (
    ("drafts", Story.State.DRAFT.label),
    ("in_review", Story.State.IN_REVIEW.label),
    ("ready", Story.State.READY.label),
    ("scheduled", Story.State.SCHEDULED.label),
    ("embargoed", gettext_lazy("Embargo")),
    ("with_scheduled_changes", gettext_lazy("Scheduled changes")),
    ("live", Story.State.LIVE.label),
    ("expired", Story.State.EXPIRED.label),
    ("withdrawn", Story.State.WITHDRAWN.label),
)
# Shown without a story in it, too, so that the row of tabs does not jump about.
ALWAYS = frozenset({"drafts", "in_review", "scheduled", "live"})

# Each word of a search is looked for in three places: hundreds of them would take a minute.
WORDS = 12


class StateFilter(admin.SimpleListFilter):
    """Filter with one tab for each state, and how many stories are in it."""

    title = gettext_lazy("state")
    parameter_name = "state"
    template = "admin/state_tabs.html"

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: type[Story], model_admin: Any
    ) -> None:
        stories = model_admin.get_queryset(request)
        self.counts = {name: capped.count(getattr(stories, name)()) for name, _label in TABS}
        self.total = capped.count(stories)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the states that have stories, and the common ones."""
        return [(name, label) for name, label in TABS if self.counts[name] or name in ALWAYS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        value = self.value()
        if value not in dict(TABS) or not isinstance(queryset, StoryQuerySet):
            return queryset
        chosen: QuerySet[Story] = getattr(queryset, value)()
        return chosen

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Return the tabs with their counts, "All" first."""
        for choice, count in zip(
            super().choices(changelist),
            [self.total, *(self.counts[name] for name, _label in self.lookup_choices)],
            strict=True,
        ):
            yield {**choice, "count": capped.in_words(count)}


class PickedFilter(admin.SimpleListFilter):
    """Filter that a link from the library sets; it shows only then, since the library is long."""

    model: type[Author] | type[Topic]
    # The rows that name it, and their column.
    rows = ""
    column = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        value = request.GET.get(str(self.parameter_name), "")
        number = number_of(value)
        picked = self.model._default_manager.filter(pk=number).first() if number else None
        return [(value, str(picked))] if picked else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if not self.value():
            return queryset
        found = queryset.filter(**{f"{self.rows}__{self.column}": self.value()})
        # Twice on one story: an author who wrote it and took the picture.
        return found.distinct(f"{self.rows}__listed_at", f"{self.rows}__story_id")


class AuthorFilter(PickedFilter):
    title = gettext_lazy("author")
    parameter_name = "author"
    model = Author
    rows, column = "bylines", "author"


class TopicFilter(PickedFilter):
    title = gettext_lazy("topic")
    parameter_name = "topic"
    model = Topic
    rows, column = "story_topics", "topic"


class StoryChangeList(OfferedChangeList):
    """List view that fetches what the rows show and no long texts."""

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Story]:
        bylines = Prefetch("bylines", Byline.objects.select_related("author"))
        found = super().get_queryset(request, exclude_parameters)
        return found.defer(*HEAVY).prefetch_related(bylines)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Story]) -> list[Any]:
        """Order by what a chosen author's or topic's own rows are indexed by: what has no time first."""
        found: list[Any] = super().get_ordering(request, queryset)
        for chosen in (AuthorFilter, TopicFilter):
            if chosen.parameter_name in request.GET:
                rows = chosen.rows
                return [F(f"{rows}__listed_at").desc(nulls_first=True), F(f"{rows}__story_id").desc()]
        return found


class StoryList(Admin):
    """List half of the admin of stories; its form is `articles.admin.story`."""

    place = 10
    list_display = ("titled", "badge", "category", "desk_time")
    list_display_links = ("titled",)
    list_filter = (StateFilter, "category", "language", AuthorFilter, TopicFilter)
    list_select_related = ("category",)
    actions = None
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    search_fields = ("headline", "slug", "bylines__author__name")
    search_help_text = gettext_lazy("Headline, byline or slug")
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StoryChangeList

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Return newest first, in the list and where stories are picked."""
        return (DESK_AT.desc(), "-id")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Story], search_term: str
    ) -> tuple[QuerySet[Story], bool]:
        """Find stories that have every word, up to twelve, in headline, slug or an author's name.

        Django's search joins the names, which multiplies the rows: on old papers it took twice as long.
        """
        for word in text.clean_line(search_term).split()[:WORDS]:
            named = Byline.objects.filter(author__name__icontains=word).values("story")
            queryset = queryset.filter(
                Q(headline__icontains=word) | Q(slug__icontains=word) | Q(pk__in=named)
            )
        return queryset, False

    def home(self, request: HttpRequest) -> dict[str, Any]:
        return home.part(request, self.get_queryset(request))

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def titled(self, story: Story) -> str:
        """Return the headline with the authors' names."""
        names = ", ".join(dict.fromkeys(byline.author.name for byline in story.bylines.all()))
        return format_html("{}<small>{}</small>", story.headline or _("Without a headline"), names)

    @admin.display(description=gettext_lazy("state"))
    def badge(self, story: Story) -> str:
        return state_badges(story)

    @admin.display(description=lazy(zone_heading, str)(), ordering=DESK_AT)
    def desk_time(self, story: Story) -> str:
        """Return when it goes or went live; without such a time, when it was last changed."""
        return stamp(story.publish_at or story.modified_at)
