"""Read-only pages of stories at the desk, and their history."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import builders
from tests.answers import find
from tests.articles.desk_form import ADD, change, send

pytestmark = pytest.mark.django_db
CHANGE = "/admin/articles/story/{}/change/"


def at_desk(role: str, name: str = "") -> Client:
    client = Client()
    client.force_login(builders.make_user(role, name=name))
    return client


def test_a_reporter_reads_live_stories_of_others_as_readers_see_them() -> None:
    other = builders.make_user("reporter", name="other")
    story = builders.make_story("live", body_source="<p>Seen <strong>so</strong>.</p>", created_by=other)
    page = at_desk("reporter").get(change(story)).content.decode()
    assert "<p>Seen <strong>so</strong>.</p>" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("state", [s for s in builders.STATES if s != "live"])
def test_a_reporter_does_not_find_unpublished_stories_of_others(state: str) -> None:
    other = builders.make_user("reporter", name="other")
    story = builders.make_story(state, created_by=other, headline="Canary")
    reporter = at_desk("reporter")
    picker = "/admin/autocomplete/?app_label=articles&model_name=relatedlink&field_name=target&term=Canary"
    answers = [reporter.get(url) for url in (change(story), f"/admin/preview/{story.pk}/", picker)]
    assert [answer.status_code for answer in answers] == [302, 404, 200]
    assert not any("Canary" in answer.content.decode() for answer in answers)


def test_history_tells_who_did_what_and_when_in_words() -> None:
    editor, story = at_desk("editor"), builders.make_story("draft")
    send(editor, change(story), "publish")
    page = editor.get(f"/admin/articles/story/{story.pk}/history/").content.decode()
    assert page.index("published it") < page.index("wrote")
    assert "CET" in page or "CEST" in page
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("state", builders.STATES)
def test_a_preview_is_the_saved_story_as_readers_would_see_it(state: str) -> None:
    story = builders.make_story(state, headline="A Headline")
    answer = at_desk("editor").get(f"/admin/preview/{story.pk}/")
    assert answer.status_code == 200
    assert '<h1 dir="auto">A Headline</h1>' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(("language", "words"), [("en", "Preview."), ("ru", "Предпросмотр.")])
def test_a_preview_says_that_it_is_one_and_the_page_of_readers_does_not(language: str, words: str) -> None:
    story = builders.make_story("live", language=language)
    assert words in at_desk("editor").get(f"/admin/preview/{story.pk}/").content.decode()
    assert words not in Client().get(story.get_absolute_url(), secure=True).content.decode()


def test_a_preview_is_for_nobody_else(client: Client) -> None:
    story = builders.make_story("draft", headline="Canary")
    away = client.get(f"/admin/preview/{story.pk}/")
    assert (away.status_code, away["Location"].split("?")[0]) == (302, "/admin/login/")
    assert at_desk("fundraiser").get(f"/admin/preview/{story.pk}/").status_code == 404
    assert at_desk("stranger").get(f"/admin/preview/{story.pk}/").status_code == 404


def test_a_bare_draft_can_be_previewed() -> None:
    story = builders.make_story("draft", headline="", slug="", category=None, body_source="", standfirst="")
    assert at_desk("editor").get(f"/admin/preview/{story.pk}/").status_code == 200


@pytest.mark.usefixtures("looked_up")
def test_the_form_needs_as_many_queries_however_many_stories_there_are(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    editor, counts = at_desk("editor"), []
    for more in (1, 30):
        story = [builders.make_story("draft") for _ in range(more)][-1]
        editor.get(change(story))
        with django_assert_max_num_queries(40) as captured:
            editor.get(change(story))
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("url", "at_least"),
    [(ADD, 8), (CHANGE, 10), (f"{CHANGE}?words=live", 10), ("/admin/articles/story/{}/redact/", 1)],
)
def test_no_browser_puts_older_words_into_a_field_of_the_form(url: str, at_least: int) -> None:
    """Firefox, which brings back a closed tab, asks text areas and lists and not their form."""
    story = builders.with_draft(builders.make_story("live", topics=[builders.make_topic()]), kicker="Ice")
    page = at_desk("editor").get(url.format(story.pk), follow=True).content.decode()
    form = find(r'<form method="post" (id="story_form"|class="redaction-form").*?</form>', page, re.DOTALL)[0]
    assert 'autocomplete="off"' in form.partition(">")[0]
    fields = re.findall(r"<(?:textarea|select)\b[^>]*>", form)
    assert [field for field in fields if 'autocomplete="off"' not in field] == []
    assert len(fields) >= at_least
