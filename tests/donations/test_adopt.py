"""`reconcile --adopt` brings back what an older copy of the books has lost, under the same numbers."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from donations import ledger
from donations.models import Contribution, Finding, Letter, Movement, Payment, Payout, Reversal, Term
from newsroom.core.models import AuditEntry
from tests.donations.giving import Supporter
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


def adopt(*flags: str, days: int = 2) -> str:
    out = StringIO()
    since = timezone.localdate() - datetime.timedelta(days=days)
    try:
        call_command("reconcile", "--adopt", since.isoformat(), *flags, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error)
    return out.getvalue()


def lose() -> None:
    """Delete everything, as the restore of a copy from before does."""
    for model in (Letter, Finding, Movement, Payout, Reversal, Payment, Term, Contribution):
        model.objects.all().delete()


@pytest.fixture
def given(supporter: Supporter, processor: Processor) -> dict[str, str]:
    """One gift and one subscription that were paid; return their receipt numbers by reference."""
    for interval in ("once", "month"):
        supporter.give(interval, "EUR", "12.50")
        processor.pay(Contribution.objects.get(interval=interval))
    processor.control("clock", advance=120)
    ledger.reconcile(everything=True)
    rows = Payment.objects.values_list("contribution__public_id", "receipt_number")
    return {str(reference): number for reference, number in rows}


def numbers() -> dict[str, str]:
    rows = Payment.objects.values_list("contribution__public_id", "receipt_number")
    return {str(reference): number for reference, number in rows}


def test_what_was_lost_comes_back_under_the_same_numbers_and_nothing_differs(given: dict[str, str]) -> None:
    lose()
    said = adopt()
    assert numbers() == given
    assert "Pages and subscriptions of ours since then: 3" in said
    assert "all subscriptions: 0" in said
    assert sorted(Contribution.objects.values_list("status", flat=True)) == ["active", "paid"]


def test_a_nightly_run_lists_it_and_makes_nothing(given: dict[str, str]) -> None:
    lose()
    ledger.reconcile(everything=True)
    assert not Contribution.objects.exists()
    assert set(Finding.objects.values_list("kind", flat=True)) == {"orphan"}
    assert Finding.objects.count() == 2
    assert "12.50 EUR" in Finding.objects.first().note  # type: ignore[union-attr]
    adopt()
    assert numbers() == given
    assert not Finding.objects.filter(settled_at__isnull=True).exists()
    assert AuditEntry.objects.filter(act="finding.settle").count() == 2


def test_a_payout_that_was_heard_of_before_has_its_lines_afterwards(
    given: dict[str, str], processor: Processor
) -> None:
    processor.control("clock", days=4)
    processor.control("payout")
    processor.control("clock", days=3)
    lose()
    ledger.reconcile(everything=True)
    assert Payout.objects.get().movements.count() == 1
    adopt()
    assert Payout.objects.get().movements.count() == 3
    assert "eventually_payout_differs" not in [row.what for row in ledger.broken()]


def test_a_copy_older_than_a_nightly_run_walks_comes_back_whole(
    given: dict[str, str], processor: Processor
) -> None:
    """Everything at the processor is 40 days old, but for what is about to be refunded."""
    paid = Payment.objects.get(contribution__interval="once").provider_payment_id
    processor.control("refund", payment_intent=paid)
    processor.control("fee", amount=200)
    world, long_ago = processor.core.world, 40 * 24 * 3600
    for kind in ("balance_transaction", "refund", "checkout.session", "subscription"):
        for one in list(world.table(kind).values()):
            world.save(one | {"created": one["created"] - long_ago})
    Movement.objects.filter(kind="refund").delete()
    Reversal.objects.all().delete()
    adopt(days=50)
    there = set(world.table("balance_transaction"))
    assert set(Movement.objects.values_list("transaction_id", flat=True)) == there


def test_it_can_run_again(given: dict[str, str]) -> None:
    before = [list(model.objects.order_by("pk").values("pk")) for model in (Contribution, Payment, Letter)]
    adopt()
    adopt()
    assert before == [
        list(model.objects.order_by("pk").values("pk")) for model in (Contribution, Payment, Letter)
    ]


def test_a_rehearsal_takes_nothing_that_is_not_its_own(given: dict[str, str], settings: Settings) -> None:
    lose()
    settings.INSTALLATION_ID = "rehearsal"
    adopt("--unmarked")
    assert not Contribution.objects.exists()
    assert not Finding.objects.exists()


def test_what_is_older_than_the_marks_needs_a_word(given: dict[str, str], processor: Processor) -> None:
    lose()
    world = processor.core.world
    for kind in ("checkout.session", "subscription"):
        for one in list(world.table(kind).values()):
            mark = {name: value for name, value in one["metadata"].items() if name != "site"}
            world.save(one | {"metadata": mark})
    adopt()
    assert not Contribution.objects.exists()
    adopt("--unmarked")
    assert numbers() == given


@pytest.mark.parametrize("flags", ["--unmarked", "--check --adopt 2026-11-01", "--adopt soon"])
def test_what_makes_no_sense_is_refused_in_a_sentence(flags: str) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        call_command("reconcile", *flags.split())
