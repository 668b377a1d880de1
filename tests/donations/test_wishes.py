"""Wishes of supporters are granted whatever is under way: debits, failures, other workers, lost days."""

import datetime
from typing import Any

import pytest
from django.db import connections

from donations import ledger
from donations.models import By, Contribution, Course, Finding
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, work
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)
S = Contribution.Status
HOUR, DAY = 3600, 24 * 3600


def invoices(processor: Processor, status: str) -> list[dict[str, Any]]:
    return [one for one in processor.core.world.table("invoice").values() if one["status"] == status]


def go_to_renewal(processor: Processor, later: int) -> None:
    """Let time pass until so many seconds after the next renewal began."""
    [subscription] = processor.core.world.table("subscription").values()
    renewal = subscription["items"]["data"][0]["current_period_end"]
    processor.core.advance(renewal + later - processor.core.world.now())


def end(holder: Holder, processor: Processor) -> Contribution:
    """End it by the clock of the processor, which is ahead."""
    now = datetime.datetime.fromtimestamp(processor.core.world.now(), tz=datetime.UTC)
    wish = ledger.Wish(wanted=Course.Wanted.END, until=now + ledger.UNDO)
    ledger.want(holder.contribution, wish, by=By.SUPPORTER)
    work()
    holder.contribution.refresh_from_db()
    return holder.contribution


def test_an_ending_while_the_first_debit_is_under_way_is_granted_and_not_tried_again(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor, means="sepa_fails")
    assert holder.contribution.status == S.PROCESSING
    assert holder.ask("end", sure="yes").status == S.CANCELLED
    assert not Finding.objects.exists()
    processor.core.advance(10 * DAY)
    charges = list(processor.core.world.table("charge").values())
    assert [charge["status"] for charge in charges] == ["failed"]


@pytest.mark.parametrize(
    ("means", "becomes", "told"),
    [("sepa", S.ACTIVE, "receipt"), ("sepa_fails", S.FAILED, "first_debit_failed")],
)
def test_an_ending_that_is_undone_while_the_first_debit_is_under_way_leaves_it_to_arrive_or_fail(
    supporter: Supporter, processor: Processor, means: str, becomes: str, told: str
) -> None:
    holder = give(supporter, processor, means=means)
    assert holder.ask("end", sure="yes").status == S.CANCELLED
    assert holder.ask("undo", sure="yes").status == S.PROCESSING
    processor.core.advance(10 * DAY)
    ledger.sync_contribution(holder.contribution)
    holder.contribution.refresh_from_db()
    assert holder.contribution.status == becomes
    kinds = holder.contribution.letters.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["ended", "resumed", told]
    assert not Finding.objects.exists()


def test_an_ending_of_what_could_not_be_collected_voids_it(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor, means="recovers")
    go_to_renewal(processor, 2 * HOUR)
    ledger.sync_contribution(holder.contribution)
    holder.contribution.refresh_from_db()
    assert holder.contribution.status == S.PAST_DUE
    assert end(holder, processor).status == S.CANCELLED
    assert not invoices(processor, "open")
    processor.core.advance(5 * DAY)
    assert len(processor.books()) == 1


def test_what_an_ending_stopped_is_collected_when_it_is_undone(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor)
    go_to_renewal(processor, 60)
    [draft] = invoices(processor, "draft")
    end(holder, processor)
    assert draft["auto_advance"] is False
    holder.ask("undo", sure="yes")
    processor.core.advance(2 * HOUR)
    assert len(processor.books()) == 2


def test_what_was_collected_before_an_ending_was_granted_is_listed_and_kept(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor)
    holder.send("end", sure="yes")
    # By the clock of the processor, which is ahead.
    Course.objects.update(until_at=datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=50))
    go_to_renewal(processor, 2 * HOUR)
    work()
    holder.contribution.refresh_from_db()
    newest = holder.contribution.payments.latest("paid_at")
    assert (holder.contribution.status, holder.contribution.payments.count()) == (S.CANCELLED, 2)
    assert newest.letters.filter(kind="receipt").exists()
    finding = Finding.objects.get()
    assert (finding.kind, finding.provider_id) == ("after_end", newest.provider_payment_id)
    assert finding.note.startswith("9.00 EUR on ")
    assert finding.contribution == holder.contribution


def test_a_debit_under_way_that_arrives_after_the_ending_is_listed(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor, means="sepa")
    assert holder.ask("end", sure="yes").status == S.CANCELLED
    processor.core.advance(10 * DAY)
    ledger.sync_contribution(holder.contribution)
    assert Finding.objects.get().kind == "after_end"


@pytest.mark.parametrize("then", ["undone", "runs again at the processor"])
def test_what_goes_on_after_all_is_collected_rightly(
    supporter: Supporter, processor: Processor, then: str
) -> None:
    holder = give(supporter, processor)
    holder.send("end", sure="yes")
    if then == "undone":
        holder.send("undo", sure="yes")
    else:
        work()
        name = holder.contribution.subscription_id
        processor.control("resume", subscription=name)
        processor.control("cancel", subscription=name, when="never")
        ledger.sync_contribution(holder.contribution)
    go_to_renewal(processor, 2 * HOUR)
    ledger.sync_contribution(holder.contribution)
    assert holder.contribution.payments.count() == 2
    assert not Finding.objects.exists()


def test_another_amount_leaves_a_pause_without_an_end_as_it_is(
    supporter: Supporter, processor: Processor
) -> None:
    """The processor's dashboard makes such pauses; a supporter's own page makes none."""
    holder = give(supporter, processor)
    processor.control("pause", subscription=holder.contribution.subscription_id)
    ledger.sync_contribution(holder.contribution)
    assert holder.send("amount", amount="12").status_code == 303
    assert "Another amount: €12" in holder.page()
    work()
    holder.contribution.refresh_from_db()
    row = holder.contribution
    assert (row.status, row.resumes_at, row.amount) == (S.PAUSED, None, 1200)
    assert not Finding.objects.exists()


def test_an_ending_that_waited_for_more_than_a_week_is_granted(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor)
    holder.send("end", sure="yes")
    Course.objects.update(until_at=datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1))
    work()
    holder.contribution.refresh_from_db()
    assert holder.contribution.status == S.CANCELLED
    assert not Finding.objects.exists()


def test_a_wish_waits_while_another_worker_grants_one_of_the_same_contribution(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor)
    course = ledger.want(holder.contribution, ledger.Wish(wanted=Course.Wanted.RUN), by=By.SUPPORTER)
    before = len(processor.requests("POST", "/v1/subscriptions"))
    other = connections.create_connection("default")
    key = f"donations.course.{course.pk}"
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
        work()
    other.close()
    course.refresh_from_db()
    assert course.done_number < course.number
    assert len(processor.requests("POST", "/v1/subscriptions")) == before
    Course.objects.update(next_at=course.asked_at)
    work()
    course.refresh_from_db()
    assert course.done_number == course.number


def test_a_failed_payment_of_another_rhythm_is_told(supporter: Supporter, processor: Processor) -> None:
    holder = give(supporter, processor, means="recovers")
    subscription = holder.contribution.subscription_id
    processor.control("price", subscription=subscription, sum="20", interval="year")
    ledger.sync_contribution(holder.contribution)
    holder.contribution.refresh_from_db()
    assert holder.contribution.status == S.PAST_DUE
    assert holder.contribution.letters.filter(kind="failed_renewal").exists()
