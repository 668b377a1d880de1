"""`reconcile --adopt` after a restore: what the older books do not know can neither be paid nor opened."""

import datetime
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from donations import gateway, ledger
from donations.models import Contribution, Finding, Payment
from tests.donations.giving import Supporter, choice
from tests.donations.managing import Holder, give, words, work
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


def adopt() -> str:
    out, since = StringIO(), timezone.localdate() - datetime.timedelta(days=2)
    try:
        call_command("reconcile", "--adopt", since.isoformat(), stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error)
    return out.getvalue()


def show_a_page(supporter: Supporter) -> str:
    """Send the form, and return the number of the payment page that it leads to."""
    supporter.give("once", "EUR", "12.50")
    return str(Contribution.objects.latest("id").session_id)


def status_of(processor: Processor, session_id: str) -> str:
    return str(processor.core.world.find(session_id)["status"])


def test_a_page_that_was_shown_after_the_backup_can_be_paid_no_more(
    supporter: Supporter, processor: Processor
) -> None:
    known, lost = show_a_page(supporter), show_a_page(supporter)
    Contribution.objects.filter(session_id=lost).delete()
    assert "closed: 1" in adopt()
    assert (status_of(processor, known), status_of(processor, lost)) == ("open", "expired")
    assert "closed: 0" in adopt()


def test_a_page_of_another_choice_after_the_backup_can_be_paid_no_more(
    supporter: Supporter, processor: Processor
) -> None:
    form = supporter.open()
    supporter.send(form, **choice("once", "EUR", "5"))
    backup = Contribution.objects.values("session_id", "attempt", "amount").get()
    supporter.send(form, **choice("once", "EUR", "7"))
    later = str(Contribution.objects.get().session_id)
    Contribution.objects.update(**backup)
    adopt()
    assert status_of(processor, later) == "expired"
    assert not Payment.objects.exists()


def test_a_page_whose_number_was_not_noted_yet_is_found_and_not_closed(
    supporter: Supporter, processor: Processor
) -> None:
    page = show_a_page(supporter)
    long_ago = timezone.now() - datetime.timedelta(minutes=20)
    Contribution.objects.update(session_id=None, status="pending", changed_at=long_ago)
    adopt()
    assert status_of(processor, page) == "open"
    assert Contribution.objects.get().session_id == page


def test_a_page_that_was_paid_before_anybody_adopted_is_listed_and_then_a_gift(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    page = show_a_page(supporter)
    processor.pay(Contribution.objects.get())
    Contribution.objects.all().delete()
    ledger.sync(gateway.Kind.SESSION, page)
    finding = Finding.objects.get()
    assert (finding.kind, finding.settled_at, finding.note[:9]) == ("orphan", None, "12.50 EUR")
    adopt()
    work()
    finding.refresh_from_db()
    assert finding.settled_at
    assert Payment.objects.get().receipt_number in mailoutbox[-1].subject


def test_links_of_before_show_nothing_but_the_offer_of_a_fresh_one(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holder = give(supporter, processor)
    stolen = holder.url
    # It was made void after the backup; the books that came back do not know.
    assert Client().get(stolen).status_code == 200
    adopt()
    answer = Client().get(stolen)
    assert answer.status_code == 410
    assert "€9" not in words(answer)
    assert Client().post(stolen, {"act": "end", "sure": "yes", "end": "1"}).status_code == 200
    work()
    holder.contribution.refresh_from_db()
    assert holder.contribution.status == "active"
    assert holder.url in mailoutbox[-1].body
    assert Client().get(holder.url).status_code == 200


def test_a_fresh_link_outlives_a_second_run_and_can_be_made_void(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor)
    adopt()
    holder = Holder(Contribution.objects.get())
    adopt()
    assert Client().get(holder.url).status_code == 200
    Contribution.objects.update(link_version=F("link_version") + 1)
    assert Client().get(holder.url).status_code == 404
    forged = holder.url[:-4] + "AAA/"
    assert Client().get(forged).status_code == 404
