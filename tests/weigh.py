"""Weight of each kind of page on the wire, HTML and CSS (`make weigh`).

Providers in Russia freeze a foreign connection after some 15 KB. So the front page, lists, the search, the
support page and an English story of 800 words may have 11,000 bytes, a Russian one 12,500, any page 14,600,
which is also what ten TCP packets carry. A page of the text edition comes in one answer of 5,000 bytes with
its headers.
"""

from __future__ import annotations

import datetime
import http.client
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri
from django.utils.html import strip_tags

from tests.demo_site import demo_site
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from articles.models import Story
    from newsroom.core.models import User
    from tests.pages import Page

MOST, MOST_OF_MAIN = 14_600, 11_000
MAIN = ("front", "latest", "archive", "category", "topic", "author", "search", "support")
# Cyrillic letters are two bytes each.
MOST_OF_OTHER_STORIES = 12_500
# Of the text edition, with the headers.
MOST_OF_LITE = 5_000
LONG_STORY = 800  # words
PARAGRAPH = re.compile(r"<p>[^<]{80,}</p>")
MORE = 60  # stories beside the demo's, so that every list and every place on the front page is full


def main() -> int:
    """Print a line for each page and return 1 if one is too heavy."""
    too_heavy = 0
    with demo_site("weigh", fill) as site:
        say("  HTML    CSS    sum at most")
        for page, most in shown():
            html = fetch(site + page.url)
            if html.status != page.status:
                raise RuntimeError(f"{page.url} answers {html.status}")
            styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html.text)
            css = sum(fetch(site + style).size for style in styles)
            total = html.size + css + (html.head if most == MOST_OF_LITE else 0)
            too_heavy += total > most
            verdict = " TOO HEAVY" if total > most else ""
            say(f"{html.size:6} {css:6} {total:6} {most:7}  {page}{verdict}")
    return 1 if too_heavy else 0


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def shown() -> Iterator[tuple[Page, int]]:
    """Yield the pages that readers see, each the fullest of its kind, and what it may weigh."""
    from articles.models import Story
    from tests.pages import public_pages

    short = list(Story.objects.live().filter(word_count__lte=LONG_STORY * 1.1))
    usual = {story.get_absolute_url() for story in short}
    english = {story.get_absolute_url() for story in short if story.language == "en"}
    for page in public_pages():
        if page.name.startswith("lite"):
            yield page, MOST_OF_LITE
        elif page.url in usual:
            yield page, MOST_OF_MAIN if page.url in english else MOST_OF_OTHER_STORIES
        elif page.is_for_readers:
            yield page, MOST_OF_MAIN if page.name.startswith(MAIN) else MOST


class Answer:
    """Size of an answer on the wire, that of its headers, and its text."""

    def __init__(self, status: int, body: bytes, encoding: str, head: int) -> None:
        import brotli

        self.status, self.size, self.head = status, len(body), head
        self.text = (brotli.decompress(body) if encoding == "br" else body).decode()


def fetch(url: str) -> Answer:
    """Fetch as a browser that takes brotli does."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    path = iri_to_uri(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    connection.request("GET", path, headers={"Accept-Encoding": "br"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    head = sum(len(name) + len(value) + len(": \r\n") for name, value in answer.getheaders())
    return Answer(answer.status, body, answer.headers.get("Content-Encoding", ""), head)


def fill() -> None:
    """Add stories whose headlines and summaries are sentences of the demo's: real words weigh as words do."""
    from articles.models import Story
    from newsroom.core.models import User

    by = User.objects.get(username="editor")
    for language in ("en", "ru"):
        models = list(Story.objects.live().filter(language=language))
        text = " ".join(story.body_text for story in models)
        sentences = [line for line in re.split(r"(?<=[.!?])\s+", text) if 30 < len(line) < 110]
        for number in range(min(MORE, len(sentences) // 2)):
            _copy(models[number % len(models)], sentences[2 * number : 2 * number + 2], number, by)
        _lengthen(max(models, key=lambda story: story.word_count), models, by)


def _lengthen(story: Any, models: list[Any], by: User) -> None:
    """Give the longest story of an edition its 800 words, with paragraphs of the others."""
    from articles import desk

    paragraphs = [part for other in models if other != story for part in PARAGRAPH.findall(other.body_source)]
    body = story.body_source
    while len(strip_tags(body).split()) < LONG_STORY and paragraphs:
        body += paragraphs.pop(0)
    desk.save_draft(story=story, by=by, fields={"body_source": body})
    desk.publish_changes(story=story, by=by, material=False)


def _copy(model: Story, said: list[str], number: int, by: User) -> None:
    from articles import desk

    fields = {
        name: getattr(model, name)
        for name in ("kind", "language", "kicker", "category", "lead_image", "lead_alt", "standfirst")
    }
    words = {"headline": said[0].rstrip("."), "summary": said[1], "body_source": f"<p>{said[0]}</p>"}
    rows: dict[str, list[dict[str, Any]]] = {
        "bylines": [{"author": row.author, "role": row.role} for row in model.bylines.all()],
        "topics": [{"topic": row.topic} for row in model.story_topics.all()],
    }
    story = desk.start(by=by, fields=fields | words, rows=rows)
    story = desk.publish(story=story, by=by)
    assert story.publish_at
    at = story.publish_at - datetime.timedelta(hours=3 * number + 1)
    type(story).objects.filter(pk=story.pk).update(publish_at=at, first_published_at=at)


if __name__ == "__main__":
    sys.exit(main())
