"""An editor puts a live story first on the front page until a time; then the newest leads again."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk
from articles.models import FrontPin, Story
from newsroom.core.models import AuditEntry, User
from tests.articles.conftest import Reader
from tests.articles.desk_form import change, opened, send
from tests.builders import make_photo, make_story, make_user, with_draft

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def lead(reader: Reader, url: str = "/") -> str:
    found = re.search(r'lead-card".*?<h2 dir="auto"><a [^>]*>([^<]*)</a>', reader.page(url), re.DOTALL)
    return found[1] if found else ""


def typed(at: datetime.datetime) -> dict[str, str]:
    local = timezone.localtime(at)
    return {"first_until_0": f"{local:%Y-%m-%d}", "first_until_1": f"{local:%H:%M}"}


def test_it_leads_until_its_time_and_then_the_newest_again(
    at_desk: Client, reader: Reader, time_machine: Any
) -> None:
    old, now = make_story(headline="Old"), timezone.now()
    for number in range(30):
        make_story(headline=f"New {number}", lead_image=make_photo() if number == 28 else None)
    assert lead(reader) == "New 28"
    sent = send(at_desk, change(old), "pin", **typed(now + DAY))
    assert sent.status_code == 302
    page = reader.page("/")
    assert lead(reader) == "Old"
    assert len(re.findall(r">Old</a>", page)) == 1
    assert opened(at_desk, change(old))["first_until_0"] == f"{timezone.localtime(now + DAY):%Y-%m-%d}"
    time_machine.move_to(now + DAY + datetime.timedelta(minutes=1), tick=False)
    assert lead(reader) == "New 28"


def test_emptying_the_time_lets_the_newest_lead_at_once(at_desk: Client, reader: Reader) -> None:
    old, _new = make_story(headline="Old"), make_story(headline="New")
    send(at_desk, change(old), "pin", **typed(timezone.now() + DAY))
    assert send(at_desk, change(old), "pin", first_until_0="", first_until_1="").status_code == 302
    assert lead(reader) == "New"
    acts = [(entry.act, bool(entry.details["until"])) for entry in AuditEntry.objects.all()[:2]]
    assert acts == [("story.pin", False), ("story.pin", True)]


def test_one_story_leads_each_front_page(editor: User, reader: Reader) -> None:
    first, second = make_story(headline="First"), make_story(headline="Second")
    russian = make_story(headline="Лёд", language="ru")
    make_story(headline="Newest")
    for story in (first, second, russian):
        desk.pin(story=story, by=editor, until=timezone.now() + DAY)
    assert (lead(reader), lead(reader, "/ru/")) == ("Second", "Лёд")
    assert FrontPin.objects.count() == 2


def test_an_opinion_that_leads_stands_nowhere_else(editor: User, reader: Reader) -> None:
    think = make_story(headline="Think", kind="opinion")
    make_story(headline="Think too", kind="opinion")
    for number in range(10):
        make_story(headline=f"New {number}")
    desk.pin(story=think, by=editor, until=timezone.now() + DAY)
    assert lead(reader) == "Think"
    assert reader.page("/").count(">Think</a>") == 1


@pytest.mark.parametrize("state", ["withdrawn", "expired", "draft"])
def test_what_is_not_live_any_more_leads_nothing(editor: User, reader: Reader, state: str) -> None:
    story = make_story(state, headline="Gone")
    make_story(headline="Newest")
    FrontPin.objects.create(story=story, language="en", until=timezone.now() + DAY, by=editor)
    assert lead(reader) == "Newest"


def test_what_is_paid_for_is_refused_and_leads_nothing(at_desk: Client, editor: User, reader: Reader) -> None:
    paid = make_story(headline="Paid", is_sponsored=True)
    make_story(headline="Newest")
    sent = send(at_desk, change(paid), "pin", **typed(timezone.now() + DAY))
    assert sent.status_code == 422
    assert "What somebody pays for never leads the front page." in sent.content.decode()
    FrontPin.objects.create(story=paid, language="en", until=timezone.now() + DAY, by=editor)
    assert lead(reader) == "Newest"


def test_a_time_that_has_passed_and_one_beside_another_button_are_asked_about(at_desk: Client) -> None:
    story = make_story()
    past = send(at_desk, change(story), "pin", **typed(timezone.now() - DAY), headline="Typed")
    assert "This time has passed. Choose one in the future." in past.content.decode()
    assert "Typed" in past.content.decode()
    empty = send(at_desk, change(story), "pin")
    assert "Give the date and the time until which it stands first." in empty.content.decode()
    beside = send(at_desk, change(story), "save_draft", **typed(timezone.now() + DAY), headline="Typed")
    assert "Only Put first sets this time." in beside.content.decode()
    assert not FrontPin.objects.exists()
    assert Story.objects.get().draft_number is None


def test_words_that_wait_go_on_waiting(at_desk: Client, editor: User) -> None:
    story = with_draft(make_story(), headline="In a draft")
    story = desk.pin(story=story, by=editor, until=timezone.now() + DAY)
    assert opened(at_desk, change(story))["headline"] == "In a draft"
    assert (
        "said until when it stands first"
        in at_desk.get(f"/admin/articles/story/{story.pk}/history/").content.decode()
    )


def test_the_first_page_of_the_desk_says_what_leads_and_until_when(at_desk: Client, editor: User) -> None:
    assert "The newest stories lead." in at_desk.get("/admin/").content.decode()
    story = make_story(headline="Ice Comes Early")
    desk.pin(story=story, by=editor, until=timezone.now() + DAY)
    page = at_desk.get("/admin/").content.decode()
    section = page[page.index("First on the front page") :].split("</section>")[0]
    assert "Ice Comes Early" in section
    assert "by editor" in section


def test_a_reporter_has_no_such_button(client: Client) -> None:
    reporter = make_user("reporter")
    story = make_story(created_by=reporter)
    client.force_login(reporter)
    assert 'value="pin"' not in client.get(change(story)).content.decode()
