"""`manage.py serve` says in one sentence why it does not start."""

from __future__ import annotations

import socket

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from newsroom import serving

pytestmark = pytest.mark.processes


def test_a_port_that_is_taken_is_refused(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.PORT = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {settings.PORT} is taken: end what listens there"):
            call_command("serve")


@pytest.mark.django_db
def test_more_processes_than_the_database_has_room_for_are_refused(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.PORT = free.getsockname()[1]
    settings.WEB_WORKERS = 50
    with pytest.raises(CommandError, match="raise its max_connections or lower WEB_WORKERS") as refused:
        call_command("serve")
    assert f"50 processes may open {50 * serving.CONNECTIONS}" in str(refused.value)


def test_every_turn_has_a_thread_and_every_turn_at_the_database_a_connection() -> None:
    lanes = serving.lanes()
    of_paths = {lane for lane in lanes.by_path.values() if lane}
    asking = {
        lanes.readers,
        lanes.forms,
        lanes.desk,
        lanes.desk_forms,
        lanes.questions,
        *lanes.uploads.values(),
    } | of_paths
    assert sum(lane.at_once for lane in asking) == serving.CONNECTIONS
    everybody = asking | {lanes.bodies, lanes.desk_bodies, lanes.downloads}
    assert sum(lane.at_once + lane.waiting for lane in everybody) < serving.THREADS
