"""One form has one page that can be paid; two that were paid all the same are two contributions."""

from typing import Any

import pytest
from pytest_django import Settings

from donations import ledger
from donations.gateway import checkout
from donations.models import Contribution, Letter
from tests.donations.giving import Supporter, choice
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


def payable(processor: Processor) -> list[str]:
    sessions = processor.core.world.table("checkout.session").values()
    return [one["id"] for one in sessions if one["status"] == "open"]


def test_back_another_amount_and_continue_leaves_one_page_that_can_be_paid(
    supporter: Supporter, processor: Processor
) -> None:
    page = supporter.open()
    for amount in ("9", "15", "20", "15"):
        assert supporter.send(page, **choice("month", "EUR", amount)).status_code == 303
        assert payable(processor) == [Contribution.objects.get().session_id]
    assert len(processor.sessions()) == 4
    assert Contribution.objects.get().amount == 1500


def test_the_same_choice_again_is_the_same_page(supporter: Supporter, processor: Processor) -> None:
    page = supporter.open()
    urls = {supporter.send(page, **choice("once", "EUR", "9"))["Location"] for _ in range(3)}
    assert len(urls) == 1
    assert len(processor.sessions()) == 1


def test_another_choice_after_paying_in_another_window_changes_nothing(
    supporter: Supporter, processor: Processor
) -> None:
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    processor.pay(Contribution.objects.get())
    answer = supporter.send(page, **choice("month", "EUR", "15"))
    contribution = Contribution.objects.get()
    assert (contribution.status, contribution.amount) == ("active", 900)
    assert "/support/thanks/" in answer["Location"]
    assert payable(processor) == []


def test_a_processor_that_does_not_close_the_page_leaves_everything_as_it_was(
    supporter: Supporter, processor: Processor
) -> None:
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    before = Contribution.objects.values().get()
    processor.fault("closed_before", path="/v1/checkout/sessions", times=9)
    assert supporter.send(page, **choice("month", "EUR", "15")).status_code == 503
    assert Contribution.objects.values().get() == before
    processor.control("faults/clear")
    assert supporter.send(page, **choice("month", "EUR", "15")).status_code == 303


def test_two_pages_that_were_paid_are_two_contributions_each_with_its_receipt(
    supporter: Supporter, processor: Processor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("donations.gateway.close_checkout", lambda session_id: None)
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    supporter.send(page, **choice("month", "EUR", "15"))
    for session_id in processor.sessions():
        processor.control("pay", session=session_id, email="reader@example.org", means="succeeds")
    ledger.reconcile(everything=True)
    rows = Contribution.objects.order_by("amount")
    assert [(row.status, row.amount) for row in rows] == [("active", 900), ("active", 1500)]
    assert Letter.objects.filter(kind="receipt").count() == 2
    first, second = rows
    processor.control("cancel", subscription=first.subscription_id, when="now")
    processor.control("clock", days=32)
    ledger.reconcile(everything=True)
    assert [row.status for row in Contribution.objects.order_by("amount")] == ["cancelled", "active"]
    assert second.payments.count() == 2


def test_what_carries_the_mark_of_another_installation_is_left_alone(
    supporter: Supporter, processor: Processor, settings: Settings
) -> None:
    supporter.give("month", "EUR", "9")
    contribution = Contribution.objects.get()
    processor.pay(contribution)
    settings.INSTALLATION_ID = "rehearsal"
    ledger.sync_contribution(contribution)
    contribution.refresh_from_db()
    assert contribution.status == "open"
    assert not Letter.objects.exists()


@pytest.fixture
def becomes_new(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ask for payment pages as another version did, until the function that this returns is called."""
    present = checkout.checkout_params
    monkeypatch.setattr(checkout, "checkout_params", lambda order: present(order) | {"submit_type": "pay"})
    return lambda: monkeypatch.setattr(checkout, "checkout_params", present)


def test_a_page_that_is_open_during_an_upgrade_gives_way_to_one_of_the_new_version(
    supporter: Supporter, processor: Processor, becomes_new: Any
) -> None:
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    becomes_new()
    assert supporter.send(page, **choice("month", "EUR", "9")).status_code == 303
    assert payable(processor) == [Contribution.objects.get().session_id]
    assert len(processor.sessions()) == 2
    assert processor.pay(Contribution.objects.get()) == "done"


def test_a_page_that_was_paid_during_an_upgrade_leads_to_the_thanks(
    supporter: Supporter, processor: Processor, becomes_new: Any
) -> None:
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    processor.pay(Contribution.objects.get())
    becomes_new()
    answer = supporter.send(page, **choice("month", "EUR", "9"))
    assert "/support/thanks/" in answer["Location"]
    assert Contribution.objects.get().status == "active"
    assert len(processor.sessions()) == 1


def test_a_page_whose_answer_was_lost_before_an_upgrade_is_asked_for_anew(
    supporter: Supporter, processor: Processor, becomes_new: Any
) -> None:
    page = supporter.open()
    processor.fault("closed_after_commit", times=9)
    assert supporter.send(page, **choice("month", "EUR", "9")).status_code == 503
    processor.control("faults/clear")
    becomes_new()
    assert supporter.send(page, **choice("month", "EUR", "9")).status_code == 303
    assert Contribution.objects.get().session_id in payable(processor)


def test_attempts_that_were_made_after_the_backup_are_passed_over(
    supporter: Supporter, processor: Processor
) -> None:
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    backup = Contribution.objects.values().get()
    for amount in ("15", "20"):
        supporter.send(page, **choice("month", "EUR", amount))
    Contribution.objects.update(**backup)
    assert supporter.send(page, **choice("month", "EUR", "30")).status_code == 303
    contribution = Contribution.objects.get()
    assert (contribution.amount, contribution.status) == (3000, "open")
    assert contribution.session_id in payable(processor)


def test_three_tabs_of_one_form_in_any_order_have_one_page_that_can_be_paid(
    supporter: Supporter, processor: Processor
) -> None:
    form = supporter.open()
    supporter.send(form, **choice("month", "EUR", "9"))
    # Back from the payment page, twice: by its own link and by the browser.
    back = supporter.open(f"?r={Contribution.objects.get().public_id}")
    for tab, currency, amount in ((back, "USD", "15"), (form, "EUR", "20"), (back, "USD", "15")):
        assert supporter.send(tab, **choice("month", currency, amount)).status_code == 303
    contribution = Contribution.objects.get()
    assert payable(processor) == [contribution.session_id]
    assert (contribution.amount, contribution.currency) == (1500, "USD")


def test_a_page_that_ended_at_the_processor_gives_way_to_one_that_can_be_paid(
    supporter: Supporter, processor: Processor
) -> None:
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    processor.control("expire", session=Contribution.objects.get().session_id)
    assert supporter.send(page, **choice("month", "EUR", "15")).status_code == 303
    assert payable(processor) == [Contribution.objects.get().session_id]


def test_an_older_page_that_was_paid_after_the_newer_one_is_a_gift_of_its_own(
    supporter: Supporter, processor: Processor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("donations.gateway.close_checkout", lambda session_id: None)
    page = supporter.open()
    supporter.send(page, **choice("once", "EUR", "9"))
    supporter.send(page, **choice("once", "USD", "15"))
    for session_id in reversed(processor.sessions()):
        processor.control("pay", session=session_id, email="reader@example.org", means="succeeds")
        processor.control("clock", advance=300)
        ledger.reconcile(everything=True)
    rows = Contribution.objects.order_by("amount")
    assert [(row.status, row.amount, row.currency) for row in rows] == [
        ("paid", 900, "EUR"),
        ("paid", 1500, "USD"),
    ]
    assert Letter.objects.filter(kind="receipt").count() == 2


def test_the_same_choice_after_the_page_ended_at_the_processor_leads_to_one_that_can_be_paid(
    supporter: Supporter, processor: Processor
) -> None:
    page = supporter.open()
    supporter.send(page, **choice("month", "EUR", "9"))
    processor.control("expire", session=Contribution.objects.get().session_id)
    answer = supporter.send(page, **choice("month", "EUR", "9"))
    assert answer.status_code == 303
    assert [one for one in payable(processor) if one in answer["Location"]]
