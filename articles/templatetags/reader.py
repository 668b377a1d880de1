"""Template tags and filters of readers' pages: URLs, times as the paper writes them, pictures."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import body
from articles.models import Author, Byline, Photo, Story
from newsroom.core import dates, languages
from newsroom.core.language_settings import choices
from newsroom.core.web import page_language

register = template.Library()


register.filter("in_words", dates.in_words)
register.filter("in_zone", dates.in_zone)


@register.filter
def stamp(at: datetime.datetime) -> str:
    """Format a time for machines, to the minute, in the newsroom's zone."""
    return timezone.localtime(at).isoformat(timespec="minutes")


@register.filter
def since(at: datetime.datetime, newest: datetime.datetime) -> str:
    """Format the time of day, or the day where that is not the day of the newest in the list."""
    same = timezone.localdate(at) == timezone.localdate(newest)
    return dates.in_words(at, "clock" if same else "short_day")


@register.simple_tag
def page_url(name: str, *args: Any, language: str = "") -> str:
    """Return the URL of a list in this page's language, or in the named one."""
    return page_language.page_url(f"articles:{name}", *args, language=language)


@register.simple_tag
def language_links(editions: Mapping[str, str] | None) -> list[tuple[str, str, str]]:
    """Return code, name and URL of each language: this page in it (`editions`), or its front page."""
    found = editions or {}
    return [
        (code, name, found.get(code) or page_language.page_url("articles:front", language=code))
        for code, name in choices()
    ]


@register.simple_tag
def locale() -> str:
    """Return language and country of the page, where the table of languages has them."""
    return languages.of(get_language()).locale


@register.filter
def label(story: Story | None) -> str:
    """Return the words above a headline: "Sponsored", "Opinion", or its kicker, or its category."""
    if not story:
        return ""
    if story.is_sponsored:
        return _("Sponsored")
    if story.kind == Story.Kind.OPINION:
        return _("Opinion")
    return story.kicker or (story.category.name if story.category else "")


@register.filter
def credits(story: Story) -> list[tuple[str, list[Author]]]:
    """Return roles with their authors, writers first, each role in the editors' order."""
    rows = list(story.bylines.all())
    roles = [(role, [row.author for row in rows if row.role == role]) for role in Byline.Role.values]
    return [(role, authors) for role, authors in roles if authors]


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
def writer(story: Story) -> Author | None:
    """Return the first author, writers before others."""
    named = credits(story)
    return named[0][1][0] if named else None


@register.filter
def text_html(story: Story) -> str:
    """Return the story's text, which was made safe when it was written."""
    return body.stored(story.body_html)


@register.filter
def description(story: Story) -> str:
    """Return a sentence for search engines and previews: the editor's, else the best there is."""
    said = story.search_description or story.summary or story.standfirst
    return body.excerpt(said or story.body_text, 200)


@register.filter
def source(photo: Photo, width: int) -> str:
    """Return the URL of the smallest JPEG that is so wide; until there are any, of the original."""
    made = [row for row in photo.renditions if row["format"] == "jpeg"]
    fitting = [row for row in made if row["width"] >= width] or made[-1:]
    return default_storage.url(fitting[0]["name"] if fitting else str(photo.file))


@register.filter
def absolute(url: str) -> str:
    """Return a URL of this site with scheme and host; one of another site stays."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


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
