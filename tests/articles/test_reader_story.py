"""The readers' page of a story."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Byline
from tests.articles.conftest import Reader
from tests.builders import make_author, make_photo, make_story, make_topic, make_user

NASTY = '</script><script>alert("1")</script> & <!-- \\ \' 2'


def data_of(page: str) -> dict[str, Any]:
    """Parse the page's JSON-LD as a search engine does."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(blocks) == page.count("<script") == 1
    data: dict[str, Any] = json.loads(blocks[0])
    return data


def test_a_story_stands_in_the_order_of_the_paper(reader: Reader) -> None:
    story = make_story(
        headline="The headline",
        topics=[make_topic()],
        lead_image=make_photo(caption="The caption."),
        credit_line="AFP contributed reporting.",
    )
    make_story(headline="Another story")
    page = reader.page(story.get_absolute_url())
    parts = ["Far East</a>", "The headline</h1>", "They have waited", "Nina Feldt", "<time", "<picture>"]
    parts += ["The caption.", "Arina Belskaya / MT", "The letter is one page long.", "AFP contributed"]
    parts += ["Read more about:", ">Grain</a>", "Read more</h2>", ">Another story</a>", "<footer"]
    body = page[page.index("<main") :]
    places = [body.index(part) for part in parts]
    assert places == sorted(places)
    assert page.count("<h1") == 1


def test_an_opinion_is_labelled_and_shows_who_speaks(reader: Reader) -> None:
    author = make_author(photo=make_photo(alt="Portrait of Nina"), biography="She taught in Tomsk.")
    story = make_story(kind="opinion", kicker="Economy", authors=[author])
    page = reader.page(story.get_absolute_url())
    assert '<body class="opinion-page">' in page
    assert re.search(r'class="kicker"><a [^>]*>Opinion</a>', page)
    assert "Portrait of Nina" in page
    assert "She taught in Tomsk." in page


def test_a_sponsored_story_is_labelled_as_such(reader: Reader) -> None:
    page = reader.page(make_story(is_sponsored=True).get_absolute_url())
    assert re.search(r'class="kicker"><a [^>]*>Sponsored</a>', page)


def test_bylines_name_roles_with_the_writers_first(reader: Reader) -> None:
    names = ["Arina", "Boris", "Vera", "Georgy", "Dina"]
    people = [make_author(name=name, slug=name.lower()) for name in names]
    story = make_story(authors=[])
    roles = ["photographer", "writer", "writer", "writer", "translator"]
    for order, (person, role) in enumerate(zip(people, roles, strict=True)):
        Byline.objects.create(story=story, author=person, role=role, order=order)
    page = reader.page(story.get_absolute_url())
    byline = page[page.index('class="byline"') : page.index('"story-body"')]
    said = " ".join(re.sub("<[^>]*>", "", byline).split())
    assert "By Boris, Vera and Georgy Photos by Arina Translated by Dina" in said


def test_times_are_the_newsrooms_and_written_by_its_style(reader: Reader) -> None:
    at = datetime.datetime(2026, 9, 3, 16, 42, 7, 5, tzinfo=datetime.UTC)
    story = make_story(publish_at=at, first_published_at=at, updated_at=at + datetime.timedelta(minutes=28))
    page = reader.page(story.get_absolute_url())
    assert '<time datetime="2026-09-03T18:42+02:00">Sept. 3, 2026, 18:42</time>' in page
    assert 'Updated <time datetime="2026-09-03T19:10+02:00">19:10</time>' in page
    assert "Thursday, Sept. 3, 2026" in page
    assert 'class="hour-rule hour-19"' in page


def test_a_lead_image_comes_in_the_sizes_that_exist(reader: Reader) -> None:
    def made(kind: str, width: int) -> dict[str, Any]:
        name = f"photos/ab/{width:032x}.{'webp' if kind == 'webp' else 'jpg'}"
        return {"width": width, "height": width // 2, "format": kind, "name": name, "size": 1}

    photo = make_photo(renditions=[made(kind, width) for width in (320, 1024) for kind in ("webp", "jpeg")])
    story = make_story(lead_image=photo, lead_alt="What it shows here", focal_x="0.31", focal_y="0.50")
    page = " ".join(reader.page(story.get_absolute_url()).split())
    assert '<source type="image/webp" srcset="/media/photos/ab/' in page
    assert ".webp 320w, /media/photos/ab/" in page
    assert 'width="1600" height="1067" alt="What it shows here" class="focus-x3"' in page


def test_until_there_are_sizes_the_original_is_shown(reader: Reader) -> None:
    photo = make_photo()
    page = " ".join(reader.page(make_story(lead_image=photo).get_absolute_url()).split())
    assert f'<img src="/media/{photo.file}" width="1600"' in page
    assert "srcset" not in page


def test_head_says_what_the_page_is(reader: Reader) -> None:
    story = make_story(headline="Head & shoulders", search_title="For us", search_description="In short.")
    page = reader.page(story.get_absolute_url())
    url = f"https://testserver{story.get_absolute_url()}"
    assert "<title>For us - The Moscow Times</title>" in page
    assert '<meta name="description" content="In short.">' in page
    assert f'<link rel="canonical" href="{url}">' in page
    assert f'<meta property="og:url" content="{url}">' in page
    assert '<meta property="og:title" content="Head &amp; shoulders">' in page
    assert data_of(page)["url"] == url


@pytest.mark.parametrize("field", ["headline", "summary", "search_title", "search_description", "standfirst"])
def test_nothing_typed_at_the_desk_breaks_out_of_the_data_block(reader: Reader, field: str) -> None:
    typed: dict[str, Any] = {"search_description": "", "summary": "", "standfirst": "", field: NASTY}
    story = make_story(**typed)
    page = reader.page(story.get_absolute_url())
    data = data_of(page)
    assert "alert" not in re.sub(r'&lt;.*?&gt;|alert\(&quot;|alert\(\\"', "", page)
    if field == "headline":
        assert data["headline"] == NASTY
    elif field != "search_title":
        assert data["description"].startswith("</script>")


def test_editions_of_a_story_name_each_other_while_both_are_live(reader: Reader) -> None:
    english = make_story()
    russian = make_story(language="ru", edition_group=english.edition_group)
    link = f'<link rel="alternate" hreflang="ru" href="https://testserver{russian.get_absolute_url()}">'
    page = reader.page(english.get_absolute_url())
    assert link in page
    assert f'<a href="{russian.get_absolute_url()}" lang="ru" hreflang="ru">' in page
    default = (
        f'<link rel="alternate" hreflang="x-default" href="https://testserver{english.get_absolute_url()}">'
    )
    assert default in page
    assert default in reader.page(russian.get_absolute_url())
    alone = make_story()
    make_story("draft", language="ru", edition_group=alone.edition_group, headline="Not yet")
    assert 'hreflang="ru" href="https' not in reader.page(alone.get_absolute_url())


@pytest.mark.usefixtures("looked_up")
def test_a_story_takes_at_most_eight_queries(
    reader: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    picks = [make_story(authors=[make_author(slug=f"a{n}")], lead_image=make_photo()) for n in range(3)]
    story = make_story(topics=[make_topic()], related=picks[:2], lead_image=make_photo())
    with django_assert_max_num_queries(8):  # One of them for both appeals.
        reader.page(story.get_absolute_url())


def test_a_bare_draft_can_be_previewed_as_a_page(db: None, client: Client) -> None:
    client.force_login(make_user("editor"))
    story = make_story("draft", category=None, kicker="", headline="", slug="", summary="", body_source="")
    page = client.get(f"/admin/preview/{story.pk}/", secure=True).content.decode()
    assert '<article class="story wrap">' in page
    assert 'href=""' not in page
    data_of(page)
