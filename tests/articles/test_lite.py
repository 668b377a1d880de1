"""Text edition: the same words in a few thousand bytes, without anything else to load."""

import re
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.test import Client

from articles.models import Story
from tests import builders
from tests.articles.conftest import Reader

pytestmark = pytest.mark.django_db
LOADS = re.compile(r"<(?:img|script|style|iframe|source)|rel=\"stylesheet\"|@import|url\(")
MOST = 5_000
HEADERS = 700


def make(language: str = "en", **changes: Any) -> Story:
    category = builders.make_category(language=language)
    return builders.make_story("live", language=language, category=category, **changes)


def test_a_story_has_all_its_words_and_a_link_in_place_of_its_picture(reader: Reader) -> None:
    photo = builders.make_photo(alt="Cranes in fog.")
    story = make(lead_image=photo, credit_line="AFP contributed.", topics=[builders.make_topic()])
    builders.with_correction(story, words="It was 2009.")
    page = reader.page(f"/lite{story.get_absolute_url()}")
    for words in (story.headline, story.standfirst, "The letter is one page long.", "AFP contributed."):
        assert words in page
    for words in ("Nina Feldt", "It was 2009.", "Cranes in fog.", "This page with pictures"):
        assert words in page
    assert not LOADS.search(page)
    assert f'<link rel="canonical" href="{settings.SITE_URL}{story.get_absolute_url()}">' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/ru", "ru")])
def test_front_and_category_lead_to_stories_in_their_language(
    prefix: str, language: str, reader: Reader
) -> None:
    story, paid = make(language), make(language, is_sponsored=True)
    front = reader.page(f"{prefix}/lite/")
    assert f'href="/lite{story.get_absolute_url()}"' in front
    assert paid.headline not in front
    assert f'href="{prefix}/lite/category/regions/"' in front
    listed = reader.page(f"{prefix}/lite/category/regions/")
    assert story.headline in listed
    assert not LOADS.search(front + listed)


def test_pages_lead_to_it_and_back(reader: Reader) -> None:
    story = make()
    assert 'href="/lite/"' in reader.page("/")
    assert f'href="/lite{story.get_absolute_url()}"' in reader.page(story.get_absolute_url())
    assert f'href="{story.get_absolute_url()}"' in reader.page(f"/lite{story.get_absolute_url()}")


def test_an_empty_newspaper_has_one(reader: Reader) -> None:
    assert settings.PUBLICATION_NAME in reader.page("/lite/")
    reader.page("/ru/lite/")


def test_another_address_of_the_story_leads_to_its_own(reader: Reader) -> None:
    story = make()
    answer = reader.get(f"/lite/1999/01/01/wrong-a{story.pk}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/lite{story.get_absolute_url()}")
    gone = builders.make_story("withdrawn")
    assert reader.get(f"/lite{gone.get_absolute_url()}").status_code == 410


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_comes_in_one_small_answer(language: str) -> None:
    """Words that repeat weigh less than real ones: `make weigh` has those of the demo."""
    for _ in range(35):
        make(language)
    prefix = "" if language == "en" else "/ru"
    answer = Client().get(f"{prefix}/lite/", headers={"accept-encoding": "br"})
    head = sum(len(name) + len(value) + 4 for name, value in answer.items())
    assert len(answer.content) + head < MOST
    assert head < HEADERS
    assert brotli.decompress(answer.content).count(b"<li>") == 30
