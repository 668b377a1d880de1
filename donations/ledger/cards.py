"""Another card for a regular contribution: its page is made first, the worker sees what became of it."""

import datetime
import logging

from django.db import transaction
from django.utils import timezone

from donations import gateway
from donations.ledger import limits, refusals, tombstones
from donations.ledger.synchronization import sync
from donations.models import CardChange, Contribution
from newsroom.core.queue import claim, next_try

logger = logging.getLogger(__name__)
Status = CardChange.Status
LEASE = datetime.timedelta(minutes=2)
# A page lives for a day; whoever gives a card does it in the first minutes.
FIRST_WAIT = datetime.timedelta(seconds=20)
LONGEST_WAIT = datetime.timedelta(hours=1)
# Whoever has a link must not try stolen cards by it.
MOST_PAGES_A_DAY = 8
PAGE_LIVES = datetime.timedelta(hours=25)


def begin_card_change(contribution: Contribution) -> gateway.Checkout:
    """Write down that another card is wanted and return the page for it; raises `GatewayError`, `TooMany`."""
    with transaction.atomic():
        locked = tombstones.lock_living(contribution)
        limits.check(locked.card_changes.all(), MOST_PAGES_A_DAY)
        change = CardChange.objects.create(contribution=locked, next_at=timezone.now() + FIRST_WAIT)
    try:
        page = gateway.start_card_page(
            reference=str(change.public_id),
            customer_id=contribution.customer_id,
            subscription_id=contribution.subscription_id or "",
            currency=contribution.currency,
            language=contribution.language,
        )
    except gateway.GatewayError as error:
        refusals.note(error, "no page for another card")
        raise
    CardChange.objects.filter(pk=change.pk).update(session_id=page.session_id)
    return page


def use_cards(limit: int = 50) -> int:
    """Look which pages were completed, use those cards, and return how many pages were looked at."""
    tried = 0
    waiting = CardChange.objects.select_related("contribution").filter(status=Status.OPEN)
    while tried < limit and (change := claim(waiting, LEASE)):
        _use(change)
        tried += 1
    return tried


def _use(change: CardChange) -> None:
    mine = CardChange.objects.filter(pk=change.pk, status=Status.OPEN)
    subscription_id = change.contribution.subscription_id or ""
    is_over = change.asked_at + PAGE_LIVES < timezone.now()
    if not change.session_id:
        # The answer with its number never came; nobody was sent to that page.
        mine.filter(asked_at__lt=timezone.now() - LEASE).update(status=Status.EXPIRED)
        return
    try:
        status = gateway.use_card(change.session_id, subscription_id)
        if status == "complete":
            sync(gateway.Kind.SUBSCRIPTION, subscription_id)
    except gateway.GatewayError as error:
        logger.warning("card change %s was not looked at: %s", change.pk, error)
        status = "expired" if error.is_final else ""
    if status == "complete":
        mine.update(status=Status.USED)
    elif status in (Status.UNUSED, Status.OLDER):
        mine.update(status=status)
    elif status == "expired" or is_over:
        mine.update(status=Status.EXPIRED)
    else:
        mine.update(next_at=next_try(change.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
