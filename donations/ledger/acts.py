"""Acts of fundraisers on the ledger: sync again, settle a finding, send a letter again.

Nothing here changes an amount or a status by hand. Each act writes its audit entry.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from donations import gateway
from donations.ledger.synchronization import sync_contribution
from donations.models import Contribution, Finding, Letter
from newsroom.core import audit
from newsroom.core.models import User


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Result of a sync: the status before and after, and how many payments are new.

    `is_away` when the processor did not answer; then nothing was changed.
    """

    before: str
    after: str
    new_payments: int
    is_away: bool = False


def ask_again(*, contribution: Contribution, by: User) -> Answer:
    """Sync a contribution with the processor and return what that changed."""
    before, paid = contribution.status, contribution.payments.count()
    is_away = False
    try:
        sync_contribution(contribution)
    except gateway.GatewayError:
        is_away = True
    contribution.refresh_from_db()
    answer = Answer(
        before=before,
        after=contribution.status,
        new_payments=contribution.payments.count() - paid,
        is_away=is_away,
    )
    audit.record(act="contribution.ask", by=by, on=contribution, **vars(answer))
    return answer


@transaction.atomic
def settle(*, finding: Finding, by: User) -> bool:
    """Record that a person has dealt with a finding; False when it was settled before."""
    settled = Finding.objects.filter(pk=finding.pk, settled_at__isnull=True).update(settled_at=timezone.now())
    if settled:
        audit.record(act="finding.settle", by=by, on=finding, what=finding.kind)
    return settled == 1


@transaction.atomic
def send_again(*, letter: Letter, by: User) -> bool:
    """Make a failed letter due now, with all its attempts; False for any other letter."""
    failed = Letter.objects.filter(pk=letter.pk, status=Letter.Status.FAILED)
    again = failed.update(status=Letter.Status.DUE, attempts=0, next_at=timezone.now())
    if again:
        audit.record(act="letter.send_again", by=by, on=letter, kind=letter.kind)
    return again == 1
