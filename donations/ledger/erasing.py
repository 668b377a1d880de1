"""Erasing, done by the worker: ends what runs, deletes at the processor, tells the person, blanks the rows.

Each step can be repeated, and a worker that is killed leaves the next one to go on. Payments, movements,
dates and receipt numbers stay, as the law wants; they name nobody.
"""

import datetime
import logging
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from donations import gateway
from donations.ledger import findings, notices, tombstones
from donations.ledger.synchronization import sync_contribution
from donations.models import (
    AddressChange,
    Contribution,
    Course,
    Erasure,
    Finding,
    Letter,
    LinkRequest,
    Supporter,
)
from newsroom.core.queue import claim, next_try

logger = logging.getLogger(__name__)
LEASE = datetime.timedelta(minutes=5)
FIRST_WAIT = datetime.timedelta(seconds=10)
LONGEST_WAIT = datetime.timedelta(hours=1)
# The last letter is tried for so long; then the address goes all the same.
TELL_WITHIN = datetime.timedelta(days=3)
# The processor redacts nothing that is younger than 90 days (docs.stripe.com/privacy/redaction).
REDACT_AFTER = datetime.timedelta(days=91)
# So often is asked for what fails; an account without redaction says so at once, or refuses the key.
REDACT_ATTEMPTS = 8
ASKED = (Erasure.Cause.SUPPORTER, Erasure.Cause.DESK)


def erase(limit: int = 50) -> int:
    """Go on with the erasures that are due, the oldest first, and return how many were tried."""
    tried = 0
    waiting = Erasure.objects.select_related("contribution").filter(is_done=False)
    while tried < limit and (erasure := claim(waiting, LEASE)):
        _go_on(erasure)
        tried += 1
    return tried


def forget_again(public_id: UUID) -> bool:
    """Forget a contribution that an older copy of the books knows; False where there is nothing to do.

    Nothing personal is left when this returns; the worker sees that nothing runs at the processor.
    """
    with transaction.atomic():
        found = Contribution.objects.select_for_update().filter(public_id=public_id).first()
        if found is None or (found.erased_at and found.erasure.blanked_at):
            return False
        tombstones.mark(found, Erasure.Cause.JOURNAL)
        _blank([found], found.supporter)
    return True


def _go_on(erasure: Erasure) -> None:
    mine = Erasure.objects.filter(pk=erasure.pk)
    try:
        if erasure.ended_at is None:
            _end(erasure.contribution)
            mine.update(ended_at=timezone.now())
        if erasure.blanked_at is None and not _tell_and_blank(erasure):
            mine.update(next_at=next_try(erasure.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
            return
        _redact(erasure)
    except gateway.GatewayError as error:
        logger.warning("erasure %s did not go on: %s", erasure.pk, error)
        mine.update(next_at=next_try(erasure.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))


def _end(contribution: Contribution) -> None:
    """End and mark at the processor, and have that in the books; raises `GatewayError`."""
    _sync(contribution)
    contribution.refresh_from_db()
    gateway.forget(_traces(contribution))
    _sync(contribution)


def _traces(contribution: Contribution) -> gateway.Traces:
    pages = contribution.card_changes.exclude(session_id="").values_list("session_id", flat=True)
    return gateway.Traces(
        subscription_id=contribution.subscription_id or "",
        customer_id=contribution.customer_id,
        pages=tuple(name for name in (contribution.session_id, *pages) if name),
        payments=tuple(contribution.payments.values_list("provider_payment_id", flat=True)),
    )


def _sync(contribution: Contribution) -> None:
    """Sync with the processor, which may show nothing of it any more."""
    try:
        sync_contribution(contribution)
    except gateway.GatewayError as error:
        if not error.is_final:
            raise


def _tell_and_blank(erasure: Erasure) -> bool:
    """Send the last letter, and blank the rows once it is sent; False while it has to wait."""
    with transaction.atomic():
        mine = Q(pk=erasure.contribution_id)
        supporter = Contribution.objects.get(mine).supporter
        theirs = Q(supporter=supporter, erased_at__isnull=False) if supporter else mine
        # In one order: others of this person are worked on at the same time.
        erased = list(Contribution.objects.select_for_update().filter(theirs).order_by("id"))
        if not erased:
            return True  # Somebody else has done it meanwhile.
        steps = Erasure.objects.filter(contribution__in=erased)
        if supporter and steps.filter(ended_at__isnull=True).exists():
            return False
        if supporter and not _is_told(supporter, erased[0], steps):
            return False
        _blank(erased, supporter)
    return True


def _is_told(supporter: Supporter, contribution: Contribution, steps: QuerySet[Erasure]) -> bool:
    """Return whether the last letter has been sent, or can wait no longer; write it where there is none."""
    newest = steps.filter(cause__in=ASKED).order_by("asked_at").last()
    if newest is None:
        return True  # They were told before the copy was made that was restored.
    about = f"{supporter.public_id}:{newest.asked_at.isoformat()}"
    notices.write(contribution, Letter.Kind.FORGOTTEN, about, supporter=supporter)
    letter = Letter.objects.get(dedupe_key=f"{Letter.Kind.FORGOTTEN}:{about}")
    return letter.status != Letter.Status.DUE or letter.created_at + TELL_WITHIN < timezone.now()


def _blank(contributions: list[Contribution], supporter: Supporter | None) -> None:
    """Take everything personal away; the caller holds the locks of the contributions."""
    numbers = [one.pk for one in contributions]
    changes = AddressChange.objects.filter(contribution__in=numbers)
    people = {number for pair in changes.values_list("wanted", "former") for number in pair}
    changes.delete()
    Letter.objects.filter(contribution__in=numbers).delete()
    Course.objects.filter(contribution__in=numbers).delete()
    for one in contributions:
        one.card_changes.all().delete()
    Contribution.objects.filter(pk__in=numbers).update(
        supporter=None, from_path="", language=settings.LANGUAGE_CODE, card_ends_on=None
    )
    Erasure.objects.filter(contribution__in=numbers).update(blanked_at=timezone.now())
    if supporter is not None:
        _drop(supporter)
    for other in Supporter.objects.filter(pk__in=people).order_by("pk"):
        if not AddressChange.objects.filter(Q(wanted=other) | Q(former=other)).exists():
            _drop(other)


def _drop(supporter: Supporter) -> None:
    """Delete an email address that nothing is given from; whoever is about to name it waits."""
    Supporter.objects.select_for_update().filter(pk=supporter.pk).first()
    if supporter.contributions.exists():
        return
    AddressChange.objects.filter(Q(wanted=supporter) | Q(former=supporter)).delete()
    Letter.objects.filter(supporter=supporter).delete()
    LinkRequest.objects.filter(email_hash=supporter.email_hash).delete()
    supporter.delete()


def _redact(erasure: Erasure) -> None:
    """Have what the processor keeps redacted, as soon as it can; a person hears what to do by hand."""
    mine = Erasure.objects.filter(pk=erasure.pk)
    traces = _traces(erasure.contribution)
    due = erasure.asked_at + REDACT_AFTER
    if not (traces.pages or traces.customer_id):
        mine.update(is_done=True)
    elif timezone.now() < due:
        mine.update(next_at=due, attempts=0)
    elif _is_redacted(erasure, traces):
        mine.update(is_done=True)
    else:
        mine.update(next_at=next_try(erasure.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))


def _is_redacted(erasure: Erasure, traces: gateway.Traces) -> bool:
    """Return whether it is redacted, or a person was told; raises `GatewayError`."""
    contribution = erasure.contribution
    try:
        if not erasure.redaction_id:
            erasure.redaction_id = gateway.begin_redaction(traces, key=str(contribution.public_id))
            erasure.save(update_fields=["redaction_id"])
        standing = gateway.go_on_redacting(erasure.redaction_id)
    except gateway.GatewayError as error:
        if not error.is_final and erasure.attempts < REDACT_ATTEMPTS:
            raise
        standing = "failed"
    if standing in ("failed", "canceled", "canceling"):
        about = contribution.session_id or contribution.subscription_id or ""
        numbers = [*traces.pages, traces.subscription_id, traces.customer_id]
        note = ", ".join(name for name in numbers if name)
        findings.list_once(Finding.Kind.TO_REDACT, about, note, contribution=contribution)
        return True
    return standing == "succeeded"
