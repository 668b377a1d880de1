"""Budgets count exactly, tell nobody who it was, and are gone with their day."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from newsroom.core import budgets
from newsroom.core.models import Budget, DaySalt
from newsroom.core.web.network import network_of

ONE = budgets.Allowance(key="network 198.51.100.7", most=3, seconds=600)


@pytest.mark.django_db(transaction=True)
def test_eight_who_spend_at_once_get_exactly_what_there_is() -> None:
    allowance = budgets.Allowance(key="all", most=60, seconds=86_400)

    def many(_number: int) -> int:
        with closing(connection):
            return sum(budgets.spend(allowance) for _ in range(10))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(many, range(8))) == 60
    assert Budget.objects.get().spent == 80


@pytest.mark.django_db
def test_what_was_spent_is_there_again_in_the_next_span(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    assert [budgets.spend(ONE) for _ in range(4)] == [True, True, True, False]
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(minutes=10))
    assert budgets.spend(ONE)


@pytest.mark.django_db
def test_nobody_can_tell_who_it_was_once_the_day_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    budgets.spend(ONE)
    first = bytes(Budget.objects.get().key)
    assert b"198.51" not in first
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    budgets.sweep()
    assert not Budget.objects.exists()
    assert not DaySalt.objects.exists()
    budgets.spend(ONE)
    assert bytes(Budget.objects.get().key) != first


@pytest.mark.django_db
def test_both_tables_are_in_no_log_of_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'")
        assert {name for (name,) in cursor.fetchall()} >= {"core_budget", "core_daysalt"}


@pytest.mark.parametrize(
    ("proxies", "remote", "passed", "network"),
    [
        (0, "198.51.100.7", "", "198.51.100.7"),
        (0, "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (0, "127.0.0.1", "203.0.113.9", ""),
        (0, "10.1.2.3", "", ""),
        (0, "::ffff:10.1.2.3", "", ""),
        (0, "::1", "203.0.113.9", ""),
        (0, "fd12:3456::7", "", ""),
        (1, "::1", "203.0.113.9", "203.0.113.9"),
        (0, "", "", ""),
        (0, "::ffff:198.51.100.7", "", "198.51.100.7"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (1, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "made up, 203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "127.0.0.1", "203.0.113.9", ""),
        (1, "127.0.0.1", "", ""),
        (1, "127.0.0.1", "nonsense", ""),
        (1, "127.0.0.1", "10.0.0.1, 203.0.113.9:5678", "203.0.113.9"),
        (1, "127.0.0.1", "[2001:db8:1:2:3:4:5:6]:5678", "2001:db8:1:2::/64"),
        (1, "127.0.0.1", "[::ffff:203.0.113.9]", "203.0.113.9"),
        (1, "127.0.0.1", "203.0.113.9:", ""),
        (1, "127.0.0.1", "203.0.113.9:x", ""),
    ],
)
def test_a_network_is_known_as_far_as_our_own_proxies_say(
    settings: Settings, proxies: int, remote: str, passed: str, network: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/")
    request.META["REMOTE_ADDR"] = remote
    if passed:
        request.META["HTTP_X_FORWARDED_FOR"] = passed
    assert network_of(request) == network
