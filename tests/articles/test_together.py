"""Two people at one story: what each wrote is in it, is asked about, and never goes out unseen."""

from typing import Any

import pytest
from django.test import Client

from articles import desk
from articles.desk import joining
from articles.desk.merging import merge
from articles.models import Story
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import change, opened, read, rows, send

pytestmark = pytest.mark.django_db
BODY = "<p>One is a paragraph.</p>\n<p>Two is another one.</p>\n<p>Three is the last.</p>"


@pytest.fixture
def anna() -> User:
    return builders.make_user("editor", name="anna", first_name="Anna", last_name="Petrova")


@pytest.fixture
def story() -> Story:
    return builders.make_story("draft", headline="Ice comes early", kicker="", body_source=BODY)


def with_body(old: str, new: str) -> dict[str, Any]:
    assert old in BODY
    return {"body_source": BODY.replace(old, new)}


def saved(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def test_what_a_colleague_saved_comes_in_and_is_told(at_desk: Client, anna: User, story: Story) -> None:
    mine = opened(at_desk, change(story)) | {"kicker": "Mine"} | with_body("One is", "One was")
    theirs = {"headline": "Theirs"} | with_body("Three is", "Three was")
    desk.write(story=story, by=anna, fields=theirs, seen=story.version)
    answer = at_desk.post(change(story), mine | {"act": "write"}, follow=True)
    found = saved(story)
    assert (found.kicker, found.headline) == ("Mine", "Theirs")
    assert "One was" in found.body_source
    assert "Three was" in found.body_source
    page = answer.content.decode()
    assert "Saved together with what Anna Petrova wrote meanwhile: Body, Headline." in page
    assert AuditEntry.objects.all()[0].details["came"] == ["body_source", "headline"]


def test_a_field_that_i_never_touched_is_not_blanked_after_a_conflict(
    at_desk: Client, anna: User, story: Story
) -> None:
    """FOUND D4: the save after a conflict blanked what a colleague had written beside it."""
    mine = opened(at_desk, change(story)) | {"headline": "Mine"}
    topic = builders.make_topic()
    desk.write(
        story=story,
        by=anna,
        fields={"headline": "Theirs", "kicker": "Theirs", "is_sensitive": True},
        rows={"topics": [{"topic": topic}], "bylines": []},
        seen=story.version,
    )
    refused = at_desk.post(change(story), mine | {"act": "write"})
    form = read(refused).values
    assert (refused.status_code, form["headline"], form["kicker"]) == (409, "Mine", "Theirs")
    assert "is_sensitive" in form  # it is ticked
    again = at_desk.post(change(story), form | {"is_sensitive": "on", "act": "write"})
    found = saved(story)
    assert (again.status_code, found.headline, found.kicker, found.is_sensitive) == (
        302,
        "Mine",
        "Theirs",
        True,
    )
    assert [row.topic for row in found.story_topics.all()] == [topic]
    assert not found.bylines.exists()


@pytest.mark.parametrize(("choice", "stays"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_of_one_field_both_are_shown_and_one_is_chosen(
    choice: str, stays: str, at_desk: Client, anna: User, story: Story
) -> None:
    mine = opened(at_desk, change(story)) | {"headline": "Mine"}
    desk.write(story=story, by=anna, fields={"headline": "Theirs"}, seen=story.version)
    refused = at_desk.post(change(story), mine | {"act": "write"})
    page = refused.content.decode().partition("How the story stands now")[2]
    assert "Take that of Anna Petrova" in page
    assert (saved(story).headline, read(refused).values["choice:headline"]) == ("Theirs", "mine")
    at_desk.post(change(story), read(refused).values | {"choice:headline": choice, "act": "write"})
    assert saved(story).headline == stays


def test_of_one_paragraph_both_can_stay(at_desk: Client, anna: User, story: Story) -> None:
    mine = opened(at_desk, change(story)) | with_body("Two is", "Two was")
    desk.write(story=story, by=anna, fields=with_body("Two is", "Two will be"), seen=story.version)
    refused = at_desk.post(change(story), mine | {"act": "write"})
    assert refused.status_code == 409
    form = read(refused).values
    assert form["choice:body_source:1"] == "mine"
    at_desk.post(change(story), form | {"choice:body_source:1": "both", "act": "write"})
    assert saved(story).body_source.split("\n")[1:3] == [
        "<p>Two was another one.</p>",
        "<p>Two will be another one.</p>",
    ]


@pytest.mark.parametrize("act", ["publish", "approve", "schedule", "submit"])
def test_what_goes_on_its_way_is_seen_first(act: str, at_desk: Client, anna: User, story: Story) -> None:
    mine = opened(at_desk, change(story)) | {"kicker": "Mine"}
    mine |= {"publish_at_0": "2199-01-01", "publish_at_1": "10:00"} if act == "schedule" else {}
    if act == "approve":
        desk.submit(story=story, by=anna)
        mine = opened(at_desk, change(story)) | {"kicker": "Mine"}
    desk.write(story=story, by=anna, fields={"headline": "Theirs"})
    asked = at_desk.post(change(story), mine | {"act": act})
    page = asked.content.decode()
    assert (asked.status_code, saved(story).kicker, saved(story).state()) == (
        409,
        "",
        "in_review" if act == "approve" else "draft",
    )
    assert "Look at this before it goes out" in page
    assert "In the form now, by Anna Petrova" in page
    form = read(asked).values
    assert (form["headline"], form["kicker"]) == ("Theirs", "Mine")
    assert at_desk.post(change(story), form | {"act": act}).status_code == 302
    found = saved(story)
    assert (found.headline, found.kicker, found.state() != "draft") == ("Theirs", "Mine", True)


def test_what_goes_out_is_exactly_what_was_shown(at_desk: Client, anna: User) -> None:
    """A paragraph that I take out of the merged form does not come back by another merge."""
    story = builders.make_story("live", body_source=BODY)
    mine = opened(at_desk, change(story)) | with_body("One is", "One was") | {"material": "minor"}
    theirs = {"body_source": BODY + "\n<p>Four is new.</p>"}
    desk.save_draft(story=story, by=anna, fields=theirs, seen=story.version)
    asked = at_desk.post(change(story), mine | {"act": "publish_changes"})
    form = read(asked).values
    assert (asked.status_code, form["body_source"].count("Four is new")) == (409, 1)
    form["body_source"] = form["body_source"].replace("<p>Four is new.</p>", "")
    assert at_desk.post(change(story), form | {"act": "publish_changes"}).status_code == 302
    assert saved(story).body_source == BODY.replace("One is", "One was")


def test_a_third_ones_change_is_shown_again(at_desk: Client, anna: User, story: Story) -> None:
    mine = opened(at_desk, change(story)) | {"kicker": "Mine"}
    desk.write(story=story, by=anna, fields={"headline": "Second"})
    asked = at_desk.post(change(story), mine | {"act": "publish"})
    desk.write(story=story, by=anna, fields={"headline": "Third"})
    again = at_desk.post(change(story), read(asked).values | {"act": "publish"})
    assert (again.status_code, read(again).values["headline"]) == (409, "Third")
    assert at_desk.post(change(story), read(again).values | {"act": "publish"}).status_code == 302
    assert (saved(story).headline, saved(story).is_live) == ("Third", True)


def test_a_text_that_is_chosen_for_publication_is_shown_whole(
    at_desk: Client, anna: User, story: Story
) -> None:
    mine = opened(at_desk, change(story)) | with_body("Two is", "Two was")
    desk.write(story=story, by=anna, fields=with_body("Two is", "Two will be"))
    asked = at_desk.post(change(story), mine | {"act": "publish"})
    chosen = read(asked).values | {"choice:body_source:1": "theirs", "act": "publish"}
    shown = at_desk.post(change(story), chosen)
    assert (shown.status_code, saved(story).is_live) == (409, False)
    assert "Two will be" in read(shown).values["body_source"]
    assert at_desk.post(change(story), read(shown).values | {"act": "publish"}).status_code == 302
    assert "Two will be" in saved(story).body_source


def test_nothing_from_before_a_redaction_is_merged_by_itself(
    at_desk: Client, anna: User, story: Story
) -> None:
    mine = opened(at_desk, change(story)) | {"kicker": "Mine"}
    desk.write(story=story, by=anna, fields=with_body("Two", "Name removed"))
    Story.objects.update(redacted_number=saved(story).version)
    answer = at_desk.post(change(story), mine | {"act": "write"})
    assert (answer.status_code, saved(story).kicker) == (409, "")
    assert "Name removed" in answer.content.decode()


def test_an_act_without_words_of_a_colleague_asks_nothing_of_a_save(
    at_desk: Client, anna: User, story: Story
) -> None:
    mine = opened(at_desk, change(story)) | {"kicker": "Mine"}
    desk.submit(story=story, by=anna)
    assert at_desk.post(change(story), mine | {"act": "write"}).status_code == 302
    assert (saved(story).kicker, saved(story).state()) == ("Mine", "in_review")


def test_a_draft_saved_beside_an_act_without_words_stands_on_the_draft(at_desk: Client, anna: User) -> None:
    """The revision of such an act has the row's words, and the form had those of the draft."""
    story = builders.with_scheduled_changes(builders.make_story("live", kicker=""), headline="Waits")
    desk.unschedule_changes(story=story, by=anna)
    mine = opened(at_desk, change(story))
    assert mine["headline"] == "Waits"
    desk.save_draft(story=story, by=anna, fields={"standfirst": "Theirs"})
    at_desk.post(change(story), mine | {"kicker": "Mine", "act": "save_draft"})
    form = opened(at_desk, change(story))
    assert [form[name] for name in ("headline", "standfirst", "kicker")] == ["Waits", "Theirs", "Mine"]


def test_what_is_mended_is_merged_by_paragraph_into_what_waits(at_desk: Client) -> None:
    story = builders.make_story("live", body_source=BODY)
    builders.with_draft(story, **with_body("One is", "One was"))
    url = f"{change(story)}?words=live"
    typed = opened(at_desk, url) | with_body("Three is", "Three was") | {"material": "minor", "act": "mend"}
    assert at_desk.post(url, typed).status_code == 302
    assert saved(story).body_source == BODY.replace("Three is", "Three was")
    draft = opened(at_desk, change(story))["body_source"]
    assert draft == BODY.replace("Three is", "Three was").replace("One is", "One was")


def test_two_who_mend_at_once_see_each_others_words_before_they_go_out(at_desk: Client, anna: User) -> None:
    story = builders.with_draft(builders.make_story("live", kicker=""), headline="Waits")
    desk.mend(story=story, by=anna, fields={"standfirst": "Before"}, material=False, seen=story.version)
    url = f"{change(story)}?words=live"
    typed = opened(at_desk, url) | {"kicker": "Mine", "material": "minor", "act": "mend"}
    desk.mend(story=story, by=anna, fields={"standfirst": "Theirs"}, material=False)
    asked = at_desk.post(url, typed)
    assert (asked.status_code, read(asked).values["standfirst"], saved(story).kicker) == (409, "Theirs", "")
    assert at_desk.post(url, read(asked).values | {"act": "mend"}).status_code == 302
    assert (saved(story).standfirst, saved(story).kicker) == ("Theirs", "Mine")


def test_lists_of_both_are_merged(at_desk: Client, anna: User, story: Story) -> None:
    grain, ferries = builders.make_topic(), builders.make_topic(name="Ferries", slug="ferries")
    form = opened(at_desk, change(story)) | rows("story_topics", {"topic": grain.pk})
    desk.write(story=story, by=anna, fields={}, rows={"topics": [{"topic": ferries}]})
    assert at_desk.post(change(story), form | {"act": "write"}).status_code == 302
    assert {row.topic for row in saved(story).story_topics.all()} == {grain, ferries}


def test_an_untouched_body_is_no_change(at_desk: Client, anna: User, story: Story) -> None:
    """FOUND D8: presses that changed no body were told as having written it."""
    Story.objects.update(body_source=BODY.replace("\n", ""))
    send(at_desk, change(story), kicker="Mine")
    assert AuditEntry.objects.all()[0].details["changed"] == ["body_source", "kicker"]
    send(at_desk, change(story), kicker="Mine", headline="Mine")
    assert AuditEntry.objects.all()[0].details["changed"] == ["headline"]


def test_a_merged_text_that_goes_out_unseen_would_be_found(
    at_desk: Client, anna: User, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = desk.write
    monkeypatch.setattr(desk, "write", lambda **given: write(**given | {"merges": True}))
    with pytest.raises(AssertionError):
        test_what_goes_on_its_way_is_seen_first("publish", at_desk, anna, story)


def test_an_untouched_field_that_is_blanked_would_be_found(
    at_desk: Client, anna: User, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What others wrote is taken for what was opened.
    monkeypatch.setattr(joining, "merge", lambda base, mine, _theirs, given: merge(base, mine, base, given))
    with pytest.raises((AssertionError, KeyError)):
        test_a_field_that_i_never_touched_is_not_blanked_after_a_conflict(at_desk, anna, story)
