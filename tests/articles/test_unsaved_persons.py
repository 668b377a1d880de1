"""A form belongs to whoever opened it, whoever is signed in at the same browser when it is sent."""

import pytest
from django.test import Client

from articles.models import Story, WorkingCopy
from newsroom.core.models import AuditEntry, User
from tests import builders
from tests.articles.desk_form import ADD, change, opened, read
from tests.articles.test_working_copies import keep, typed
from tests.core.test_csrf_failure import OURS, held

pytestmark = pytest.mark.django_db
STILL_HERE = "/admin/articles/story/still-here/"


@pytest.fixture
def people(client: Client) -> tuple[User, User]:
    """Return who opens the forms, and who signs in then at the same browser."""
    one, other = builders.make_user("editor"), builders.make_user("editor", name="other")
    client.force_login(one)
    return one, other


@pytest.fixture
def story() -> Story:
    return builders.make_story("draft", headline="Ice comes early")


def test_words_go_to_nobody_but_the_person_who_opened_the_form(
    client: Client, people: tuple[User, User], story: Story
) -> None:
    one, other = people
    sent = typed(opened(client, change(story)), story, kicker="Mine")
    client.force_login(other)
    answer = keep(client, sent)
    assert (answer.status_code, answer.json()) == (409, {"state": "another"})
    assert not WorkingCopy.objects.exists()
    client.force_login(one)
    assert keep(client, sent).status_code == 200
    assert WorkingCopy.objects.get().person == one


def test_nobody_gets_a_token_for_a_window_that_another_person_opened(
    client: Client, people: tuple[User, User], story: Story
) -> None:
    one, other = people
    asked = {"person": str(one.pk), "stories": str(story.pk)}
    assert client.get(STILL_HERE, asked).json()["versions"] == {str(story.pk): story.version}
    client.force_login(other)
    answer = client.get(STILL_HERE, asked)
    assert (answer.status_code, answer.json()) == (409, {"state": "another"})
    assert "token" in client.get(STILL_HERE, asked | {"person": str(other.pk)}).json()


@pytest.mark.parametrize("address", ["change", "add"])
def test_a_form_that_another_person_opened_saves_nothing_and_holds_the_words(
    client: Client, people: tuple[User, User], story: Story, address: str
) -> None:
    one, other = people
    url = change(story) if address == "change" else client.get(ADD)["Location"]
    form = opened(client, url) | {"headline": "Typed by one", "act": "write"}
    entries = AuditEntry.objects.count()
    client.force_login(other)
    refused = client.post(url, form, **OURS)
    assert refused.status_code == 409
    assert "Somebody else has signed in at this browser" in refused.content.decode()
    assert not Story.objects.filter(headline="Typed by one").exists()
    assert AuditEntry.objects.count() == entries
    again = held(refused)
    assert client.post(url, again).status_code == 409
    client.force_login(one)
    assert client.post(url, again).status_code == 302
    assert Story.objects.filter(headline="Typed by one").exists()
    assert AuditEntry.objects.latest("pk").actor == one


@pytest.mark.parametrize("act", ["publish", "submit"])
def test_a_button_that_another_person_was_shown_does_nothing(
    client: Client, people: tuple[User, User], story: Story, act: str
) -> None:
    form = opened(client, change(story))
    client.force_login(people[1])
    assert client.post(change(story), form | {"act": act}).status_code == 409
    story.refresh_from_db()
    assert story.status == "draft"


@pytest.mark.parametrize(
    ("url", "form_id"),
    [
        ("/admin/articles/author/add/", "author_form"),
        ("/admin/articles/photo/add/", "photo_form"),
        ("/admin/donations/appeal/add/", "appeal_form"),
        ("/admin/core/user/add/", "user_form"),
    ],
)
def test_each_form_of_the_desk_says_who_opened_it(client: Client, url: str, form_id: str) -> None:
    one, other = (builders.make_user("editor", name=name, is_superuser=True) for name in ("one", "other"))
    client.force_login(one)
    form = read(client.get(url), form_id).values
    client.force_login(other)
    refused = client.post(url, form | {"name": "Typed by one"}, **OURS)
    assert refused.status_code == 409
    assert held(refused)["name"] == "Typed by one"


def test_a_hidden_story_answers_like_one_that_is_not_there(client: Client, story: Story) -> None:
    reporter = builders.make_user("reporter", name="another")
    client.force_login(reporter)
    sent = typed(opened(client, ADD), story, headline="Guessed") | {"token": None}
    hidden, missing = (keep(client, sent | {"story": number}) for number in (story.pk, 999_999))
    assert (hidden.status_code, hidden.json()) == (missing.status_code, missing.json())
    assert hidden.json() == {"state": "gone"}
    asked = {"stories": f"{story.pk},999999"}
    assert client.get(STILL_HERE, asked).json()["versions"] == {}


def test_a_colleagues_words_answer_like_words_that_are_not_there(client: Client, story: Story) -> None:
    copy = builders.with_unsaved(story, builders.make_user("editor", name="other"), headline="Typed")
    client.force_login(builders.make_user("reporter", name="another"))
    found = [client.get(f"/admin/articles/story/unsaved/{number}/").status_code for number in (copy.pk, 999)]
    assert found == [404, 404]
