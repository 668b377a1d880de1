"""Words that are sent as changes of what the desk has: the same row as if the whole form had been sent."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.typed_changes import checksum
from articles.models import Story, WorkingCopy
from tests import builders
from tests.articles.desk_form import ADD, change, opened
from tests.articles.test_working_copies import keep, typed

pytestmark = pytest.mark.django_db
LONG = "<p>The river is shut 🧊 and so are the roads.</p>" * 30


@pytest.fixture
def at_desk(client: Client) -> Client:
    client.force_login(builders.make_user("editor"))
    return client


@pytest.fixture
def story() -> Story:
    return builders.make_story("draft", headline="Ice comes early")


def cut(before: str, after: str) -> dict[str, Any]:
    """Return the change as the page's script makes it, which counts halves of characters."""
    one, other = (_units(text) for text in (before, after))
    most, head, tail = min(len(one), len(other)), 0, 0
    while head < most and one[head] == other[head]:
        head += 1
    while tail < most - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    middle = b"".join(other[head : len(other) - tail]).decode("utf-16-le", "surrogatepass")
    return {"head": head, "text": middle, "tail": tail}


def _units(text: str) -> list[bytes]:
    data = text.encode("utf-16-le")
    return [data[at : at + 2] for at in range(0, len(data), 2)]


def later(sent: dict[str, Any], changes: dict[str, Any], whole: dict[str, list[str]]) -> dict[str, Any]:
    """Return the next change of the same window, without what stays."""
    number = sent["number"]
    return sent | {"data": changes, "since": number, "number": number + 1, "sum": checksum(whole)}


def begun(client: Client, story: Story | None) -> dict[str, Any]:
    """Keep a whole form with a long text, and return what was sent."""
    sent = typed(opened(client, change(story) if story else ADD), story, body_source=LONG, kicker="Ice")
    assert keep(client, sent).json()["state"] == "kept"
    return sent


@pytest.mark.parametrize("is_new", [False, True])
def test_changes_give_the_row_that_the_whole_form_gives(at_desk: Client, story: Story, is_new: bool) -> None:
    sent = begun(at_desk, None if is_new else story)
    body = LONG.replace("🧊 and", "🧣 but", 1) + "<p>Late 🧊</p>"
    whole = {**sent["data"], "body_source": [body], "headline": ["Typed"], "bylines-0-author": ["7"]}
    del whole["kicker"]
    changes: dict[str, Any] = {"headline": ["Typed"], "kicker": [], "bylines-0-author": ["7"]}
    changes["body_source"] = cut(LONG, body)
    with CaptureQueriesContext(connection) as found:
        answer = keep(at_desk, later(sent, changes, whole))
    assert answer.json()["state"] == "kept"
    row = WorkingCopy.objects.get()
    assert (row.data, row.title, row.number) == (whole, "Typed", 2)
    asked = [each for each in found.captured_queries if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= 7, "\n".join(each["sql"] for each in asked)


def test_a_row_of_random_changes_gives_the_last_text(at_desk: Client, story: Story) -> None:
    dice, sent = random.Random(17), begun(at_desk, story)
    whole = dict(sent["data"])
    for _turn in range(40):
        before = whole["body_source"][0]
        start, end = sorted(dice.randrange(len(before)) for _place in range(2))
        end = min(end, start + 30)
        after = before[:start] + "".join(dice.choices("ab 🧊🧣é", k=dice.randrange(5))) + before[end:]
        whole = {**whole, "body_source": [after]}
        sent = later(sent, {"body_source": cut(before, after)}, whole)
        assert keep(at_desk, sent).json()["state"] == "kept"
    assert WorkingCopy.objects.get().data == whole


@pytest.mark.parametrize(
    "changed",
    [{"since": 7}, {"tab": "another"}, {"sum": 1}, {"data": {}}, {"since": 1, "sum": -1}],
    ids=["another change", "another window", "another sum", "changes left out", "no sum"],
)
def test_where_the_desk_has_something_else_it_asks_for_the_whole(
    at_desk: Client, story: Story, changed: dict[str, Any]
) -> None:
    sent = begun(at_desk, story)
    whole = {**sent["data"], "kicker": ["Typed"]}
    before = WorkingCopy.objects.values().get()
    answer = keep(at_desk, later(sent, {"kicker": ["Typed"]}, whole) | changed)
    assert (answer.status_code, answer.json()) == (200, {"state": "whole"})
    assert WorkingCopy.objects.values().get() == before
    assert keep(at_desk, sent | {"number": 2, "data": whole}).json()["state"] == "kept"
    assert WorkingCopy.objects.get().data["kicker"] == ["Typed"]


@pytest.mark.parametrize(
    "change_of_body",
    [
        {},
        {"head": -1, "text": "", "tail": 0},
        {"head": 0, "text": "", "tail": 10**9},
        {"head": True, "text": "", "tail": 0},
        {"head": 0, "text": 1, "tail": 0},
        {"head": 0, "text": "\ud83e", "tail": 0},
        "text",
        [1],
        None,
    ],
)
def test_hostile_changes_change_nothing(at_desk: Client, story: Story, change_of_body: Any) -> None:
    sent = begun(at_desk, story)
    answer = keep(at_desk, later(sent, {"body_source": change_of_body}, sent["data"]))
    assert answer.json()["state"] in ("whole", "unreadable")
    assert WorkingCopy.objects.get().data["body_source"] == [LONG]


@pytest.mark.parametrize("given", [{"since": True}, {"since": "1"}, {"since": -1}, {"since": 1, "sum": "1"}])
def test_changes_of_no_number_are_refused(at_desk: Client, story: Story, given: dict[str, Any]) -> None:
    assert keep(at_desk, begun(at_desk, story) | {"number": 2} | given).status_code == 400
