"""Every night: ended sessions, counts whose time is over and finished tasks go; the others stay."""

import datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom.core import tasks
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_sessions_and_counts_go_when_their_time_is_over() -> None:
    now, day = timezone.now(), datetime.timedelta(days=1)
    Session.objects.create(session_key="old", session_data="", expire_date=now - day)
    Session.objects.create(session_key="new", session_data="", expire_date=now + day)
    cache.set("counted", 1, timeout=PATIENCE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_cache SET expires = now() - interval '1 hour'")
    cache.set("counts", 1, timeout=PATIENCE)
    tasks.remove_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert count("core_cache") == 1


def work(task: str) -> None:
    """Queue a task, and let the real worker run what waits."""
    app.configure_task(task).defer()
    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_tasks_go_some_days_after_they_ended() -> None:
    work("core.remove_sessions")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '4 days'")
    old = ProcrastinateJob.objects.get(task_name="core.remove_sessions").pk
    work("core.remove_sessions")
    work("core.remove_jobs")
    kept = ProcrastinateJob.objects.filter(task_name="core.remove_sessions")
    assert kept.count() == 1
    assert kept.get().pk != old
