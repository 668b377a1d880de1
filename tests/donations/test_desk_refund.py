"""Refunds from the desk: asked twice, never made twice, never more than is left, and in the books."""

import datetime
import re
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from donations import ledger
from donations.models import Finding, Letter, Payment, RefundOrder, Reversal
from newsroom.core.acts import Refused
from newsroom.core.models import AuditEntry, User
from tests.builders import make_user
from tests.donations.giving import Supporter
from tests.donations.managing import give, work
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)
Status = RefundOrder.Status


@pytest.fixture
def payment(supporter: Supporter, processor: Processor) -> Payment:
    """A gift of 9 EUR whose line has come."""
    holder = give(supporter, processor, "once")
    processor.control("clock", advance=120)
    ledger.sync_contribution(holder.contribution)
    return Payment.objects.get()


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("fundraiser"))
    return client


def url_of(payment: Payment) -> str:
    return f"/admin/donations/payment/{payment.pk}/refund/"


def fill(client: Client, payment: Payment, amount: str = "", reason: str = "asked") -> dict[str, str]:
    """Return what the form sends, as it is served but for these."""
    page = client.get(url_of(payment)).content.decode()
    served = {name: _value(page, name) for name in ("token", "amount")}
    return served | {"reason": reason} | ({"amount": amount} if amount else {})


def _value(page: str, name: str) -> str:
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert tag
    found = re.search('value="([^"]*)"', tag[0])
    assert found
    return found[1]


def make(payment: Payment) -> None:
    """Let the worker do all that is wanted, whenever it is due."""
    RefundOrder.objects.update(next_at=timezone.now())
    work()
    ledger.make_refunds()
    payment.refresh_from_db()


def refunds(processor: Processor) -> list[int]:
    return [one["amount"] for one in processor.core.world.table("refund").values()]


def test_a_refund_is_asked_about_once_more_and_then_in_the_books(
    desk: Client, payment: Payment, processor: Processor
) -> None:
    sent = fill(desk, payment, "5")
    page = desk.post(url_of(payment), sent).content.decode()
    assert f"Give 5.00 EUR of receipt {payment.receipt_number} back" in page
    assert not RefundOrder.objects.exists()
    answer = desk.post(url_of(payment), sent | {"sure": "yes"}, follow=True)
    assert "The refund is written down." in answer.content.decode()
    assert refunds(processor) == []
    make(payment)
    reversal, order = Reversal.objects.get(), RefundOrder.objects.get()
    assert (reversal.amount, reversal.reason, order.status) == (500, "requested_by_customer", Status.DONE)
    assert (reversal.provider_id, payment.given_back) == (order.provider_id, "€5")
    assert Letter.objects.filter(kind="refunded").count() == 1
    assert ledger.compare(timezone.now() - datetime.timedelta(days=2)) == []
    entry = AuditEntry.objects.get(act="payment.refund")
    assert (entry.details["amount"], entry.details["reason"]) == ("5.00 EUR", "asked")


def test_a_rehearsal_up_to_its_refund_leaves_nothing_to_put_right(
    desk: Client, payment: Payment, processor: Processor, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.post(url_of(payment), fill(desk, payment) | {"sure": "yes"})
    make(payment)
    page = desk.get(f"/admin/donations/payment/{payment.pk}/change/").content.decode()
    assert "-9.00 EUR" in page
    call_command("reconcile", "--check")
    said = capsys.readouterr().out
    assert "and all subscriptions: 0" in said
    assert "Broken invariants: 0" in said


def test_a_form_that_is_sent_again_is_the_same_refund(
    desk: Client, payment: Payment, processor: Processor
) -> None:
    sent = fill(desk, payment) | {"sure": "yes"}
    for _turn in range(3):
        assert desk.post(url_of(payment), sent).status_code == 302
        make(payment)
    assert refunds(processor) == [900]
    assert RefundOrder.objects.count() == AuditEntry.objects.filter(act="payment.refund").count() == 1


def test_a_form_of_one_payment_refunds_no_other(desk: Client, payment: Payment, processor: Processor) -> None:
    sent = fill(desk, payment) | {"sure": "yes"}
    assert "written down" in desk.post(url_of(payment), sent, follow=True).content.decode()
    give(Supporter(), processor, "once")
    other = Payment.objects.exclude(pk=payment.pk).get()
    answer = desk.post(url_of(other), sent, follow=True)
    assert answer.status_code == 422
    assert "This form was sent for another payment before." in answer.content.decode()
    assert "written down" not in answer.content.decode()
    make(payment)
    assert refunds(processor) == [900]
    assert ledger.left_of(other) == 900


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9.01", "No more than 9.00 EUR can go back."),
        ("90000", "No more than 9.00 EUR can go back."),
        ("0", "Write how much goes back, at most 9.00 EUR."),
        ("-3", "in figures"),
        ("1.234", "cannot tell"),
        ("all", "in figures"),
    ],
)
def test_an_amount_that_cannot_go_back_is_refused_beside_its_field(
    desk: Client, payment: Payment, typed: str, said: str
) -> None:
    answer = desk.post(url_of(payment), fill(desk, payment, typed) | {"sure": "yes"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'id="id_amount_error"' in page
    assert not RefundOrder.objects.exists()


def test_a_reason_has_to_be_given(desk: Client, payment: Payment) -> None:
    for reason in ("", "because"):
        answer = desk.post(url_of(payment), fill(desk, payment, reason=reason) | {"sure": "yes"})
        assert answer.status_code == 422
        assert "Choose a reason." in answer.content.decode()


def test_what_waits_counts_as_gone(desk: Client, payment: Payment) -> None:
    desk.post(url_of(payment), fill(desk, payment, "6") | {"sure": "yes"})
    assert ledger.left_of(payment) == 300
    answer = desk.post(url_of(payment), fill(desk, payment, "4") | {"sure": "yes"})
    assert (answer.status_code, RefundOrder.objects.count()) == (422, 1)
    assert "No more than 3.00 EUR" in answer.content.decode()


def order(payment: Payment, by: User, amount: int = 900) -> RefundOrder:
    return ledger.order_refund(payment=payment, amount=amount, reason="asked", token=uuid4(), by=by)


def test_two_people_at_the_same_moment_give_it_back_once(payment: Payment) -> None:
    people = [make_user("fundraiser", name=name) for name in ("one", "two")]
    refused: list[Refused] = []

    def ask(by: User) -> None:
        try:
            order(payment, by)
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=ask, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (RefundOrder.objects.count(), len(refused)) == (1, 1)


def test_a_refund_whose_answer_was_lost_is_not_made_again_weeks_later(
    payment: Payment, processor: Processor
) -> None:
    order(payment, make_user("fundraiser"), 400)
    processor.fault("closed_after_commit", "/v1/refunds", method="POST", times=None)
    make(payment)
    assert RefundOrder.objects.get().status == Status.WANTED
    assert refunds(processor) == [400]
    processor.control("clock", days=9)
    processor.control("faults/clear")
    make(payment)
    assert refunds(processor) == [400]
    assert RefundOrder.objects.get().status == Status.DONE


def test_after_a_lost_answer_nobody_asks_again_before_having_looked(
    payment: Payment, processor: Processor
) -> None:
    """A try of the library's own can come a day later, from a machine that slept, and refunds twice."""
    order(payment, make_user("fundraiser"), 400)
    processor.fault("closed_after_commit", "/v1/refunds", method="POST", times=1)
    make(payment)
    assert RefundOrder.objects.get().status == Status.WANTED
    make(payment)
    assert RefundOrder.objects.get().status == Status.DONE
    assert len(processor.requests("POST", "/v1/refunds")) == 1
    assert refunds(processor) == [400]


def test_a_refund_waits_while_another_worker_makes_it(payment: Payment, processor: Processor) -> None:
    """One that slept longer than its lease would ask a second time, after a day without any memory of it."""
    order(payment, make_user("fundraiser"), 400)
    other = connections.create_connection("default")
    key = f"donations.refund.{RefundOrder.objects.get().pk}"
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
        make(payment)
    other.close()
    assert refunds(processor) == []
    make(payment)
    assert refunds(processor) == [400]


def test_what_the_processor_refuses_is_a_finding_and_can_be_ordered_again(
    payment: Payment, processor: Processor
) -> None:
    by = make_user("fundraiser")
    order(payment, by)
    processor.control("refund", payment_intent=payment.provider_payment_id, amount=200)
    make(payment)
    make(payment)
    finding = Finding.objects.get(kind="not_made")
    assert finding.note.startswith("9.00 EUR; the processor says refused:")
    assert RefundOrder.objects.get().status == Status.REFUSED
    ledger.sync_contribution(payment.contribution)
    assert ledger.left_of(payment) == 700


def test_a_refund_that_did_not_arrive_can_be_made_again(payment: Payment, processor: Processor) -> None:
    order(payment, make_user("fundraiser"))
    make(payment)
    assert ledger.left_of(payment) == 0
    processor.control("refund/move", refund=RefundOrder.objects.get().provider_id, act="fail")
    ledger.sync_contribution(payment.contribution)
    assert ledger.left_of(payment) == 900


def test_what_a_bank_takes_back_is_not_refunded(desk: Client, payment: Payment, processor: Processor) -> None:
    sent = fill(desk, payment) | {"sure": "yes"}
    processor.control("dispute", payment_intent=payment.provider_payment_id)
    ledger.sync_contribution(payment.contribution)
    answer = desk.post(url_of(payment), sent)
    assert answer.status_code == 422
    assert "Answer the dispute at the processor" in answer.content.decode()
    assert desk.get(url_of(payment)).status_code == 409


def test_a_refund_that_waits_for_an_hour_is_on_the_first_page(payment: Payment) -> None:
    waiting: dict[str, Any] = {"asked_at": timezone.now() - datetime.timedelta(hours=2)}
    made = order(payment, make_user("fundraiser"))
    RefundOrder.objects.filter(pk=made.pk).update(**waiting)
    assert ("eventually_refund_waiting", payment.pk) in [(one.what, one.row_id) for one in ledger.broken()]
