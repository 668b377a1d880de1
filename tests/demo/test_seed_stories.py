"""`manage.py seed_stories` adds very many stories that the desk's rules would take."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from articles.models import Byline, Story, StoryTopic
from newsroom.demo.content.loader import load


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_seeded_stories_are_read_like_any_others(client: Client) -> None:
    load()
    before = Story.objects.count()
    call_command("seed_stories", "300", stdout=StringIO())
    assert Story.objects.count() == before + 300
    seeded = Story.objects.order_by("-pk")[:300]
    assert {story.language for story in seeded} == {"en", "ru"}
    live = [story for story in seeded if story.is_live]
    assert len(live) > 200
    assert client.get(live[0].get_absolute_url()).status_code == 200
    ids = [story.pk for story in live]
    for rows in (Byline, StoryTopic):
        row = rows.objects.filter(story__in=ids).select_related("story").latest("pk")
        assert (row.language, row.listed_at) == (row.story.language, row.story.publish_at)


@override_settings(DEMO=False)
def test_only_the_demo_takes_them() -> None:
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_stories", "1")
