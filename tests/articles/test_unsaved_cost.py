"""What keeping words costs: an answer of the beat, and a long story beside opening its form."""

import json
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Story
from tests import builders
from tests.articles.desk_form import change, opened
from tests.articles.test_working_copies import WORDS, typed

pytestmark = pytest.mark.django_db
# The page asks every 90 seconds (`beat.js`), and may take 250 queries an hour.
QUERIES_OF_A_BEAT = 250 // (3600 // 90)
RUNS = 40


@pytest.fixture
def at_desk(client: Client) -> Client:
    client.force_login(builders.make_user("editor"))
    return client


def test_a_beat_takes_so_few_queries_that_an_hour_takes_250(at_desk: Client) -> None:
    stories = [builders.make_story("live"), builders.make_story("draft")]
    url = f"/admin/articles/story/still-here/?stories={','.join(str(story.pk) for story in stories)},x,"
    with CaptureQueriesContext(connection) as found:
        answer = at_desk.get(url)
    assert answer.json()["versions"] == {str(story.pk): story.version for story in stories}
    assert len(found) <= QUERIES_OF_A_BEAT, "\n".join(each["sql"] for each in found)


def test_a_beat_tells_nothing_of_a_story_that_the_person_may_not_see(client: Client) -> None:
    hidden = builders.make_story("draft", created_by=builders.make_user("reporter", name="other"))
    client.force_login(builders.make_user("reporter"))
    assert client.get(f"/admin/articles/story/still-here/?stories={hidden.pk}").json()["versions"] == {}


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


@pytest.mark.slow
def test_keeping_a_long_story_takes_a_small_part_of_opening_its_form(at_desk: Client) -> None:
    source = "".join(f"<p>{'The river is shut and so are the roads. ' * 10}</p>" for _turn in range(50))
    story: Story = builders.make_story("draft", body_source=source)
    sent = typed(opened(at_desk, change(story)), story)
    opening, keeping = [], []
    for number in range(1, RUNS + 1):
        begun = time.process_time()
        at_desk.get(change(story))
        between = time.process_time()
        body = json.dumps(sent | {"number": number})
        assert at_desk.post(WORDS, body, content_type="application/json").status_code == 200
        opening.append(between - begun)
        keeping.append(time.process_time() - between)
    assert p95(keeping) <= 0.15 * p95(opening), (p95(keeping), p95(opening))
