"""Canary: a marked word in everything that belongs to a story, and every URL at which it could show."""

import gzip
import re
from typing import Any

import brotli
from django.db import models
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from articles import cards
from articles.feeds import FORMATS
from articles.models import (
    Author,
    Byline,
    HandedWords,
    Photo,
    Redirect,
    RelatedLink,
    Story,
    StoryTopic,
    Topic,
)
from tests.builders import (
    make_author,
    make_photo,
    make_redirect,
    make_story,
    make_topic,
    make_user,
    with_correction,
    with_older,
    with_unsaved,
)
from tests.pages import Page
from tests.urlconf import Pattern

MARK = "xqcanary"
# What stands before the path of a story in each kind of its pages.
STORIES = {"articles:story": "", "articles:lite_story": "/lite", "articles:saved_story": "/saved"}
QUERIES = ("date=2100-01-01", "before=21000101T000000.000000-1")


def marked(model: type[models.Model], **values: Any) -> dict[str, Any]:
    """Return values for a model with the mark in every free text."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            values.setdefault(field.name, f"{MARK}{field.name}".replace("_", "")[: field.max_length])
    return values


def make_canary(state: str, *, beside: Story, library: bool = True, **changes: Any) -> Story:
    """Make a story in that state, marked in every text of its own and of everything only it shows.

    `library=False` leaves photo, author and topic unmarked: everybody who writes may look those up.

    It stands as close to the live story `beside` as it can: same category, picked as its related reading
    with words of its own, and related to it in turn.
    """
    photo, author, topic = _marked_library() if library else _plain_library()
    values = marked(Story, lead_image=photo, **changes)
    values["body_source"] = f"<p>{MARK}body</p>"
    for derived in ("body_html", "body_text", "status"):
        values.pop(derived, None)
    story = make_story(state, authors=[author], topics=[topic], **values)
    words = dict.fromkeys(("kicker", "headline", "summary"), f"{MARK}pick")
    RelatedLink.objects.create(story=beside, target=story, order=0, **words)
    RelatedLink.objects.create(story=story, external_url=f"https://{MARK}.example/", order=0, **words)
    Byline.objects.create(story=story, author=beside.bylines.get().author, order=1)
    StoryTopic.objects.create(story=story, topic=beside.topics.get(), order=1)
    # What readers were told while they saw it.
    with_correction(story, words=f"{MARK}correction", place="top")
    make_redirect(path=f"/{MARK}old-{story.pk}.html", story=story, to="")
    # Versions that hold the marked words.
    with_older(story)
    # Words that an editor typed over both, and has not saved.
    for row in (story, beside):
        person = make_user("editor", name=f"typist-{story.pk}")
        with_unsaved(row, person, headline=f"{MARK}unsaved", body_source=f"<p>{MARK}unsaved</p>")
    return story


def _marked_library() -> tuple[Photo, Author, Topic]:
    photo = Photo.objects.filter(caption__startswith=MARK).first()
    photo = photo or make_photo(**marked(Photo, file="photos/x.jpg", sha256="x" * 64))
    return photo, make_author(**marked(Author, photo=photo)), make_topic(**marked(Topic))


def _plain_library() -> tuple[Photo, Author, Topic]:
    return make_photo(), make_author(slug="x"), make_topic(slug="x")


def is_of_desk(pattern: Pattern) -> bool:
    """Return whether it belongs to the desk and to accounts."""
    return pattern.name.startswith(("admin:", "admin/", "account", "mfa_", "preview"))


def urls(pattern: Pattern, story: Story, beside: Story, examples: list[Page]) -> list[str]:
    """Return the URLs of this pattern that could show the story.

    These are the examples of `tests.pages`, and the same pattern with the numbers and words of this story.
    Raises KeyError where nobody said how this pattern asks for a story.
    """
    found = [page.url for page in examples]
    if pattern.name in STORIES:
        before = STORIES[pattern.name]
        asked = [*own_urls(story), beside.get_absolute_url(), f"/1999/01/01/wrong-a{beside.pk}"]
        return [*found, *(before + url for url in asked)]
    if pattern.name == "articles:card_file":
        cards.bring_up_to_date(story.pk)
        return [*found, f"/cards/{story.pk}-{cards.digest_of(story) or '0' * 32}.png"]
    if pattern.name == "admin/articles/story/<path:object_id>/":
        return [*found, f"/admin/articles/story/{story.pk}", f"/admin/articles/story/{story.pk}/"]
    if "slug" in pattern.parameters:
        lists = [url for slug in _slugs(pattern, story) for url in _of_list(pattern, slug)]
        return [*found, *lists, *(f"{url}?{query}" for url in lists for query in QUERIES)]
    if is_of_desk(pattern):
        return [*found, *_at_the_desk(pattern, story)]
    queries = (f"from={story.get_absolute_url()}", *(QUERIES if pattern.name.startswith("articles:") else ()))
    values = _values(story) | (_day(story) if "year" in pattern.parameters else {})
    plain = [pattern.url(values | {"file": file}) for file in FORMATS]
    return [*found, *plain, *(f"{url}?{query}" for url in plain for query in queries)]


def own_urls(story: Story) -> list[str]:
    """Return the URL of a story, and wrong ones that lead to it once it is live."""
    right = story.get_absolute_url()
    day = right.rpartition("/")[0]
    wrong = [f"{day}/wrong-a{story.pk}", f"{day}/-a{story.pk}", f"/1999/01/01/wrong-a{story.pk}"]
    return [right, f"{right}/", f"{right}?preview=1", *wrong, f"/1999/1/1/{story.slug}-a{story.pk}"]


def _of_list(pattern: Pattern, slug: str) -> list[str]:
    """Return the URL of a list, or of its feed in each format."""
    return [pattern.url({"slug": slug, "file": file}) for file in FORMATS]


def _slugs(pattern: Pattern, story: Story) -> set[str]:
    """Return what stands in the URL of a list that the story would be in."""
    lists = {
        "category": [story.category],
        "topic": story.topics.all(),
        "author": [byline.author for byline in story.bylines.all()],
    }
    noun = re.split("[:-]", pattern.name)[-1].removesuffix("_feed").removeprefix("lite_")
    return {row.slug for row in lists[noun] if row}


def _at_the_desk(pattern: Pattern, story: Story) -> list[str]:
    """Ask for the story, or for what only it shows; books and people hold nothing of stories."""
    numbers = [each.number for each in story.revisions.all()]
    if pattern.name == "preview_version":
        return [pattern.url({"pk": story.pk, "number": number}) for number in numbers]
    if not pattern.name.startswith("admin:articles_"):
        return [pattern.url({"pk": story.pk})] if pattern.name == "preview" else []
    if pattern.name in ("admin:articles_story_versions", "admin:articles_story_restore"):
        query = "&".join(f"version={number}" for number in numbers)
        return [f"{pattern.url({'object_id': story.pk})}?{query}"]
    if pattern.name == "admin:articles_story_handed":
        found = HandedWords.objects.filter(revision__story=story)
        return [pattern.url({"pk": words.pk}) for words in found]
    if pattern.name == "admin:articles_story_unsaved":
        return [pattern.url({"pk": copy.pk}) for copy in story.working_copies.all()]
    rows = {
        "story": story,
        "photo": story.lead_image,
        "author": story.bylines.earliest("order").author,
        "topic": story.story_topics.earliest("order").topic,
        "category": story.category,
        "redirect": Redirect.objects.filter(story=story).first(),
    }
    row = rows[pattern.name.split("_")[1]]
    return [pattern.url(_values(story) | dict.fromkeys(("object_id", "pk"), row.pk))] if row else []


def _values(story: Story) -> dict[str, Any]:
    """Return what may stand in a URL beside a number; the pages of supporters name no story."""
    month = f"{(story.publish_at or timezone.now()):%Y-%m}"
    return {
        "name": f"photos/ab/{'ab' * 16}.jpg",
        "pk": story.pk,
        "token": "nobody",
        "month": month,
        "key": "not-the-key",
    }


def _day(story: Story) -> dict[str, int]:
    """Return what stands in a URL of the archive."""
    day = timezone.localdate(story.publish_at)
    return {"year": day.year, "month": day.month, "day": day.day}


def raw(response: HttpResponseBase) -> str:
    """Return status line, headers and body as they would be sent, the body decompressed."""
    assert isinstance(response, HttpResponse | StreamingHttpResponse)
    body = response.getvalue()
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(
        response.get("Content-Encoding", ""), bytes
    )
    head = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}"]
    head += [f"{name}: {value}" for name, value in response.items()]
    head += [cookie.OutputString() for cookie in response.cookies.values()]
    return "\r\n".join([*head, "", unpack(body).decode("utf-8", "replace") if body else ""])


def shows(response: HttpResponseBase, url: str) -> bool:
    """Return whether the response shows a mark that did not stand in the URL asked for."""
    said = raw(response).lower()
    for word in {part for part in url.lower().replace("?", "/").split("/") if MARK in part}:
        said = said.replace(word.split("-a")[0], "")
    return MARK in said
