"""Older versions: read as readers saw them, and brought back whole, with a question and what is gone."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles import desk
from articles.desk import library
from articles.desk.content import content_of
from articles.desk.drafts import newest_words
from articles.models import Story
from newsroom.core.models import User
from tests import builders
from tests.articles.desk_form import change, opened

pytestmark = pytest.mark.django_db
STATES = ("draft", "in_review", "ready", "scheduled", "live", "expired", "withdrawn")


@pytest.fixture
def editor() -> User:
    return builders.make_user("editor", first_name="Anna", last_name="Orlova")


def whole(state: str) -> Story:
    """Make a story that has something in every field and list."""
    return builders.make_story(
        state,
        topics=[builders.make_topic(name=name, slug=name.lower()) for name in ("Ice", "Snow")],
        authors=[builders.make_author(), builders.make_author(name="Second", slug="second")],
        related=[builders.make_story("live")],
        lead_image=builders.make_photo(),
        lead_caption="On the ice",
        focal_x="0.25",
        is_sensitive=True,
        search_title="Ice, for machines",
        credit_line="AFP contributed reporting.",
        body_source="<p>One <strong>bold</strong> word.</p>\n<h2>Two</h2>\n<p>Three.</p>",
    )


def rewritten(story: Story, editor: User) -> Story:
    """Change every field that can be changed, and every list."""
    act = desk.write if story.status in ("draft", "in_review") else desk.save_draft
    fields: dict[str, Any] = dict.fromkeys(
        ("kicker", "headline", "standfirst", "summary", "credit_line", "search_title", "lead_caption"), "Anew"
    )
    fields |= {"lead_image": None, "is_sensitive": False, "focal_x": "0.5", "body_source": "<p>Anew.</p>"}
    return act(story=story, by=editor, fields=fields, rows={"topics": [], "bylines": [], "related": []})


def stored(story: Story) -> dict[str, Any]:
    """Return the row without what counts its versions."""
    row: dict[str, Any] = dict(Story.objects.filter(pk=story.pk).values().get())
    return {name: row[name] for name in row if name not in ("version", "modified_at", "draft_number")}


def restore_page(story: Story, number: int = 1) -> str:
    return f"{change(story).replace('/change/', '/restore/')}?version={number}"


def sent(story: Story, number: int = 1, **more: str) -> dict[str, str]:
    return {"version": str(number), "seen": str(Story.objects.get(pk=story.pk).version), **more}


@pytest.mark.parametrize("state", STATES)
def test_a_restored_version_is_equal_field_by_field(state: str, editor: User) -> None:
    story = whole(state)
    before, row = content_of(story), stored(story)
    rewritten(story, editor)
    changed = {
        name for name, value in newest_words(Story.objects.get(pk=story.pk)).items() if value != before[name]
    }
    done = desk.restore(story=story, by=editor, number=1, is_meant=True)
    assert len(changed) == 14
    assert newest_words(Story.objects.get(pk=story.pk)) == before
    assert done.revisions.get(number=done.version).content == before
    assert stored(story) == row


def test_a_draft_that_is_restored_is_on_the_form_and_in_the_history(at_desk: Client, editor: User) -> None:
    story = rewritten(whole("draft"), editor)
    page = at_desk.get(restore_page(story)).content.decode()
    assert "Restore version 1" in page
    assert "readers get" not in page
    answer = at_desk.post(restore_page(story), sent(story), follow=True)
    assert "Version 1 is restored." in answer.content.decode()
    assert opened(at_desk, change(story))["search_title"] == "Ice, for machines"
    told = at_desk.get(change(story).replace("/change/", "/history/")).content.decode()
    assert "restored an older version" in told
    assert "(version 1)" in told


def test_where_a_draft_or_unsaved_words_stand_restoring_asks(at_desk: Client, editor: User) -> None:
    story = rewritten(whole("live"), editor)
    builders.with_unsaved(story, builders.make_user("editor", name="b", first_name="Boris"), headline="Typed")
    page = at_desk.get(restore_page(story)).content.decode()
    assert "There is a draft of changes." in page
    assert "Boris has unsaved words" in page
    answer = at_desk.post(restore_page(story), sent(story))
    assert (answer.status_code, "Newer words stand." in answer.content.decode()) == (409, True)
    assert newest_words(Story.objects.get(pk=story.pk))["headline"] == "Anew"
    done = at_desk.post(restore_page(story), sent(story, is_meant="on"), follow=True).content.decode()
    assert "restored as a draft. What readers get is unchanged." in done
    assert story.working_copies.filter(changed_at__isnull=False).count() == 1
    assert story.revisions.filter(content__headline="Anew").exists()


def test_what_was_saved_meanwhile_is_shown_before_it_is_restored_over(at_desk: Client, editor: User) -> None:
    story = rewritten(whole("draft"), editor)
    before = sent(story)
    desk.write(story=story, by=editor, fields={"kicker": "Of a colleague"})
    answer = at_desk.post(restore_page(story), before)
    page = answer.content.decode()
    assert (answer.status_code, "Somebody changed this story meanwhile." in page) == (409, True)
    assert "Of a colleague" in page
    assert Story.objects.get(pk=story.pk).kicker == "Of a colleague"


def test_what_is_gone_is_left_out_and_named(at_desk: Client, editor: User) -> None:
    story = whole("draft")
    photo, author, target = story.lead_image, story.bylines.all()[1].author, story.related_links.get().target
    rewritten(story, editor)
    assert photo
    assert target
    library.delete_photo(photo=photo, by=editor)
    library.delete_author(author=author, by=editor)
    Story.objects.filter(pk=target.pk).delete()
    asked = at_desk.get(restore_page(story)).content.decode()
    done = at_desk.post(restore_page(story), sent(story), follow=True).content.decode()
    read = at_desk.get(reverse("preview_version", args=[story.pk, 1])).content.decode()
    for page in (asked, done, read):
        assert f"photo no. {photo.pk}, deleted" in page
        assert f"author no. {author.pk}, deleted" in page
        assert f"story no. {target.pk}, deleted since" in page
    found = Story.objects.get(pk=story.pk)
    assert (found.lead_image, found.lead_caption) == (None, "On the ice")
    assert [row.author.name for row in found.bylines.all()] == ["Nina Feldt"]
    assert (found.topics.count(), found.related_links.count()) == (2, 0)


def test_the_newest_words_and_a_version_that_is_not_there_are_not_restored(
    at_desk: Client, editor: User
) -> None:
    story = rewritten(whole("draft"), editor)
    answer = at_desk.post(restore_page(story, 2), sent(story, 2))
    assert (answer.status_code, "nothing to restore" in answer.content.decode()) == (409, True)
    for number in (9, 10**12):
        assert at_desk.get(restore_page(story, number)).status_code == 404
        assert at_desk.post(restore_page(story), sent(story, number)).status_code == 404
        assert at_desk.get(f"/admin/preview/{story.pk}/{number}/").status_code == 404
    assert Story.objects.get(pk=story.pk).version == story.version


@pytest.mark.parametrize(("language", "said"), [("en", "Version 1."), ("ru", "Версия 1.")])
def test_a_version_is_read_as_readers_saw_it(language: str, said: str, at_desk: Client, editor: User) -> None:
    story = whole("live")
    Story.objects.filter(pk=story.pk).update(
        language=language, category=builders.make_category(language=language), headline="As it was"
    )
    author = story.bylines.all()[0].author
    rewritten(Story.objects.get(pk=story.pk), editor)
    desk.publish_changes(story=story, by=editor, material=True)
    library.change_author(author=author, by=editor, fields={"name": "A New Name"})
    answer = at_desk.get(reverse("preview_version", args=[story.pk, 1]))
    page = answer.content.decode()
    for shown in (said, '<h1 dir="auto">As it was</h1>', "<strong>bold</strong>", "A New Name", "Snow"):
        assert shown in page
    assert not re.search(r"Updated|Обновлено", page), "readers of that version were told of no change"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert Story.objects.get(pk=story.pk).headline == "Anew"


def test_no_reader_and_no_other_reporter_reads_a_version(editor: User) -> None:
    owner = builders.make_user("reporter", name="owner")
    story = builders.make_story("live", created_by=owner)
    desk.save_draft(story=story, by=editor, fields={"headline": "Hidden"})
    found = {}
    for name, person in {
        "reader": None,
        "other": builders.make_user("reporter", name="x"),
        "owner": owner,
    }.items():
        client = Client()
        if person:
            client.force_login(person)
        found[name] = [client.get(f"/admin/preview/{story.pk}/{number}/").status_code for number in (1, 2)]
    assert found == {"reader": [302, 302], "other": [404, 404], "owner": [200, 404]}
