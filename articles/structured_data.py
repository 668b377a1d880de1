"""Structured data of a story's page for search engines: JSON-LD in the terms of schema.org."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone

from articles import presentation
from articles.models import Author, Byline, Correction, Photo, Story
from articles.presentation import Card
from newsroom.core.web.page_language import page_url

KINDS = {Story.Kind.OPINION: "OpinionNewsArticle", Story.Kind.ANALYSIS: "AnalysisNewsArticle"}
# What schema.org calls who did what; a photographer adds to the work without writing it.
ROLES = {
    Byline.Role.WRITER: "author",
    Byline.Role.REPORTER: "author",
    Byline.Role.PHOTOGRAPHER: "contributor",
    Byline.Role.TRANSLATOR: "translator",
    Byline.Role.EDITOR: "editor",
}
PICTURE = 1024


def of_story(
    story: Story, corrections: Iterable[Correction], card: Card | None = None, *, retracted: str
) -> dict[str, Any]:
    """Return a `NewsArticle`; `retracted` stands before the headline of one that is taken back.

    The story has its bylines, topics and lead image, or a card picture; what it has not is left out.
    """
    url = presentation.absolute(story.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": KINDS.get(Story.Kind(story.kind), "NewsArticle"),
        "headline": retracted + story.headline,
        "description": presentation.description(story),
        "url": url,
        "identifier": f"urn:uuid:{story.uuid}",
        "inLanguage": story.language,
        "datePublished": _stamp(story.publish_at),
        "dateModified": _stamp(story.corrected_at or story.updated_at or story.publish_at),
        "articleSection": story.category.name if story.category else "",
        "keywords": [row.topic.name for row in story.story_topics.all()],
        "wordCount": story.word_count,
        "isAccessibleForFree": True,
        "image": _image(story, story.lead_image) if story.lead_image else _card(card),
        "creativeWorkStatus": "Retracted" if retracted else "",
        "correction": [_correction(each, url) for each in corrections],
        **_people(story),
        "publisher": _publisher(),
        "mainEntityOfPage": {"@type": "WebPage", "@id": url, "breadcrumb": _breadcrumb(story, url)},
    }
    return {name: value for name, value in data.items() if value not in ("", None, [])}


def _stamp(at: datetime.datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def _people(story: Story) -> dict[str, list[dict[str, str]]]:
    """Return who did what; where nobody wrote it, whoever stands first in the byline."""
    named = presentation.credits(story)
    found: dict[str, list[dict[str, str]]] = {}
    for place, (role, authors) in enumerate(named):
        term = ROLES[Byline.Role(role)] if place else "author"
        people = found.setdefault(term, [])
        people += [person for author in authors if (person := _person(author)) not in people]
    return found


def _person(author: Author) -> dict[str, str]:
    url = presentation.absolute(page_url("articles:author", author.slug))
    return {"@type": "Person", "name": author.name, "url": url}


def _image(story: Story, photo: Photo) -> dict[str, Any]:
    credit = story.lead_credit or photo.credit
    return {
        "@type": "ImageObject",
        "url": presentation.absolute(presentation.source(photo, PICTURE)),
        "caption": story.lead_caption or photo.caption or story.lead_alt or photo.alt,
        **({"creditText": credit} if credit else {}),
    }


def _card(card: Card | None) -> dict[str, Any] | None:
    url = presentation.absolute(card.url) if card else ""
    return {"@type": "ImageObject", "url": url, "caption": card.alt} if card else None


def _correction(correction: Correction, url: str) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "name": str(correction.label),
        "text": correction.words,
        "datePublished": _stamp(correction.at),
        "url": f"{url}#{correction.anchor}",
    }


def _publisher() -> dict[str, Any]:
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.PUBLICATION_NAME,
        "url": f"{settings.SITE_URL}/",
        "logo": {"@type": "ImageObject", "url": presentation.absolute(static("img/favicon.svg"))},
        "correctionsPolicy": presentation.absolute(page_url("articles:corrections")),
    }


def _breadcrumb(story: Story, url: str) -> dict[str, Any]:
    steps = [(settings.PUBLICATION_NAME, presentation.absolute(page_url("articles:front")))]
    if story.category:
        steps.append((story.category.name, presentation.absolute(story.category.get_absolute_url())))
    steps.append((story.headline, url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }
