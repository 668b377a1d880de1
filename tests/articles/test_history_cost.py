"""What looking back costs: rows found by indexes alone, and long texts compared beside the readers' page."""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk import comparing
from articles.desk.content import content_of
from articles.models import Revision, Story
from newsroom.core.models import AuditEntry
from tests import builders

pytestmark = pytest.mark.django_db
OTHERS, VERSIONS = 300, 10
GROWING = ("articles_revision", "core_auditentry")
CHARACTERS, RUNS = 20_000, 15


@pytest.fixture
def story() -> Story:
    """A story among many with as long a history."""
    editor = builders.make_user("editor")
    like = builders.make_story("live", created_by=editor)
    columns: dict[str, Any] = dict(Story.objects.filter(pk=like.pk).values().get())
    for name in ("id", "uuid", "edition_group", "form_token"):
        del columns[name]
    stories = Story.objects.bulk_create(
        Story(**columns | {"version": VERSIONS + 1}) for _turn in range(OTHERS)
    )
    content = content_of(like)
    act = {"act": "story.save_draft", "salt": b"s", "previous": b"p", "link": b"l"}
    Revision.objects.bulk_create(
        Revision(story=each, number=number, by=editor, at=each.modified_at, content=content, **act)
        for each in stories
        for number in range(2, VERSIONS + 2)
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            actor=editor,
            act="story.save_draft",
            target_type="articles.story",
            target_id=str(each.pk),
            details={"version": number, "link": "6c"},
        )
        for each in stories
        for number in range(2, VERSIONS + 2)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_revision, core_auditentry, articles_story")
    return stories[OTHERS // 2]


def plans(client: Client, url: str) -> Iterator[str]:
    """Return how the database finds the rows of tables that grow, for each query of a page."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    for query in found:
        if query["sql"].startswith("SELECT") and any(f'FROM "{table}"' in query["sql"] for table in GROWING):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"].replace("%", "%%"))
                yield "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize("page", ["history/", "history/compare/?version=3&version=9", "restore/?version=3"])
def test_the_history_and_its_versions_are_found_by_indexes_alone(
    page: str, client: Client, story: Story
) -> None:
    client.force_login(builders.make_user("editor"))
    found = list(plans(client, f"/admin/articles/story/{story.pk}/{page}"))
    assert found
    for plan in found:
        assert not [table for table in GROWING if f"Seq Scan on {table}" in plan], plan


def text(seed: int) -> str:
    """Return a body of 20,000 characters."""
    chance = random.Random(seed)
    said = [f"w{chance.randrange(4_000)}" for _turn in range(CHARACTERS // 6)]
    return "\n".join(f"<p>{' '.join(said[at : at + 60])}</p>" for at in range(0, len(said), 60))


def changed(source: str, share: float) -> str:
    """Return the text with some of its words in other words, and two paragraphs moved."""
    chance = random.Random(share)
    lines = source.splitlines()
    lines.append(lines.pop(3))
    lines.insert(0, lines.pop(20))
    words = " ".join(lines).split(" ")
    return (
        "\n".join(
            " ".join(
                "other" if "<" not in word and chance.random() < share else word for word in line.split(" ")
            )
            for line in lines
        )
        if words
        else source
    )


def best(act: Callable[[], object]) -> float:
    """Return the processor seconds of the quickest of some runs."""
    times = []
    for _turn in range(RUNS):
        begun = time.process_time()
        act()
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 0.08, 0.3, 1.0])
def test_two_long_versions_are_compared_in_the_time_of_half_more_than_a_readers_page(
    share: float, record_property: Callable[[str, object], None]
) -> None:
    source = text(1)
    story = builders.make_story("live", body_source=source, topics=[builders.make_topic()])
    before, after = {"body_source": source}, {"body_source": changed(source, share)}

    def read() -> None:
        cache.clear()
        assert Client().get(story.get_absolute_url()).status_code == 200

    read()
    page, diff = best(read), best(lambda: comparing.compare(before, after))
    summary = best(lambda: comparing.counts(before, after))
    took = {"compared": diff, "counted": summary, "page": page}
    # For who asks with `-o junit_family=xunit1 --junitxml=...`.
    record_property("milliseconds", {name: round(seconds * 1000, 1) for name, seconds in took.items()})
    assert diff <= 1.5 * page, (diff, page)
    assert summary <= 0.5 * page, (summary, page)
