"""Unsaved words: kept by the form's own address, opened with it, refused where something newer stands."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import desk
from articles.models import Revision, Story, WorkingCopy
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.answers import Answer
from tests.articles.desk_form import ADD, change, opened, read, rows, send

pytestmark = pytest.mark.django_db
WORDS = "/admin/articles/story/words/"
CARRIED = ("seen", "over", "token", "tab", "had", "csrfmiddlewaretoken", "_person", "end")


@pytest.fixture
def story() -> Story:
    return builders.make_story("draft", headline="Ice comes early")


def typed(
    form: dict[str, str], story: Story | None = None, *, number: int = 1, **words: str
) -> dict[str, Any]:
    """Return what the page's script sends of a form with these words typed into it."""
    data = {name: [str(value)] for name, value in (form | words).items() if name not in CARRIED}
    return {
        "person": form["_person"],
        "story": story.pk if story else None,
        "token": form.get("token") or None,
        "tab": form["tab"],
        "had": int(form["had"]),
        "base": int(form.get("seen") or 0),
        "number": number,
        "data": data,
    }


def keep(client: Client, sent: Any) -> Answer:
    body = sent if isinstance(sent, str) else json.dumps(sent)
    return client.post(WORDS, body, content_type="application/json")


def test_what_was_typed_is_there_when_the_form_is_opened_again(at_desk: Client, story: Story) -> None:
    topic, author = builders.make_topic(), builders.make_author()
    lists = rows("story_topics", {"topic": topic.pk}) | rows(
        "bylines", {"author": author.pk, "role": "author"}
    )
    times = {
        "embargo_until_0": "2030-01-",
        "embargo_until_1": "07:00",
        "is_sensitive": "on",
        "kicker": "k" * 90,
    }
    entries = AuditEntry.objects.count()
    answer = keep(
        at_desk, typed(opened(at_desk, change(story)) | lists | times, story, headline="Ice comes late")
    )
    assert (answer.status_code, answer.json()) == (
        200,
        {"state": "kept", "count": 1, "version": story.version},
    )
    again = opened(at_desk, change(story))
    assert {name: again[name] for name in times} == {**times, "is_sensitive": ""}  # it is ticked
    assert (again["headline"], again["seen"], again["had"]) == ("Ice comes late", str(story.version), "1")
    assert (again["story_topics-0-topic"], again["bylines-0-author"]) == (str(topic.pk), str(author.pk))
    story.refresh_from_db()
    assert story.headline == "Ice comes early"
    assert (AuditEntry.objects.count(), Revision.objects.count()) == (entries, 0)


def test_words_and_the_version_under_them_come_together(at_desk: Client, story: Story) -> None:
    """What a colleague saved meanwhile is never undone by words that were typed before."""
    keep(at_desk, typed(opened(at_desk, change(story)), story, kicker="Mine"))
    colleague = builders.make_user("editor", name="colleague")
    desk.write(story=story, by=colleague, fields={"headline": "Theirs"}, seen=story.version)
    again = opened(at_desk, change(story))
    assert (again["kicker"], again["headline"], again["seen"]) == ("Mine", "Ice comes early", "1")
    assert at_desk.post(change(story), again | {"act": "write"}).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.kicker) == ("Theirs", "Mine")


def test_a_save_leaves_nothing_unsaved_and_refuses_what_comes_late(at_desk: Client, story: Story) -> None:
    form = opened(at_desk, change(story))
    sent = typed(form, story, kicker="Typed")
    assert at_desk.post(change(story), form | {"kicker": "Typed", "act": "write"}).status_code == 302
    late = keep(at_desk, sent)
    assert (late.status_code, late.json()["state"], late.json()["tab"]) == (200, "saved", form["tab"])
    assert opened(at_desk, change(story))["kicker"] == "Typed"
    assert WorkingCopy.objects.get().changed_at is None
    after = opened(at_desk, change(story))
    assert keep(at_desk, typed(after, story, kicker="More")).status_code == 200


def test_of_two_windows_the_second_is_refused_and_a_save_leaves_the_first_ones_words(
    at_desk: Client, story: Story
) -> None:
    one, other = opened(at_desk, change(story)), opened(at_desk, change(story))
    assert keep(at_desk, typed(one, story, kicker="One")).status_code == 200
    refused = keep(at_desk, typed(other, story, kicker="Other"))
    assert (refused.status_code, refused.json()["state"]) == (409, "other")
    assert at_desk.post(change(story), other | {"kicker": "Other", "act": "write"}).status_code == 302
    again = opened(at_desk, change(story))
    assert (again["kicker"], again["seen"]) == ("One", str(story.version))
    assert keep(at_desk, typed(one, story, number=2, kicker="One more")).status_code == 200


def test_what_comes_twice_or_in_another_order_changes_nothing(at_desk: Client, story: Story) -> None:
    form = opened(at_desk, change(story))
    old, new = (typed(form, story, number=number, kicker=f"Typed {number}") for number in (1, 2))
    assert keep(at_desk, new).json()["count"] == 1
    assert keep(at_desk, new).json()["count"] == 1
    assert keep(at_desk, old).status_code == 409
    assert opened(at_desk, change(story))["kicker"] == "Typed 2"


def test_a_new_story_has_one_address_before_and_after_its_first_save(at_desk: Client, editor: User) -> None:
    address = at_desk.get(ADD)["Location"]
    form = opened(at_desk, address)
    assert form["token"] == address.partition("draft=")[2]
    keep(at_desk, typed(form, headline="Begun"))
    assert opened(at_desk, address)["headline"] == "Begun"
    at_desk.post(address, form | {"headline": "Begun", "act": "write"})
    story = Story.objects.get()
    assert at_desk.get(address)["Location"] == change(story)
    assert keep(at_desk, typed(form, number=2, headline="Late")).json()["state"] == "saved"
    assert opened(at_desk, change(story))["headline"] == "Begun"


def test_a_new_story_in_two_windows_keeps_the_words_of_both(at_desk: Client) -> None:
    address = at_desk.get(ADD)["Location"]
    one, other = opened(at_desk, address), opened(at_desk, address)
    keep(at_desk, typed(one, headline="One"))
    at_desk.post(address, other | {"headline": "Other", "act": "write"})
    story = Story.objects.get()
    assert story.headline == "Other"
    again = opened(at_desk, change(story))
    assert again["headline"] == "One"
    assert at_desk.post(change(story), again | {"act": "write"}).status_code == 409


def test_the_second_window_of_a_new_story_is_shown_what_the_first_one_saved(at_desk: Client) -> None:
    address = at_desk.get(ADD)["Location"]
    one, other = opened(at_desk, address), opened(at_desk, address)
    topic = builders.make_topic()
    at_desk.post(address, one | {"headline": "One", "act": "write"})
    story = Story.objects.get()
    typed_there = other | {"headline": "Other", "act": "write"} | rows("story_topics", {"topic": topic.pk})
    refused = at_desk.post(address, typed_there)
    assert refused.status_code == 409
    again = read(refused).values
    assert (again["headline"], again["story_topics-0-topic"]) == ("Other", str(topic.pk))
    assert f'action="{change(story)}"' in refused.content.decode()
    at_desk.post(change(story), again | {"act": "write"})
    story = Story.objects.get()
    assert (story.headline, list(story.topics.all())) == ("Other", [topic])


def test_an_address_that_somebody_else_used_leads_to_a_new_one(at_desk: Client) -> None:
    token = uuid.uuid4()
    builders.make_story("draft", form_token=token)
    address = at_desk.get(f"{ADD}?draft={token}")["Location"]
    assert address.startswith(f"{ADD}?draft=")
    assert str(token) not in address


def test_words_go_with_the_story(at_desk: Client, story: Story) -> None:
    keep(at_desk, typed(opened(at_desk, change(story)), story, kicker="Typed"))
    form = opened(at_desk, change(story))
    at_desk.post(change(story).replace("change", "delete"), {"post": "yes"})
    assert not WorkingCopy.objects.exists()
    assert keep(at_desk, typed(form, story, kicker="Late") | {"token": None}).json() == {"state": "gone"}


def test_a_form_that_came_back_goes_on_where_it_was(at_desk: Client, story: Story) -> None:
    form = opened(at_desk, change(story))
    keep(at_desk, typed(form, story, headline="", kicker="Typed"))
    refused = at_desk.post(change(story), form | {"headline": "", "kicker": "Typed", "act": "submit"})
    assert refused.status_code == 422
    again = read(refused).values
    assert again["tab"] != form["tab"]
    assert keep(at_desk, typed(again, story, kicker="Typed more")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        json.dumps({"tab": "x", "had": -1}),
        json.dumps({"tab": "x" * 41}),
        json.dumps({"tab": "x", "number": 2**31}),
        json.dumps({"tab": "x", "number": True}),
        json.dumps({"tab": "x", "had": False}),
        json.dumps({"tab": "x"}),
        json.dumps({"tab": "x", "person": ["1"]}),
    ],
)
def test_what_is_no_form_is_refused(at_desk: Client, body: str) -> None:
    assert keep(at_desk, body).status_code == 400
    assert not WorkingCopy.objects.exists()


def test_a_form_with_files_is_no_form_of_words(at_desk: Client) -> None:
    assert at_desk.post(WORDS, {"tab": "x"}).status_code == 400


@pytest.mark.parametrize("data", [None, [], {"headline": "x"}, {"headline": [1]}, {"a": ["x" * 2_000_000]}])
def test_words_that_no_form_has_are_refused(at_desk: Client, story: Story, data: Any) -> None:
    form = opened(at_desk, change(story))
    assert keep(at_desk, typed(form, story) | {"data": data}).status_code == 422
    assert not WorkingCopy.objects.exists()


def test_a_hostile_copy_opens_as_a_form(at_desk: Client, story: Story) -> None:
    hostile = {
        "story_topics-TOTAL_FORMS": "x",
        "bylines-0-author": "9" * 40,
        "bylines-999-author": "0\0",
        "related_links-0-order": "x\ud800",
        "body_source": "<p onclick=x>Kept</p><script>1</script>",
        "lead_image": "nothing",
        "language": "xx",
    }
    form = opened(at_desk, change(story))
    assert keep(at_desk, typed(form | hostile, story)).status_code == 200
    assert opened(at_desk, change(story))["body_source"] == "<p>Kept</p>"


def test_keeping_takes_at_most_seven_queries(at_desk: Client, story: Story) -> None:
    form, new = opened(at_desk, change(story)), opened(at_desk, ADD)
    for sent in (typed(form, story, kicker="a"), typed(new, kicker="a")):
        keep(at_desk, sent)
        with CaptureQueriesContext(connection) as found:
            assert keep(at_desk, sent | {"number": 2}).status_code == 200
        asked = [each for each in found.captured_queries if "SAVEPOINT" not in each["sql"]]
        assert len(asked) <= 7, "\n".join(each["sql"] for each in asked)


def test_a_reporter_keeps_words_of_own_stories_alone(client: Client, story: Story) -> None:
    owner = story.created_by
    client.force_login(owner)
    form = opened(client, change(story))
    assert keep(client, typed(form, story, kicker="Mine")).status_code == 200
    Story.objects.update(status="in_review")
    assert keep(client, typed(form, story, number=2, kicker="Still mine")).status_code == 200
    another = builders.make_user("reporter", name="another")
    client.force_login(another)
    theirs = typed(form | {"_person": str(another.pk)}, story, kicker="Not mine")
    assert keep(client, theirs).json() == {"state": "gone"}
    # What everybody may see answers otherwise.
    live = typed(form | {"_person": str(another.pk)}, builders.make_story("live"), kicker="Not mine")
    assert keep(client, live).json() == {"state": "refused"}
    client.logout()
    assert keep(client, typed(form, story, kicker="Nobody's")).status_code == 403


def test_without_scripts_the_form_saves_as_before(at_desk: Client, story: Story) -> None:
    assert send(at_desk, change(story), kicker="Typed").status_code == 302
    assert send(at_desk, change(story), kicker="Typed again").status_code == 302
    story.refresh_from_db()
    assert story.kicker == "Typed again"
