"""An older dump was restored: money, receipt numbers and payouts come back as the processor has them."""

import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from donations import books, ledger, letters
from donations.models import Contribution, Finding, Letter, Movement, Payment, Payout, Reversal
from tests.donations.dumps import dump, restore
from tests.donations.giving import Supporter, choice
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


class History:
    """What happens between supporters, the site and the processor, before the dump and after it."""

    def __init__(self, supporter: Supporter, processor: Processor, sent: list[EmailMessage]) -> None:
        self.supporter, self.processor, self._sent = supporter, processor, sent

    def give(self, interval: str, amount: str) -> Contribution:
        self.supporter.give(interval, "EUR", amount)
        contribution = Contribution.objects.latest("pk")
        self.processor.pay(contribution)
        ledger.sync_contribution(contribution)
        contribution.refresh_from_db()
        return contribution

    def let_pass(self, days: float) -> None:
        self.processor.control("clock", days=days)

    def catch_up(self) -> None:
        """Do what the worker does at night, and send what is due."""
        ledger.reconcile(everything=True)
        while ledger.drain():
            pass
        while letters.send_due():
            pass

    def take_letters(self) -> dict[str, str]:
        """Return the subjects of what went out since, by Message-ID; none went out twice meanwhile."""
        taken = {str(one.message()["Message-ID"]): str(one.subject) for one in self._sent}
        assert len(taken) == len(self._sent)
        self._sent.clear()
        return taken

    def pay_out(self) -> None:
        self.let_pass(4)
        self.processor.control("payout")
        self.let_pass(3)

    def books(self) -> dict[str, Any]:
        """Return the books without what belongs to this database alone: row numbers and times."""
        sums = books.totals(Payment.objects.all(), Movement.objects.all())
        lines = ("transaction_id", "kind", "amount", "currency", "booked", "fee", "account_currency")
        about = ("payment__provider_payment_id", "reversal__provider_id", "payout__provider_id")
        paid = ("provider_payment_id", "receipt_number", "amount", "currency", "paid_at")
        return {
            "totals": [(one.month, one.count, one.columns) for one in sums],
            "lines": sorted(Movement.objects.values_list(*lines, *about), key=str),
            "payments": sorted(Payment.objects.values_list(*paid, "contribution__public_id"), key=str),
            "reversals": sorted(Reversal.objects.values_list("provider_id", "amount", "standing")),
            "payouts": sorted(Payout.objects.values_list("provider_id", "amount", "standing", "is_complete")),
            "statuses": sorted(Contribution.objects.values_list("public_id", "status", "amount")),
        }

    def assert_equal_to_the_processor(self) -> None:
        """Every line is here, to the cent and in its payout; gross, back, fees and net are their sums."""
        world = self.processor.core.world
        there = {
            (one["id"], one["amount"], one["fee"], world.secret(one["id"]).get("payout"))
            for one in world.table("balance_transaction").values()
        }
        names = ("transaction_id", "booked", "fee", "payout__provider_id")
        assert set(Movement.objects.values_list(*names)) == there
        total = books.totals(Payment.objects.all(), Movement.objects.all())[0]
        table = world.table("balance_transaction").values()
        gross = sum(one["amount"] for one in table if one["reporting_category"] == "charge")
        kinds = ("refund", "refund_failure", "dispute", "dispute_reversal", "charge_failure")
        back = sum(one["amount"] for one in table if one["reporting_category"] in kinds)
        assert (total.gross["EUR"], total.back["EUR"]) == (gross, back)
        assert (total.fees["EUR"], total.net["EUR"]) == (
            sum(one["fee"] for one in table),
            sum(one["net"] for one in table),
        )
        assert [row for row in ledger.broken() if row.what != "eventually_finding"] == []


@pytest.fixture
def history(supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]) -> History:
    return History(supporter, processor, mailoutbox)


def adopt(days: int = 2) -> str:
    out = StringIO()
    since = timezone.localdate() - datetime.timedelta(days=days)
    call_command("reconcile", "--adopt", since.isoformat(), stdout=out)
    return out.getvalue()


def before_the_dump(history: History) -> tuple[Contribution, Contribution, dict[str, str]]:
    """A gift, a subscription, and a form whose page is open; return what the form holds."""
    once, month = history.give("once", "12.50"), history.give("month", "9")
    form = history.supporter.open()
    history.supporter.send(form, **choice("once", "EUR", "7"))
    history.pay_out()
    history.catch_up()
    return once, month, form


def after_the_dump(history: History, once: Contribution, month: Contribution, form: dict[str, str]) -> None:
    """Gifts, renewals, refunds, a dispute that is won, a fee, an end, and a payout."""
    do = history.processor.control
    history.supporter.send(form, **choice("once", "EUR", "30"))
    history.processor.pay(Contribution.objects.latest("pk"))
    lost, running = history.give("once", "50"), history.give("month", "20")
    history.let_pass(32)
    history.catch_up()
    renewal = month.payments.latest("paid_at")
    do("refund", payment_intent=once.payments.get().provider_payment_id, amount=500)
    do("refund", payment_intent=lost.payments.get().provider_payment_id)
    dispute = do("dispute", payment_intent=renewal.provider_payment_id)
    do("fee", amount=200)
    do("cancel", subscription=running.subscription_id, when="now")
    history.pay_out()
    do("dispute/move", dispute=dispute["id"], act="win")
    history.catch_up()
    history.assert_equal_to_the_processor()


@pytest.mark.slow
def test_gifts_renewals_refunds_a_dispute_and_payouts_after_the_dump_come_back(
    history: History, tmp_path: Path
) -> None:
    given = before_the_dump(history)
    before = history.take_letters()
    dump(tmp_path / "books")
    after_the_dump(history, *given)
    whole, after = history.books(), history.take_letters()
    restore(tmp_path / "books")
    assert Payment.objects.count() == 2
    history.catch_up()
    assert set(Finding.objects.values_list("kind", flat=True)) >= {"orphan"}
    assert "all subscriptions: 0" in adopt()
    history.assert_equal_to_the_processor()
    assert history.books() == whole
    assert not Finding.objects.filter(kind="orphan", settled_at__isnull=True).exists()
    while letters.send_due():
        pass
    again = history.take_letters()
    assert not again.keys() & before.keys()
    # What went out after the dump goes out again, and mail programs know the same letter by its Message-ID.
    receipts = {name for name, subject in after.items() if "receipt" in subject.lower()}
    assert receipts
    assert receipts <= again.keys()
    adopt()
    assert history.books() == whole


def test_without_adopting_everything_about_known_gifts_comes_back(history: History, tmp_path: Path) -> None:
    processor = history.processor
    once, month = history.give("once", "12.50"), history.give("month", "90")
    history.let_pass(0.1)
    history.catch_up()
    before = history.take_letters()
    dump(tmp_path / "books")
    history.let_pass(32)
    processor.control("refund", payment_intent=once.payments.get().provider_payment_id)
    processor.control("dispute", payment_intent=month.payments.get().provider_payment_id, amount=300)
    processor.control("fee", amount=200)
    history.catch_up()
    history.pay_out()
    history.catch_up()
    whole = history.books()
    history.take_letters()
    restore(tmp_path / "books")
    history.catch_up()
    history.assert_equal_to_the_processor()
    assert history.books() == whole
    assert not history.take_letters().keys() & before.keys()
    assert Letter.objects.filter(kind="receipt").count() == Payment.objects.count()
