"""A database of the version before comes along whole: printed numbers, letters, and every line."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from donations import ledger, letters
from donations.models import Contribution, Finding, Letter, Movement, Payment, Reversal
from tests.donations.giving import Supporter
from tests.donations.processor import Processor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BEFORE = [("donations", "0009_languages_of_the_setting")]


def give(supporter: Supporter, processor: Processor, interval: str) -> Contribution:
    supporter.give(interval, "EUR", "12.50")
    contribution = Contribution.objects.latest("pk")
    processor.pay(contribution)
    ledger.sync_contribution(contribution)
    contribution.refresh_from_db()
    return contribution


@pytest.fixture
def newest() -> Iterator[list[tuple[str, str]]]:
    """The migrations of today, to which the database returns whatever happens."""
    nodes = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield nodes
    MigrationExecutor(connection).migrate(nodes)


def become_old(processor: Processor) -> None:
    """Migrate back, and forget at the processor what the version before did not write there."""
    world = processor.core.world
    for kind in ("checkout.session", "subscription", "payment_intent"):
        for one in list(world.table(kind).values()):
            mark = {name: value for name, value in one["metadata"].items() if name != "site"}
            world.save(one | {"metadata": mark})
    MigrationExecutor(connection).migrate(BEFORE)


def adopt() -> str:
    """Run `reconcile --adopt`, which ends badly while a finding waits for people; return what it says."""
    since, out = timezone.localdate() - datetime.timedelta(days=2), StringIO()
    with pytest.raises(CommandError, match="see above what to do"):
        call_command("reconcile", "--adopt", since.isoformat(), "--unmarked", stdout=out)
    return out.getvalue()


def fill(supporter: Supporter, processor: Processor) -> tuple[Contribution, Finding]:
    """Three gifts, one with money back, two subscriptions, of which one has ended, and an open finding."""
    once = [give(supporter, processor, "once") for _ in range(3)]
    month = [give(supporter, processor, "month") for _ in range(2)]
    processor.control("clock", advance=120)
    while letters.send_due():
        pass
    waits = Finding.objects.create(dedupe_key="orphan:pi_x", kind="orphan", provider_id="pi_x")
    become_old(processor)
    paid = once[0].payments.values_list("provider_payment_id", flat=True)[0]
    processor.control("refund", payment_intent=paid, amount=500)
    processor.control("cancel", subscription=month[0].subscription_id, when="now")
    return month[0], waits


def test_a_database_of_the_version_before_is_whole_after_one_run(
    supporter: Supporter,
    processor: Processor,
    mailoutbox: list[EmailMessage],
    newest: list[tuple[str, str]],
) -> None:
    ended, waits = fill(supporter, processor)
    MigrationExecutor(connection).migrate(newest)
    printed = {one.pk: one.receipt_number for one in Payment.objects.all()}
    assert all(number == f"MT-{timezone.now():%y%m}-{pk:04d}" for pk, number in printed.items())
    mailoutbox.clear()
    said = adopt()
    assert "all subscriptions: 0" in said
    assert f"Broken invariants: 1\n  eventually_finding {waits.pk}: " in said
    assert list(Finding.objects.values_list("pk", "kind", "settled_at")) == [(waits.pk, "orphan", None)]
    assert {one.pk: one.receipt_number for one in Payment.objects.all()} == printed
    there = set(processor.core.world.table("balance_transaction"))
    assert there == set(Movement.objects.values_list("transaction_id", flat=True))
    assert Reversal.objects.get().amount == 500
    ended.refresh_from_db()
    assert ended.status == "cancelled"
    letters.send_due()
    adopt()
    assert not letters.send_due()
    # Receipts were sent before; that money went back and one has ended is news.
    new = Letter.objects.exclude(kind="receipt").values_list("kind", flat=True)
    assert sorted(new) == ["ended", "refunded"]
    assert (Letter.objects.count(), len(mailoutbox)) == (7, 2)
