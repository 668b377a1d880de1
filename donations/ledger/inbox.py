"""Inbox of events: stored once, then worked through until each is applied, or listed for people."""

import datetime

from django.db import DataError, IntegrityError, transaction
from django.db.models import F

from donations import gateway
from donations.ledger import findings
from donations.ledger.bell import ring
from donations.ledger.payouts import sync_payout
from donations.ledger.synchronization import sync, sync_customer
from donations.models import Finding, StripeEvent
from newsroom.core.queue import claim, next_try

LEASE = datetime.timedelta(minutes=2)
ATTEMPTS = 12
# So often an object is asked for that the processor does not show: it can lag behind its own events.
FINAL_ATTEMPTS = 2
FIRST_WAIT = datetime.timedelta(seconds=10)
LONGEST_WAIT = datetime.timedelta(hours=6)
Outcome = StripeEvent.Outcome


@transaction.atomic
def take_in(notice: gateway.Notice) -> bool:
    """Store a verified event once and wake the worker; False when it was here before."""
    is_known = gateway.kind_of(notice.type) is not None
    says_something = notice.is_ours and is_known and bool(notice.object_id)
    outcome = Outcome.WAITING if says_something else Outcome.IGNORED
    row = StripeEvent(event_id=notice.event_id, type=notice.type, object_id=notice.object_id, outcome=outcome)
    before = StripeEvent.objects.filter(event_id=notice.event_id).exists()
    StripeEvent.objects.bulk_create([row], ignore_conflicts=True)
    if says_something:
        ring()
    return not before


def drain(limit: int = 50) -> int:
    """Apply events that are due, the oldest first, and return how many were worked on."""
    done = 0
    while done < limit and (event := claim(StripeEvent.objects.filter(outcome=Outcome.WAITING), LEASE)):
        _work(event)
        done += 1
    return done


def _work(event: StripeEvent) -> None:
    """Apply one event; on failure it waits longer each time, and in the end becomes a finding."""
    mine = StripeEvent.objects.filter(pk=event.pk, outcome=Outcome.WAITING)
    try:
        outcome = _apply(event)
    except gateway.GatewayError as error:
        if error.is_final and event.attempts >= FINAL_ATTEMPTS:
            # The processor shows us no such thing: another account's, or one that was deleted.
            mine.update(outcome=Outcome.IGNORED)
            return
        _failed(event, str(error))
    except (IntegrityError, DataError) as error:
        # The books cannot hold it: trying for ever would help nobody.
        _failed(event, f"the books cannot hold it ({type(error).__name__})")
    else:
        mine.update(outcome=outcome, attempts=F("attempts"))


def _apply(event: StripeEvent) -> StripeEvent.Outcome:
    """Sync what the event is about."""
    kind = gateway.kind_of(event.type)
    if kind is None:
        return Outcome.IGNORED
    if kind is gateway.Kind.PAYOUT:
        return sync_payout(event.object_id)
    if kind is gateway.Kind.CUSTOMER:
        return sync_customer(event.object_id)
    return sync(kind, event.object_id)


def _failed(event: StripeEvent, reason: str) -> None:
    if event.attempts >= ATTEMPTS:
        _give_up(event, reason)
        return
    again = next_try(event.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    StripeEvent.objects.filter(pk=event.pk, outcome=Outcome.WAITING).update(next_at=again)


@transaction.atomic
def _give_up(event: StripeEvent, reason: str) -> None:
    StripeEvent.objects.filter(pk=event.pk).update(outcome=Outcome.GAVE_UP)
    findings.list_once(Finding.Kind.GAVE_UP, event.object_id, reason, mark=event.event_id)
