"""Bylines and topics carry their story's language and time, whatever is done to the story, and by whom."""

import datetime
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles import desk
from articles.models import Byline, Story, StoryTopic
from tests.builders import make_author, make_category, make_story, make_topic, make_user
from tests.two_connections import meet

DIFFERENT = """
SELECT story.id FROM {table} AS row JOIN articles_story AS story ON story.id = row.story_id
WHERE (row.language, row.listed_at) IS DISTINCT FROM
    (story.language, CASE WHEN story.status = 'approved' THEN story.publish_at END)
"""
SEEDS = 6


def different() -> list[tuple[str, int]]:
    """Return the stories whose rows say something else than they do, by table."""
    found = []
    with connection.cursor() as cursor:
        for model in (Byline, StoryTopic):
            cursor.execute(DIFFERENT.format(table=model._meta.db_table))
            found += [(model.__name__, number) for (number,) in cursor.fetchall()]
    return found


def acts(random: random.Random, story: Story) -> Iterator[str]:
    """Do some acts to a story, those that it takes; return their names."""
    editor = make_user("editor")
    later = timezone.now() + datetime.timedelta(hours=2)
    topics = [make_topic(slug=f"t-{turn}", name=f"T{turn}") for turn in range(3)]
    authors = [make_author(slug=f"a-{turn}", name=f"A{turn}") for turn in range(3)]
    for _turn in range(6):
        rows = {
            "topics": [{"topic": each} for each in random.sample(topics, 2)],
            "bylines": [{"author": each, "role": "writer"} for each in random.sample(authors, 2)],
        }
        words: dict[str, Any] = {"fields": {"kicker": "K"}, "rows": rows}
        choices: dict[str, Callable[[], object]] = {
            "write": partial(desk.write, story=story, by=editor, **words),
            "save_draft": partial(desk.save_draft, story=story, by=editor, **words),
            "publish_changes": lambda: desk.publish_changes(story=story, by=editor, material=True),
            "submit": lambda: desk.submit(story=story, by=editor),
            "approve": lambda: desk.approve(story=story, by=editor),
            "schedule": lambda: desk.schedule(story=story, by=editor, at=later),
            "publish": lambda: desk.publish(story=story, by=editor),
            "withdraw": lambda: desk.withdraw(story=story, by=editor, reason="Doubts."),
            "send_back": lambda: desk.send_back(story=story, by=editor),
        }
        name = random.choice(list(choices))
        try:
            with transaction.atomic():
                choices[name]()
        except (desk.NotAllowed, desk.Refused):
            continue
        yield name


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_acts_leave_every_copy_equal_to_its_story(seed: int) -> None:
    story = make_story("draft", category=make_category(slug=f"c-{seed}"))
    done = list(acts(random.Random(seed), story))
    assert different() == [], done


@pytest.mark.django_db
def test_a_write_past_the_desk_is_followed_too() -> None:
    story = make_story(topics=[make_topic()])
    Story.objects.update(language="ru")
    Story.objects.update(publish_at=timezone.now() - datetime.timedelta(days=3))
    assert different() == []
    assert StoryTopic.objects.get(story=story).listed_at == Story.objects.get().publish_at


@pytest.mark.django_db(transaction=True)
def test_a_row_that_comes_while_the_story_goes_live_waits_for_it() -> None:
    story, topic = make_story("ready"), make_topic()

    def go_live() -> None:
        Story.objects.filter(pk=story.pk).update(publish_at=timezone.now())

    outcome = meet(go_live, lambda: StoryTopic.objects.create(story=story, topic=topic))
    assert outcome.waited
    assert different() == []
