"""A reporter whose story went on meanwhile hands the words to the editors, who take or discard them."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles import desk
from articles.desk.revisions import first_broken
from articles.models import HandedWords, Story, WorkingCopy
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.answers import Answer
from tests.articles.desk_form import change, opened, read

pytestmark = pytest.mark.django_db
BODY = "<p>One is a paragraph.</p>\n<p>Two is another one.</p>"


@pytest.fixture
def reporter() -> User:
    return builders.make_user("reporter", first_name="Anna", last_name="Petrova")


@pytest.fixture
def editor() -> User:
    return builders.make_user("editor", first_name="Vera", last_name="Editor")


@pytest.fixture
def story(reporter: User) -> Story:
    return builders.make_story("draft", headline="Ice comes early", kicker="", body_source=BODY)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def handed(client: Client, story: Story, editor: User, act: str = "publish", **typed: str) -> Answer:
    """Let the reporter type while an editor lets the story go on, and press *Hand to the editors*."""
    form = opened(client, change(story)) | typed | {"act": "write"}
    getattr(desk, act)(story=story, by=editor)
    refused = client.post(change(story), form)
    assert (refused.status_code, read(refused).buttons) == (409, ["hand_over"])
    assert {name: read(refused).values[name] for name in typed} == typed
    return client.post(change(story), read(refused).values | {"act": "hand_over"})


def page_of(words: HandedWords) -> str:
    return f"/admin/articles/story/handed/{words.pk}/"


@pytest.mark.parametrize(
    ("act", "stands"), [("submit", "in_review"), ("approve", "ready"), ("publish", "live")]
)
def test_words_are_handed_over_taken_and_merged(
    act: str, stands: str, reporter: User, editor: User, story: Story
) -> None:
    typed = {"body_source": BODY.replace("Two is", "Two was")}
    client = client_of(reporter)
    form = opened(client, change(story)) | typed | {"act": "write"}
    if act == "approve":
        desk.submit(story=story, by=editor)
    getattr(desk, act)(story=story, by=editor)
    refused = client.post(change(story), form)
    answer = client.post(change(story), read(refused).values | {"act": "hand_over"})
    assert (answer.status_code, Story.objects.get().state()) == (302, stands)
    words = HandedWords.objects.get()
    assert (words.revision.by, words.revision.content["body_source"]) == (reporter, typed["body_source"])
    assert Story.objects.get().body_source == BODY
    desk_of = client_of(editor)
    assert "Anna Petrova" in desk_of.get("/admin/").content.decode()
    page = desk_of.get(page_of(words)).content.decode()
    assert "What taking them changes" in page
    sent = {"act": "take", "seen": Story.objects.get().version}
    assert desk_of.post(page_of(words), sent).status_code == 302
    entry = AuditEntry.objects.all()[0]
    assert (entry.act, entry.actor) == ("story.take_handed", editor)
    assert opened(desk_of, change(story))["body_source"] == typed["body_source"]
    assert (Story.objects.get().body_source == BODY) == (stands != "in_review")
    assert first_broken(Story.objects.get()) is None
    assert desk_of.get(page_of(words)).status_code == 404


def test_what_both_changed_is_asked_of_the_editor(reporter: User, editor: User, story: Story) -> None:
    client = client_of(reporter)
    form = opened(client, change(story)) | {"headline": "Mine", "kicker": "Mine", "act": "write"}
    desk.submit(story=story, by=editor)
    desk.write(story=story, by=editor, fields={"headline": "Theirs"})
    refused = client.post(change(story), form)
    client.post(change(story), read(refused).values | {"act": "hand_over"})
    words, desk_of = HandedWords.objects.get(), client_of(editor)
    page = desk_of.get(page_of(words)).content.decode()
    assert 'name="choice:headline"' in page
    version = Story.objects.get().version
    desk_of.post(page_of(words), {"act": "take", "seen": version, "choice:headline": "theirs"})
    found = Story.objects.get()
    assert (found.headline, found.kicker) == ("Theirs", "Mine")


def test_discarded_words_stay_in_the_history_alone(reporter: User, editor: User, story: Story) -> None:
    assert handed(client_of(reporter), story, editor, headline="Mine").status_code == 302
    words, desk_of = HandedWords.objects.get(), client_of(editor)
    desk_of.post(page_of(words), {"act": "discard", "seen": Story.objects.get().version})
    words.refresh_from_db()
    assert (words.is_taken, Story.objects.get().headline) == (False, "Ice comes early")
    assert words.revision.content["headline"] == "Mine"
    assert "Handed to the editors" not in desk_of.get("/admin/").content.decode()


def test_sent_twice_they_are_handed_over_once(reporter: User, editor: User, story: Story) -> None:
    client = client_of(reporter)
    form = opened(client, change(story)) | {"headline": "Mine", "act": "hand_over"}
    desk.submit(story=story, by=editor)
    assert [client.post(change(story), form).status_code for _ in range(2)] == [302, 302]
    assert HandedWords.objects.count() == 1


def test_what_somebody_settled_meanwhile_is_told(reporter: User, editor: User, story: Story) -> None:
    handed(client_of(reporter), story, editor, headline="Mine")
    words, version = HandedWords.objects.get(), Story.objects.get().version
    desk.discard_handed(story=story, by=editor, handed=words.pk)
    with pytest.raises(desk.Refused, match="already"):
        desk.take_handed(story=story, by=editor, handed=words.pk)
    answer = client_of(editor).post(page_of(words), {"act": "take", "seen": version})
    assert answer.status_code == 404
    assert "left out already" in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "pressed", "told"),
    [
        ("submit", "Taken. They are in the story now", "go into the story at once"),
        ("publish", "Taken as a draft", "are a draft"),
    ],
)
def test_what_taking_does_is_said_as_it_is(
    act: str, pressed: str, told: str, reporter: User, editor: User, story: Story
) -> None:
    handed(client_of(reporter), story, editor, act, headline="Mine")
    url, desk_of = page_of(HandedWords.objects.get()), client_of(editor)
    assert told in desk_of.get(url).content.decode()
    sent = {"act": "take", "seen": Story.objects.get().version}
    assert pressed in desk_of.post(url, sent, follow=True).content.decode()


@pytest.mark.parametrize(
    ("settle", "told"),
    [("take_handed", "An editor took them."), ("discard_handed", "An editor left them out.")],
)
def test_whoever_handed_them_reads_what_became_of_them(
    settle: str, told: str, reporter: User, editor: User, story: Story, time_machine: TimeMachineFixture
) -> None:
    client = client_of(reporter)
    handed(client, story, editor, headline="Mine")
    assert "An editor has not decided yet." in client.get("/admin/").content.decode()
    getattr(desk, settle)(story=story, by=editor, handed=HandedWords.objects.get().pk)
    page = client.get("/admin/").content.decode()
    assert told in page
    assert change(story) in page
    other = client_of(builders.make_user("reporter", name="other"))
    assert "you handed to the editors" not in other.get("/admin/").content.decode()
    time_machine.move_to(timezone.now() + datetime.timedelta(days=15))
    assert told not in client_of(reporter).get("/admin/").content.decode()


def test_unsaved_words_are_handed_over_from_their_page(reporter: User, editor: User, story: Story) -> None:
    copy = builders.with_unsaved(story, reporter, headline="Mine")
    desk.submit(story=story, by=editor)
    url, client = f"/admin/articles/story/unsaved/{copy.pk}/", client_of(reporter)
    assert "Hand to the editors" in client.get(url).content.decode()
    assert client.post(url, {"act": "hand_over", "had": copy.count}).status_code == 302
    words = HandedWords.objects.get()
    assert (words.revision.content["headline"], words.revision.content["body_source"]) == ("Mine", BODY)
    assert WorkingCopy.objects.get().changed_at is None


def test_nobody_else_takes_or_reads_them(reporter: User, editor: User, story: Story) -> None:
    handed(client_of(reporter), story, editor, headline="Mine")
    words = HandedWords.objects.get()
    for person in (reporter, builders.make_user("reporter", name="other"), builders.make_user("fundraiser")):
        client = client_of(person)
        assert client.get(page_of(words)).status_code == 403
        assert client.post(page_of(words), {"act": "take"}).status_code == 403
        assert "Mine" not in client.get("/admin/").content.decode()
    assert HandedWords.objects.get().is_taken is None


def test_handing_over_brings_no_draft_of_the_editors_into_the_reporters_name(
    reporter: User, editor: User, story: Story
) -> None:
    client = client_of(reporter)
    form = opened(client, change(story)) | {"headline": "Mine", "act": "hand_over"}
    live = desk.publish(story=story, by=editor)
    drafted = {"kicker": "Quietly", "body_source": "<p>Who told us.</p>"}
    seen = desk.save_draft(story=live, by=editor, fields=drafted).version
    # What a form does not send stands as in the version that it names.
    sent = {name: value for name, value in form.items() if name not in drafted} | {"seen": str(seen)}
    assert client.post(change(story), sent).status_code == 302
    words = HandedWords.objects.get()
    content = words.revision.content
    assert (content["headline"], content["kicker"], content["body_source"]) == ("Mine", "", BODY)
    page, desk_of = page_of(words), client_of(editor)
    assert "choice:" not in desk_of.get(page).content.decode()
    desk_of.post(page, {"act": "take", "seen": Story.objects.get().version})
    taken = opened(desk_of, change(story))
    assert (taken["headline"], taken["kicker"], taken["body_source"]) == ("Mine", *drafted.values())
