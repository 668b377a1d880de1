"""Content of the demo newsroom: it looks as if people had been at work for days."""

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles.models import Author, Byline, Category, Photo, Story, Topic
from articles.models.story import StoryQuerySet
from newsroom.core.models import User
from newsroom.demo.content.shapes import Piece
from newsroom.demo.content.stories import PIECES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("newsroom")]


@pytest.fixture(scope="module")
def newsroom(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Load the demo once for the tests of this file, after a load that failed; remove it after them."""
    media = tmp_path_factory.mktemp("media")
    (media / "not-a-folder").write_text("")
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        with override_settings(MEDIA_ROOT=str(media / "not-a-folder")):
            failed = loaded()
        with override_settings(MEDIA_ROOT=str(media)):
            yield failed, loaded()
        transaction.set_rollback(True)


def loaded() -> str:
    """Load, and return what was said and how many people, categories and stories are there then."""
    said = StringIO()
    try:
        call_command("load_stories", stdout=said)
    except OSError as error:
        said.write(str(error))
    rows = [model.objects.count() for model in (User, Category, Story)]
    return f"{rows} {said.getvalue()}"


def test_a_load_that_fails_leaves_nothing_and_the_next_one_completes(newsroom: tuple[str, str]) -> None:
    failed, completed = newsroom
    assert failed.startswith("[0, 0, 0] ")
    assert "not-a-folder" in failed
    assert f", {len(PIECES)}] " in completed
    assert f" {len(PIECES)} stories." in completed


def live(**wanted: Any) -> StoryQuerySet:
    return Story.objects.live().filter(**wanted)


def test_there_are_live_stories_of_every_kind_in_both_languages() -> None:
    kinds = Counter(live().values_list("kind", flat=True))
    assert set(kinds) == set(Story.Kind.values)
    assert sum(kinds.values()) >= 12
    assert live(language="ru").count() == 6


def test_the_desk_has_something_in_every_state_to_try_its_buttons_on() -> None:
    states: Counter[str] = Counter(story.state() for story in Story.objects.all())
    assert (states["draft"], states["in_review"], states["withdrawn"]) == (2, 1, 1)
    waiting = Story.objects.scheduled()
    assert waiting.filter(embargo_until=None).count() == 1
    assert waiting.filter(embargo_until__gt=timezone.now()).count() == 1


def test_twelve_people_with_a_face_and_a_life_sign_in_every_role() -> None:
    authors = Author.objects.exclude(slug__endswith="-ru")
    assert authors.count() == 12
    assert all(author.biography and author.position and author.photo for author in authors)
    assert authors.order_by("photo").values("photo").distinct().count() == 12
    assert set(Byline.objects.values_list("role", flat=True)) == set(Byline.Role.values)


def test_five_categories_and_eight_topics_are_in_use_and_say_what_they_are() -> None:
    assert Category.objects.filter(language="en").count() == 5
    assert Topic.objects.filter(language="en").count() == 8
    headings: list[Any] = [*Category.objects.all(), *Topic.objects.all()]
    for heading in headings:
        assert heading.introduction
        assert heading.stories.live().exists(), heading


def test_every_picture_has_a_description_and_a_credit_and_is_shown_somewhere() -> None:
    for photo in Photo.objects.all():
        assert photo.alt
        assert photo.credit
        assert photo.leads.exists() or photo.portrait_of.exists(), photo


def test_one_story_has_every_part_that_a_page_can_have() -> None:
    story = live(kind="news", language="en").latest("publish_at")
    parts = (story.kicker, story.standfirst, story.summary, story.credit_line, story.lead_caption)
    assert all(parts)
    assert story.lead_image
    assert story.lead_image.alt
    assert story.lead_credit
    assert story.topics.exists()
    assert 750 <= story.word_count <= 900
    picks: list[Any] = [pick.target for pick in story.related_links.all()]
    assert [pick.kind == "opinion" for pick in picks] == [True, False, False, False]
    assert all(pick.is_live and pick.summary for pick in picks)
    assert all(pick.kicker for pick in picks[1:])
    assert picks[0].bylines.exists()
    changed = story.related_links.exclude(headline="").get()
    assert changed.target
    assert changed.kicker != changed.target.kicker
    assert changed.summary != changed.target.summary


def test_the_stories_use_every_block_that_the_desk_offers() -> None:
    html = "".join(live().values_list("body_html", flat=True))
    for block in ("h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "cite", "section", "hr"):
        assert f"<{block}" in html
    assert 'class="pull"' in html
    assert 'class="facts"' in html


def test_no_block_or_word_is_lost_on_the_way_to_the_page() -> None:
    for piece in PIECES:
        story = Story.objects.get(headline=piece.headline)
        assert Counter(re.findall(r"<(\w+)", story.body_html)) == Counter(re.findall(r"<(\w+)", piece.body))
        assert re.sub(r"<[^>]+>", " ", story.body_html).split() == re.sub(r"<[^>]+>", " ", piece.body).split()


def test_one_story_is_sensitive_and_one_says_who_paid_for_it() -> None:
    assert live(is_sensitive=True).count() == 1
    paid = live(is_sponsored=True).get()
    assert "paid for" in paid.credit_line
    assert paid.kicker.startswith("Paid for by")
    assert not paid.bylines.exists()


def test_the_two_editions_of_a_story_know_each_other() -> None:
    for story in live(language="ru"):
        assert live(edition_group=story.edition_group, language="en").count() == 1


def test_stories_came_out_one_by_one_over_the_last_days() -> None:
    times: list[Any] = list(live(language="en").order_by("-publish_at").values_list("publish_at", flat=True))
    ages = [(timezone.now() - time).total_seconds() / 3600 for time in times]
    assert len(set(times)) == len(times)
    assert ages[0] < 2
    assert len([age for age in ages if age < 24]) >= 6
    assert 48 < ages[-1] < 96


@pytest.mark.parametrize("name", ["admin", "editor", "reporter", "fundraiser"])
def test_everybody_whom_the_demo_names_can_log_in(client: Client, name: str) -> None:
    assert client.login(username=name, password="demo")


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.key)
def test_quotes_are_set_as_the_language_sets_them(piece: Piece) -> None:
    text = " ".join((piece.headline, piece.standfirst, piece.summary, re.sub(r"<[^>]+>", " ", piece.body)))
    assert not set("\"'") & set(text)
    assert not set("“”" if piece.language == "ru" else "«»") & set(text)
