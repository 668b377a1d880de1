"""*Forget me* at the processor: what runs ends, the customer goes, and what it keeps is redacted later."""

import datetime

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.utils import timezone

from donations import ledger
from donations.models import Erasure, Finding
from tests.donations import giving
from tests.donations.forgetting import ask, erase, forget, say_yes
from tests.donations.managing import Holder, give
from tests.donations.processor import READER, Processor
from tests.donations.remains import remains_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def holder(supporter: giving.Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def test_at_the_processor_nothing_runs_the_customer_is_gone_and_what_stays_is_marked(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    forget(holder, mailoutbox)
    world = processor.core.world
    [subscription] = world.table("subscription").values()
    assert subscription["status"] == "canceled"
    assert [customer.get("deleted") for customer in world.table("customer").values()] == [True]
    for kind in ("subscription", "checkout.session", "payment_intent"):
        assert [one["metadata"].get("erased") for one in world.table(kind).values()] == ["1"]
    processor.core.advance(70 * 24 * 3600)
    assert len(processor.books()) == 1


def test_while_the_processor_is_away_it_is_tried_again_and_nothing_is_lost(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    say_yes(ask(holder, mailoutbox))
    for path in ("/v1/subscriptions", "/v1/customers", "/v1/payment_intents", "/v1/checkout/sessions"):
        processor.fault("rate_limited", path=path, times=None)
        Erasure.objects.update(next_at=timezone.now())
        ledger.erase()
        assert Erasure.objects.get().ended_at is None
        processor.control("faults/clear")
    erase()
    assert remains_of(READER) == set()
    assert ledger.broken() == []


def test_a_person_hears_on_day_91_what_stands_at_the_processor(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    forget(holder, mailoutbox)
    ledger.erase()
    assert not Finding.objects.exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91, minutes=1), tick=False):
        ledger.erase()
    finding = Finding.objects.get()
    holder.contribution.refresh_from_db()
    assert holder.contribution.customer_id in finding.note
    assert Erasure.objects.get().is_done


def test_where_the_account_has_redaction_the_processor_forgets_on_day_91(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    processor.control("settings", redaction="on")
    forget(holder, mailoutbox)
    assert READER in str(processor.core.world.table("charge"))
    processor.core.advance(91 * 24 * 3600)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91, minutes=1), tick=False):
        for _ in range(4):
            Erasure.objects.update(next_at=timezone.now())
            ledger.erase()
    kinds = ("checkout.session", "charge", "payment_method", "payment_intent", "customer")
    assert [kind for kind in kinds if READER in str(processor.core.world.table(kind))] == []
    assert Erasure.objects.get().is_done
    assert not Finding.objects.exists()


def test_what_the_processor_will_not_redact_is_told_to_a_person(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    processor.control("settings", redaction="on")
    forget(holder, mailoutbox)
    processor.fault("rate_limited", path="/v1/privacy/redaction_jobs", times=None)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91, minutes=1), tick=False):
        for _ in range(9):
            Erasure.objects.update(next_at=timezone.now())
            ledger.erase()
    assert Finding.objects.get().kind == "to_redact"
    assert Erasure.objects.get().is_done
