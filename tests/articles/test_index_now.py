"""IndexNow: search engines are told what readers saw change, once, and nothing that readers may not see."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from time_machine import TimeMachineFixture

from articles import desk, index_now, tasks
from articles.desk.content import content_of
from articles.desk.revisions import keep_revision
from articles.models import IndexNow, Story
from newsroom.core.models import User
from newsroom.core.queue import claim
from tests import builders
from tests.site_process import free_port

pytestmark = pytest.mark.django_db
KEY = "0f3cA9-of-the-tests"
MINUTE, HOUR, DAY = (datetime.timedelta(minutes=size) for size in (1, 60, 24 * 60))


class Service:
    """HTTP server in a thread of this process that takes what IndexNow takes, and answers as it is told."""

    def __init__(self) -> None:
        self.status = 202
        self.messages: list[dict[str, Any]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                assert self.headers["Content-Type"] == "application/json; charset=utf-8"
                service.messages.append(json.loads(self.rfile.read(length)))
                self.send_response(service.status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/indexnow"

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def service(settings: Settings, time_machine: TimeMachineFixture) -> Iterator[Service]:
    """Serve IndexNow here, with a key that was set a minute ago, while there was nothing to tell."""
    service = Service()
    settings.INDEXNOW_KEY, settings.INDEXNOW_ENDPOINT = KEY, service.url
    time_machine.move_to(datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC), tick=False)
    tasks.tell_search_engines()
    time_machine.shift(MINUTE)
    yield service
    service.close()


def next_minute(time_machine: TimeMachineFixture) -> None:
    time_machine.shift(MINUTE)
    tasks.tell_search_engines()


def told(service: Service) -> list[str]:
    """Return the paths that were told since the last look."""
    found = [url for message in service.messages for url in message["urlList"]]
    service.messages.clear()
    return sorted(url.removeprefix(settings.SITE_URL) for url in found)


def test_a_story_is_told_when_it_was_published_and_no_second_time(
    service: Service, editor: User, time_machine: TimeMachineFixture
) -> None:
    old, story = builders.make_story("live"), builders.make_story("in_review")
    Story.objects.filter(pk=old.pk).update(publish_at=timezone.now() - DAY)
    story = desk.publish(story=story, by=editor)
    next_minute(time_machine)
    (message,) = service.messages
    assert message == {
        "host": settings.SITE_URL.partition("//")[2],
        "key": KEY,
        "keyLocation": f"{settings.SITE_URL}/{KEY}.txt",
        "urlList": [f"{settings.SITE_URL}{story.get_absolute_url()}"],
    }
    next_minute(time_machine)
    assert len(service.messages) == 1


def test_what_readers_see_change_is_told_and_what_the_desk_keeps_is_not(
    service: Service, editor: User, time_machine: TimeMachineFixture
) -> None:
    story = builders.make_story("in_review")
    story = desk.publish(story=story, by=editor)
    next_minute(time_machine)
    assert told(service) == [story.get_absolute_url()]
    desk.save_draft(story=story, by=editor, fields={"standfirst": "They wait."})
    next_minute(time_machine)
    assert told(service) == []
    desk.publish_changes(story=story, by=editor, material=True)
    next_minute(time_machine)
    assert told(service) == [story.get_absolute_url()]
    desk.withdraw(story=story, by=editor, reason="Doubts.")
    next_minute(time_machine)
    assert told(service) == [story.get_absolute_url()]
    desk.publish(story=story, by=editor)
    next_minute(time_machine)
    assert told(service) == [story.get_absolute_url()]


def test_a_scheduled_story_is_told_at_its_hour_and_at_its_end(
    service: Service, editor: User, time_machine: TimeMachineFixture
) -> None:
    story = builders.make_story("in_review")
    at = timezone.now() + 3 * MINUTE
    desk.write(story=story, by=editor, fields={"embargo_until": at, "expires_at": at + 5 * MINUTE})
    story = desk.schedule(story=story, by=editor, at=at)
    found = []
    for _ in range(12):
        next_minute(time_machine)
        found += [(timezone.now() - at, path) for path in told(service)]
    url = story.get_absolute_url()
    assert found == [(MINUTE, url), (6 * MINUTE, url)]


@pytest.mark.parametrize("state", [state for state in builders.STATES if state != "live"])
def test_nothing_that_readers_may_not_see_is_told(
    state: str, service: Service, time_machine: TimeMachineFixture
) -> None:
    story = builders.make_story(state, modified_at=timezone.now())
    acts = [*index_now.SEEN]
    if state == "scheduled":
        # Withdrawn before it ever was there.
        Story.objects.filter(pk=story.pk).update(status="withdrawn")
        acts.append(index_now.WITHDRAWN)
    for act in acts:
        story.version += 1
        keep_revision(story=story, act=act, by=None, content=content_of(story), is_row=True)
    next_minute(time_machine)
    assert told(service) == ([story.get_absolute_url()] if state == "expired" else [])


@pytest.mark.parametrize("status", [302, 403, 429, 500])
def test_a_failure_is_repeated_with_growing_pauses_and_names_no_story(
    status: int,
    service: Service,
    editor: User,
    time_machine: TimeMachineFixture,
    caplog: pytest.LogCaptureFixture,
) -> None:
    story = desk.publish(story=builders.make_story("in_review"), by=editor)
    service.status, tried = status, []
    for minute in range(1, 17):
        next_minute(time_machine)
        tried += [minute] * len(told(service))
    assert tried == [1, 2, 4, 8, 16]
    assert f"it answered {status}" in caplog.text
    assert story.slug not in caplog.text
    assert KEY not in caplog.text
    service.status = 200
    time_machine.shift(HOUR)
    next_minute(time_machine)
    assert told(service) == [story.get_absolute_url()]
    next_minute(time_machine)
    assert told(service) == []


def test_a_service_that_is_not_there_stops_nothing(
    service: Service, editor: User, settings: Settings, time_machine: TimeMachineFixture
) -> None:
    desk.publish(story=builders.make_story("in_review"), by=editor)
    settings.INDEXNOW_ENDPOINT = f"http://127.0.0.1:{free_port()}/"
    next_minute(time_machine)
    assert IndexNow.objects.get().next_at == timezone.now() + MINUTE
    settings.INDEXNOW_ENDPOINT = service.url
    time_machine.shift(3 * DAY)
    tasks.tell_search_engines()
    assert told(service) == [], "three days later, the sitemaps have told it"


def test_one_process_tells_while_another_is_at_it(
    service: Service, editor: User, time_machine: TimeMachineFixture
) -> None:
    desk.publish(story=builders.make_story("in_review"), by=editor)
    time_machine.shift(MINUTE)
    assert claim(IndexNow.objects.all(), index_now.LEASE)
    tasks.tell_search_engines()
    assert told(service) == []


def test_without_a_key_nobody_is_told_and_the_address_is_none(
    service: Service, editor: User, settings: Settings, time_machine: TimeMachineFixture
) -> None:
    assert Client().get(f"/{KEY}.txt").content.decode() == KEY
    assert Client().get("/0f3cA9-of-somebody.txt").status_code == 404
    settings.INDEXNOW_KEY = ""
    assert Client().get(f"/{KEY}.txt").status_code == 404
    desk.publish(story=builders.make_story("in_review"), by=editor)
    next_minute(time_machine)
    assert told(service) == []
