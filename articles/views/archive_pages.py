"""Archive: the years, then the stories of a year, month or day, with a calendar that leads on."""

import calendar
import datetime
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.utils.translation import get_language

from articles.archive import Span, held, neighbours, stories, years
from articles.models import BYLINES
from articles.views.paging import read_page
from articles.views.public import public
from newsroom.core.dates import in_words
from newsroom.core.web.page_language import page_url, page_urls

# Names of the pages by how many numbers say which year, month or day.
PAGES = ("archive", "archive_year", "archive_month", "archive_day")


@dataclass(frozen=True)
class Place:
    """A year, month or day as a page shows it, with its URL where it has stories."""

    span: Span
    url: str = ""

    @property
    def name(self) -> str:
        """What a heading says of it."""
        if not self.span.month:
            return str(self.span.year)
        return in_words(self.span.first, "day" if self.span.day else "month")


@public
def archive(request: HttpRequest) -> HttpResponse:
    """List the years that have stories; `?date=` leads to a day."""
    typed = request.GET.get("date", "").strip()[:20]
    try:
        if typed:
            day = datetime.date.fromisoformat(typed)
            return HttpResponseRedirect(_url(Span.read(day.year, day.month, day.day)))
    except ValueError:
        pass
    context = {
        "years": [_linked(span) for span in years(str(get_language()))],
        # What was typed and could not be read.
        "day": typed,
        "path": page_url("articles:archive"),
        "editions": page_urls("articles:archive"),
    }
    return render(request, "articles/archive.html", context)


@public
def archive_span(
    request: HttpRequest, year: int, month: int | None = None, day: int | None = None
) -> HttpResponse:
    """List the stories of a year, month or day; one without any says so, and no search engine keeps it."""
    try:
        span = Span.read(year, month, day)
    except ValueError as error:
        raise Http404 from error
    return render(request, "articles/archive_span.html", _context(request, span, str(get_language())))


def _context(request: HttpRequest, span: Span, language: str) -> dict[str, object]:
    page = read_page(
        request.GET, lambda after: stories(span, language, after).brief().prefetch_related(BYLINES)
    )
    return {
        "place": _linked(span),
        "page": page,
        "changed_at": page.rows[0].publish_at if page.rows else None,
        "editions": page_urls(f"articles:{PAGES[len(span.args)]}", *span.args),
        "above": [_linked(each) for each in span.above],
        "beside": [each and _linked(each) for each in neighbours(span, language)],
        **_parts(span, language),
    }


def _parts(span: Span, language: str) -> dict[str, object]:
    """Return the months of a year; else the calendar of a month, which is also that of each of its days."""
    whole = Span(span.year, span.month)
    found = set(held(whole.parts, language))
    places = [_linked(part) if part in found else Place(part) for part in whole.parts]
    if not whole.month:
        return {"months": places}
    week = calendar.Calendar((get_format("FIRST_DAY_OF_WEEK") - 1) % 7)
    weeks = week.monthdayscalendar(whole.year, whole.month)
    return {
        "month": whole,
        "weekdays": [(WEEKDAYS_ABBR[day], WEEKDAYS[day]) for day in week.iterweekdays()],
        "weeks": [[places[day - 1] if day else None for day in days] for days in weeks],
    }


def _linked(span: Span) -> Place:
    return Place(span, _url(span))


def _url(span: Span) -> str:
    return page_url(f"articles:{PAGES[len(span.args)]}", *span.args)
