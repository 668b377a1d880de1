"""Receipt numbers: the same after any restore, silent about how many there are, and old ones as printed."""

import datetime
import re
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import Settings

from donations.models import Letter, Payment
from newsroom.core import publication
from tests.builders import make_user
from tests.donations.books import make_contribution, make_payment

# An hour before the newsroom's midnight, and after that of UTC.
NEW_YEAR = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_a_number_follows_from_the_payment_alone() -> None:
    first = make_payment(provider_payment_id="pi_again").receipt_number
    Letter.objects.all().delete()
    Payment.objects.all().delete()
    make_payment()
    assert make_payment(provider_payment_id="pi_again").receipt_number == first
    assert re.fullmatch("MT-2611-[A-Z2-7]{10}", first)


@pytest.mark.django_db
def test_numbers_do_not_count() -> None:
    tails = [make_payment(provider_payment_id=f"pi_{at}").receipt_number[-10:] for at in range(30)]
    assert len(set(tails)) == 30
    assert tails != sorted(tails)
    assert not [pk for pk in Payment.objects.values_list("pk", flat=True) if f"{pk:04d}" in tails]


@pytest.mark.django_db
def test_the_month_is_that_of_the_newsroom(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Amsterdam"
    assert make_payment(paid_at=NEW_YEAR).receipt_number.startswith("MT-2701-")


@pytest.mark.django_db
def test_another_key_or_prefix_makes_another_number_and_changes_none(settings: Settings) -> None:
    old = make_payment(provider_payment_id="pi_1")
    settings.RECEIPT_PREFIX = "NW24"
    assert make_payment().receipt_number.startswith("NW24-2611-")
    old.save()
    old.refresh_from_db()
    assert old.receipt_number.startswith("MT-2611-")


@pytest.mark.django_db
def test_the_database_has_each_number_once() -> None:
    number = make_payment().receipt_number
    with pytest.raises(IntegrityError), transaction.atomic():
        make_payment(receipt_number=number)


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("The Moscow Times", "MT"),
        ("Новая газета", "NR"),
        ("A Newspaper of the Town", "NOT"),
        ("The", "NR"),
        ("7 days", "7D"),
        ("One Two Three Four Five Six Seven Eight Nine", "OTTFFSSE"),
    ],
)
def test_without_a_setting_they_begin_with_the_initials(name: str, prefix: str) -> None:
    assert publication.initials(name) == prefix
    assert publication.is_prefix(prefix)


@pytest.mark.parametrize("prefix", ["", "mt", "M T", "МТ", "M-T", "ABCDEFGHI", "MT\n"])
def test_a_prefix_that_could_not_be_read_back_is_refused(prefix: str) -> None:
    assert not publication.is_prefix(prefix)


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/admin/donations/payment/", "/admin/donations/contribution/"])
def test_a_number_that_was_misread_is_found(client: Client, url: str) -> None:
    client.force_login(make_user("fundraiser"))
    make_payment(receipt_number="MT-2611-OIBBO2IOBB")
    make_payment(make_contribution(amount=777), receipt_number="MT-2611-0018")
    for words in ("mt-2611-OIBBO2IOBB", "MT-2611-01880210b8"):
        page = client.post(f"{url}find/", {"q": words}, follow=True).content.decode()
        assert "12.50 EUR" in page
        assert "7.77 EUR" not in page
    assert "7.77 EUR" in client.post(f"{url}find/", {"q": "MT-2611-0018"}, follow=True).content.decode()


@pytest.mark.django_db
def test_receipts_that_were_sent_keep_the_number_that_was_printed() -> None:
    """PostgreSQL changes tables inside transactions, so the test's rollback covers it."""
    large, small = make_payment(paid_at=NEW_YEAR), make_payment()
    Letter.objects.all().delete()
    Payment.objects.filter(pk=large.pk).update(id=123456)
    Payment.objects.filter(pk=small.pk).update(id=7)
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    _migrate([("donations", "0009_languages_of_the_setting")])
    _migrate(newest)
    kept: dict[int, Any] = dict(Payment.objects.values_list("id", "receipt_number"))
    assert kept == {123456: "MT-2612-123456", 7: "MT-2611-0007"}


def _migrate(to: list[tuple[str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    MigrationExecutor(connection).migrate(to)
