"""Former addresses lead where the newsroom says, in one hop, and tell nothing of what readers may not see."""

import random
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from articles import desk
from articles.desk import library
from articles.models import Redirect, Story
from newsroom.core.models import User
from tests import builders
from tests.articles.conftest import Reader

pytestmark = pytest.mark.django_db
OLD = "/news/2014/ice.html"


def add(by: User, path: str, *, to: str = "", story: Story | None = None) -> Redirect:
    return library.add_redirect(by=by, fields={"path": path, "to": to, "story": story})


def led(reader: Reader, path: str) -> tuple[int, str]:
    answer = reader.get(path)
    return answer.status_code, answer.headers.get("Location", "")


def test_an_old_address_leads_to_a_story_wherever_that_stands_now(reader: Reader, editor: User) -> None:
    story = builders.make_story("live")
    add(editor, OLD, story=story)
    assert led(reader, OLD) == (301, story.get_absolute_url())
    Story.objects.update(slug="other-words")
    story.refresh_from_db()
    assert led(reader, f"{OLD}?utm=1") == (301, f"{story.get_absolute_url()}?utm=1")
    assert reader.get(OLD).headers["Cache-Control"] == "public, max-age=60"


def test_an_address_of_our_shape_wins_over_the_story_of_that_number(reader: Reader, editor: User) -> None:
    ours, meant = builders.make_story("live"), builders.make_story("live")
    old = f"/2020/08/19/other-words-a{ours.pk}"
    assert led(reader, old) == (301, ours.get_absolute_url())
    add(editor, old, story=meant)
    assert led(reader, old) == (301, meant.get_absolute_url())
    assert reader.get(ours.get_absolute_url()).status_code == 200
    withdrawn = builders.make_story("withdrawn")
    add(editor, f"/2020/08/19/gone-a{withdrawn.pk}", story=meant)
    assert led(reader, f"/2020/08/19/gone-a{withdrawn.pk}") == (301, meant.get_absolute_url())
    assert reader.get(withdrawn.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("state", sorted(set(Story.State) - {Story.State.LIVE, Story.State.WITHDRAWN}))
def test_it_does_not_lead_to_what_is_not_live(state: str, reader: Reader, editor: User) -> None:
    add(editor, OLD, story=builders.make_story(state))
    assert led(reader, OLD) == (404, "")


def test_a_page_that_is_there_is_never_led_away_from(reader: Reader) -> None:
    builders.make_story("live")
    builders.make_redirect(path="/category/regions/", to="/ru/")
    assert reader.get("/category/regions/").status_code == 200


@pytest.mark.parametrize(
    ("path", "to", "field", "said"),
    [
        ("ice.html", "/ru/", "path", "from the first slash on"),
        ("/ice?id=7", "/ru/", "path", "without ? and #"),
        ("//evil.example/", "/ru/", "path", "from the first slash on"),
        (OLD, "https://evil.example/", "to", "from the first slash on"),
        (OLD, "//evil.example/", "to", "from the first slash on"),
        (OLD, "/\\evil.example", "to", "from the first slash on"),
        ("/search/", "/ru/", "path", "is a page of the site"),
        ("/admin/old/", "/ru/", "path", "is a page of the site"),
        (OLD, OLD, "", "cannot lead to itself"),
        (OLD, "", "", "not both"),
        ("/there/", "/ru/", "path", "leads somewhere already"),
        ("/a/", "/there/", "to", "leads elsewhere itself"),
        ("/category/far/", "/ru/", "path", "Another redirect leads to this"),
    ],
)
def test_what_makes_no_single_hop_is_refused_beside_its_field(
    path: str, to: str, field: str, said: str, editor: User
) -> None:
    builders.make_redirect(path="/there/", to="/category/far/")
    with pytest.raises(library.Refused) as refused:
        add(editor, path, to=to)
    assert said in str(refused.value.errors[field])
    assert Redirect.objects.count() == 1


def test_an_address_copied_from_the_browser_is_taken(editor: User) -> None:
    made = add(editor, f" {settings.SITE_URL}{OLD} ", to=f"{settings.SITE_URL}/ru/")
    assert (made.path, made.to) == (OLD, "/ru/")


@pytest.mark.parametrize("seed", range(20))
def test_no_history_of_acts_makes_a_second_hop(seed: int, editor: User) -> None:
    chance = random.Random(seed)
    places = [f"/{letter}/" for letter in "abcdef"]
    topic = builders.make_topic(slug="a")
    for _ in range(25):
        rows = list(Redirect.objects.all())
        fields: dict[str, Any] = {"path": chance.choice(places), "to": chance.choice(places), "story": None}
        act = chance.choice(["add", "add", "change", "move"])
        try:
            if act == "add":
                library.add_redirect(by=editor, fields=fields)
            elif act == "change" and rows:
                library.change_redirect(redirect=chance.choice(rows), by=editor, fields=fields)
            elif act == "move":
                library.change_topic(topic=topic, by=editor, fields={"slug": chance.choice("abcdef")})
        except library.Refused:
            pass
        paths = set(Redirect.objects.values_list("path", flat=True))
        assert not paths & set(Redirect.objects.values_list("to", flat=True))


@pytest.mark.parametrize("kind", ["category", "topic", "author"])
def test_a_list_that_moves_leaves_its_address_and_its_feeds_behind(
    kind: str, reader: Reader, at_desk: Client, editor: User
) -> None:
    story = builders.make_story("live", topics=[builders.make_topic()])
    rows = {"category": story.category, "topic": story.topics.get(), "author": story.bylines.get().author}
    row = rows[kind]
    assert row
    old = f"/{kind}/{row.slug}/"
    for slug in ("second", "third"):
        library_change = getattr(library, f"change_{kind}")
        row = library_change(**{kind: row}, by=editor, fields={"slug": slug})
    assert led(reader, old) == led(reader, f"/{kind}/second/") == (301, f"/{kind}/third/")
    assert led(reader, f"{old}rss.xml") == (301, f"/{kind}/third/rss.xml")
    assert led(reader, f"{old}?before=x") == (301, f"/{kind}/third/?before=x")
    if kind == "author":
        assert led(reader, f"/ru{old}") == (301, "/ru/author/third/")
    # Back where it was, it leads nowhere.
    library_change(**{kind: row}, by=editor, fields={"slug": old.split("/")[2]})
    assert reader.get(old).status_code == 200
    assert led(reader, f"/{kind}/third/") == (301, old)


def test_a_slug_that_is_left_empty_stays(editor: User) -> None:
    topic = builders.make_topic()
    library.change_topic(topic=topic, by=editor, fields={"slug": "", "name": "Bread"})
    topic.refresh_from_db()
    assert (topic.slug, topic.name) == ("grain", "Bread")


def test_a_story_is_picked_at_the_desk(at_desk: Client, reader: Reader) -> None:
    story = builders.make_story("live")
    room = "/admin/articles/redirect"
    assert at_desk.post(f"{room}/add/", {"path": OLD, "story": story.pk, "to": ""}).status_code == 302
    assert led(reader, OLD) == (301, story.get_absolute_url())
    assert story.headline in at_desk.get(f"{room}/").content.decode()
    answer = at_desk.post(f"{room}/add/", {"path": "ice", "story": story.pk, "to": ""})
    assert answer.status_code == 422
    assert "from the first slash on" in answer.content.decode()


def test_words_that_are_taken_out_of_a_story_go_from_the_addresses_that_led_there(editor: User) -> None:
    story = builders.make_story("live", headline="Ice of Petrov")
    add(editor, "/old/petrov-and-ice.html", story=story)
    kept = add(editor, "/old/ice.html", story=story)
    desk.redact(story=story, by=editor, spellings=["Petrov"], reason="asked", material=False)
    assert list(Redirect.objects.all()) == [kept]
