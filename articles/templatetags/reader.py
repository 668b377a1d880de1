"""Template tags and filters of readers' pages: URLs, times as the paper writes them, pictures."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.template import Context
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import body, labels, presentation
from articles.feeds import FORMATS
from articles.models import Photo, Story
from articles.presentation import LITE, SAVED
from newsroom.core import dates, languages
from newsroom.core.language_settings import choices
from newsroom.core.web import page_language

register = template.Library()
# So many stories stand on a page that says that something is not there; what they need for their URL.
NEWEST = 5
TIMES = ("publish_at", "first_published_at", "created_at")


register.filter("in_words", dates.in_words)
register.filter("in_zone", dates.in_zone)
register.filter("label", labels.label)
register.filter("credits", presentation.credits)
register.filter("writer", presentation.writer)
register.filter("description", presentation.description)
register.filter("source", presentation.source)
register.filter("absolute", presentation.absolute)


@register.filter
def stamp(at: datetime.datetime) -> str:
    """Format a time for machines, to the minute, in the newsroom's zone."""
    return timezone.localtime(at).isoformat(timespec="minutes")


@register.filter
def since(at: datetime.datetime, newest: datetime.datetime) -> str:
    """Format the time of day, or the day where that is not the day of the newest in the list."""
    same = timezone.localdate(at) == timezone.localdate(newest)
    return dates.in_words(at, "clock" if same else "short_day")


@register.filter
def told_on(at: datetime.datetime, published: datetime.datetime | None) -> str:
    """Format the day of a correction, with the year where that is not the year of its story."""
    same = published is not None and timezone.localdate(at).year == timezone.localdate(published).year
    return dates.in_words(at, "short_day" if same else "date")


@register.simple_tag
def page_url(name: str, *args: Any, language: str = "") -> str:
    """Return the URL of a list in this page's language, or in the named one."""
    return page_language.page_url(f"articles:{name}", *args, language=language)


@register.inclusion_tag("partials/_feeds.html", takes_context=True)
def feed_links(context: Context) -> dict[str, Any]:
    """Name the feeds of the page's list to readers' programs, or those of the whole site.

    A view of a list says `feed`: which one it is, and its heading, if it has one.
    """
    of, heading = context.get("feed") or ("front", None)
    named = {"front": settings.PUBLICATION_NAME, "corrections": _("Corrections")}
    slugs = [heading.slug] if heading else []
    return {
        "title": heading.name if heading else named[of],
        "feeds": [
            (format.media_type, page_url(f"{of}_feed", *slugs, format.file)) for format in FORMATS.values()
        ],
    }


@register.simple_tag
def language_links(editions: Mapping[str, str] | None) -> list[tuple[str, str, str]]:
    """Return code, name and URL of each language: this page in it (`editions`), or its front page."""
    found = editions or {}
    return [
        (code, name, found.get(code) or page_language.page_url("articles:front", language=code))
        for code, name in choices()
    ]


@register.simple_tag
def newest_stories() -> list[Story]:
    """Return the newest stories of the page's language that nobody paid for, as a way on."""
    live = Story.objects.live().filter(language=get_language(), is_sponsored=False)
    return list(live.newest().only("kind", "headline", "slug", "is_sponsored", *TIMES)[:NEWEST])


@register.simple_tag
def locale() -> str:
    """Return language and country of the page, where the table of languages has them."""
    return languages.of(get_language()).locale


@register.filter
def around_names(role: str) -> tuple[str, str]:
    """Return the words before the names of a role and those after them; a language may need none."""
    sentences = {
        "writer": _("By %(names)s"),
        "reporter": _("Reporting by %(names)s"),
        "photographer": _("Photos by %(names)s"),
        "translator": _("Translated by %(names)s"),
        "editor": _("Edited by %(names)s"),
    }
    before, _names, after = sentences[role].partition("%(names)s")
    return before, after


@register.filter
def data_block(data: object) -> str:
    """Write structured data as JSON for the inside of a `<script>`."""
    return body.data_block(data)


@register.filter
def lite_url(story: Story) -> str:
    """Return the URL of a story in the text edition."""
    return LITE.format(story.get_absolute_url())


@register.filter
def saved_url(story: Story) -> str:
    """Return the URL of the file of a story that readers save."""
    return SAVED.format(story.get_absolute_url())


@register.filter
def text_html(story: Story) -> str:
    """Return the story's text, which was made safe when it was written."""
    return body.stored(story.body_html)


@register.filter
def text_to_keep(story: Story) -> str:
    """Return the same for a page that is read elsewhere: its links lead to the site from there, too."""
    link = presentation.absolute(story.get_absolute_url())
    return body.stored(presentation.absolute_links(story.body_html, link))


@register.filter
def sources(photo: Photo, wanted: str) -> str:
    """Return a `srcset` of renditions: `"webp"`, or `"webp 640"` for those up to that width."""
    kind, _space, widest = wanted.partition(" ")
    made = [row for row in photo.renditions if row["format"] == kind]
    fitting = [row for row in made if row["width"] <= int(widest or 10_000)] or made[:1]
    return ", ".join(f"{default_storage.url(row['name'])} {row['width']}w" for row in fitting)


@register.filter
def focus(story: Story) -> str:
    """Return classes for the point that a crop keeps, in tenths; nothing for the middle."""
    points = (("x", round(float(story.focal_x) * 10)), ("y", round(float(story.focal_y) * 10)))
    return " ".join(f"focus-{axis}{tenth}" for axis, tenth in points if tenth != 5)
