"""Atom feeds and sitemaps keep the rules of their formats, on an empty newspaper and on a full one."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles.models import Author
from tests import builders, paper

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent / "schemas"
SCHEMAS = {name: etree.RelaxNG(etree.parse(HERE / f"{name}.rng")) for name in ("atom", "sitemap")}
SITEMAPS = ("/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/news.xml")


def faults(schema: str, content: bytes) -> str:
    """Return what breaks the rules of that format; nothing if none does."""
    SCHEMAS[schema].validate(etree.fromstring(content))
    return str(SCHEMAS[schema].error_log)


def read(url: str) -> bytes:
    answer = Client().get(url)
    assert answer.status_code == 200, url
    return answer.content


def make_stories() -> None:
    """Make some whose words markup could take for its own."""
    now = timezone.now()
    for hours, headline in enumerate(("A & B <i>“c”</i>", "Ёлка", "‏العنوان")):
        at = now - datetime.timedelta(hours=hours)
        builders.make_story("live", headline=headline, publish_at=at, updated_at=now)


@pytest.mark.parametrize("url", ["/atom.xml", "/ru/atom.xml", "/corrections/atom.xml"])
def test_feeds_of_an_empty_newspaper_are_atom(url: str) -> None:
    assert not faults("atom", read(url))


def test_feeds_of_a_full_newspaper_are_atom() -> None:
    story = paper.publish()
    make_stories()
    lists = [story.category, *story.topics.all(), *Author.objects.all()]
    feeds = ["/atom.xml", "/ru/atom.xml", *(f"{each.get_absolute_url()}atom.xml" for each in lists if each)]
    assert len(feeds) > 5
    assert not {url: said for url in feeds if (said := faults("atom", read(url)))}


def test_sitemaps_of_an_empty_newspaper_keep_the_protocol() -> None:
    assert not {url: said for url in SITEMAPS if (said := faults("sitemap", read(url)))}


def test_sitemaps_of_a_full_newspaper_keep_the_protocol() -> None:
    paper.publish()
    make_stories()
    index = etree.fromstring(read(SITEMAPS[0]))
    listed = [str(place.text).removeprefix(settings.SITE_URL) for place in index.iter("{*}loc")]
    assert len(listed) > 2
    assert not {url: said for url in [*SITEMAPS, *listed] if (said := faults("sitemap", read(url)))}


@pytest.mark.parametrize(
    ("schema", "url", "right", "wrong"),
    [
        ("atom", "/atom.xml", b"<title>", b"<title/><title>"),
        ("atom", "/atom.xml", b"<id>", b"<id/><id>"),
        ("atom", "/atom.xml", b"+00:00</updated>", b"</updated>"),
        ("sitemap", "/sitemap.xml", b"<lastmod>", b"<lastmod>yesterday, "),
        ("sitemap", "/sitemaps/pages.xml", b"<loc>https://", b"<loc>"),
        ("sitemap", "/sitemaps/news.xml", b"<news:title>", b"<news:title></news:title><news:title>"),
    ],
)
def test_a_planted_fault_is_found(schema: str, url: str, right: bytes, wrong: bytes) -> None:
    make_stories()
    content = read(url)
    assert right in content
    assert faults(schema, content.replace(right, wrong))
