"""Inbox of events: stored once, then worked through until each is applied, or listed for people."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app as queue

from donations import gateway
from donations.ledger.synchronization import sync
from donations.models import Finding, StripeEvent
from newsroom.core.queue import claim, next_try

LEASE = datetime.timedelta(minutes=2)
ATTEMPTS = 12
FIRST_WAIT = datetime.timedelta(seconds=10)
LONGEST_WAIT = datetime.timedelta(hours=6)
Outcome = StripeEvent.Outcome


@transaction.atomic
def take_in(notice: gateway.Notice) -> bool:
    """Store a verified event once and wake the worker; False when it was here before."""
    says_something = notice.is_ours and gateway.kind_of(notice.type) is not None
    outcome = Outcome.WAITING if says_something else Outcome.IGNORED
    row = StripeEvent(event_id=notice.event_id, type=notice.type, object_id=notice.object_id, outcome=outcome)
    before = StripeEvent.objects.filter(event_id=notice.event_id).exists()
    StripeEvent.objects.bulk_create([row], ignore_conflicts=True)
    if says_something:
        ring()
    return not before


def ring() -> None:
    """Queue a task that drains events; the rows are the queue, so a lost or second task does no harm."""
    queue.configure_task("donations.drain").defer()


def drain(limit: int = 50) -> int:
    """Apply events that are due, the oldest first, and return how many were worked on."""
    done = 0
    while done < limit and (event := claim(StripeEvent.objects.filter(outcome=Outcome.WAITING), LEASE)):
        _work(event)
        done += 1
    return done


def _work(event: StripeEvent) -> None:
    """Apply one event; on failure it waits longer each time, and in the end becomes a finding."""
    kind = gateway.kind_of(event.type)
    mine = StripeEvent.objects.filter(pk=event.pk, outcome=Outcome.WAITING)
    if kind is None:
        mine.update(outcome=Outcome.IGNORED)
        return
    try:
        outcome = sync(kind, event.object_id)
    except gateway.GatewayError as error:
        if event.attempts >= ATTEMPTS:
            _give_up(event, str(error))
            return
        mine.update(next_at=next_try(event.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
        return
    mine.update(outcome=outcome, attempts=F("attempts"))


@transaction.atomic
def _give_up(event: StripeEvent, reason: str) -> None:
    StripeEvent.objects.filter(pk=event.pk).update(outcome=Outcome.GAVE_UP)
    Finding.objects.get_or_create(
        dedupe_key=f"gave_up:{event.event_id}",
        defaults={
            "kind": Finding.Kind.GAVE_UP,
            "provider_id": event.object_id,
            "note": reason[:300],
            "found_at": timezone.now(),
        },
    )
