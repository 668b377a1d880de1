"""Canary: a marked word in everything that belongs to a story, and every URL at which it could show."""

import gzip
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

import brotli
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import Author, Byline, Photo, RelatedLink, Story, StoryTopic, Topic
from tests.builders import make_author, make_photo, make_story, make_topic

MARK = "xqcanary"
NONE: frozenset[str] = frozenset()


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
    return story


def _marked_library() -> tuple[Photo, Author, Topic]:
    photo = Photo.objects.filter(caption__startswith=MARK).first()
    photo = photo or make_photo(**marked(Photo, file="photos/x.jpg", sha256="x" * 64))
    return photo, make_author(**marked(Author, photo=photo)), make_topic(**marked(Topic))


def _plain_library() -> tuple[Photo, Author, Topic]:
    return make_photo(), make_author(slug="x"), make_topic(slug="x")


@dataclass(frozen=True)
class Door:
    """One pattern of the URLconf."""

    name: str
    names: frozenset[str]

    def url(self, values: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.names})


def doors(resolver: URLResolver | None = None, space: str = "", names: Set[str] = NONE) -> Iterator[Door]:
    """Return every pattern of the URLconf."""
    for part in (resolver or get_resolver()).url_patterns:
        asked = frozenset(names | set(part.pattern.regex.groupindex) | set(part.pattern.converters))
        if isinstance(part, URLResolver):
            yield from doors(part, f"{space}{part.namespace}:" if part.namespace else space, asked)
        elif isinstance(part, URLPattern):
            yield Door(f"{space}{part.name or ''}", asked)


def values_at(story: Story) -> dict[str, Any]:
    """Return what stands in a URL that asks for this story at the desk."""
    return {
        **dict.fromkeys(("object_id", "id", "pk"), story.pk),
        "content_type_id": ContentType.objects.get_for_model(Story).pk,
        "app_label": "articles",
        "url": f"articles/story/{story.pk}",
    }


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
