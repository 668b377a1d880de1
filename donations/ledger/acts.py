"""Acts of fundraisers on the ledger: sync again, settle a finding, change a course, send letters.

Nothing here changes an amount or a status by hand: what is wanted of a contribution is written down, and the
worker asks the processor for it. Each act writes its audit entry.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from donations import gateway
from donations.ledger import addresses, notices, tombstones, wishes
from donations.ledger.synchronization import sync_contribution
from donations.models import By, Contribution, Finding, Letter, Payment, Supporter
from donations.money import with_code
from newsroom.core import acts, audit, crypto, mail
from newsroom.core.models import User

MANAGE = "donations.manage_contribution"


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
def settle(*, finding: Finding, how: str, by: User) -> bool:
    """Record how a person has dealt with a finding; False when it was settled before."""
    if not by.has_perm("donations.change_finding"):
        raise acts.NotAllowed
    waiting = Finding.objects.filter(pk=finding.pk, settled_at__isnull=True)
    settled = waiting.update(settled_at=timezone.now(), settled_how=how)
    if settled:
        audit.record(act="finding.settle", by=by, on=finding, what=finding.kind, how=how)
    return settled == 1


@transaction.atomic
def send_again(*, letter: Letter, by: User) -> bool:
    """Make a failed letter due now, with all its attempts; False for any other; raises `Forgotten`."""
    tombstones.lock_living(letter.contribution)
    failed = Letter.objects.filter(pk=letter.pk, status=Letter.Status.FAILED)
    again = failed.update(status=Letter.Status.DUE, attempts=0, next_at=timezone.now())
    if again:
        audit.record(act="letter.send_again", by=by, on=letter, kind=letter.kind)
    return again == 1


@transaction.atomic
def change_course(*, contribution: Contribution, act: str, values: dict[str, Any], by: User) -> None:
    """Ask for an end, a pause, another amount, or that it goes on; the worker does it, a letter tells."""
    _require_right(by)
    asked: dict[str, object] = {}
    if act == "end":
        wishes.end(contribution, by=By.DESK)
    elif act == "pause":
        asked["months"] = int(values["months"])
        wishes.pause(contribution, int(values["months"]), by=By.DESK)
    elif act == "amount":
        asked["amount"] = with_code(values["amount"], contribution.currency)
        wishes.change_amount(contribution, values["amount"], by=By.DESK)
    else:
        wishes.go_on(contribution, by=By.DESK)
    audit.record(act=f"contribution.{act}", by=by, on=contribution, **asked)


@transaction.atomic
def send_receipt(*, payment: Payment, by: User) -> bool:
    """Have the receipt of a payment sent again, in ten minutes at most once; False when it is due already.

    Raises `Forgotten`, as whatever writes to a supporter.
    """
    _require_right(by)
    tombstones.lock_living(payment.contribution)
    about = f"{payment.provider_payment_id}:again:{addresses.present_period()}"
    is_new = notices.write(payment.contribution, Letter.Kind.RECEIPT, about, payment=payment)
    if is_new:
        audit.record(act="payment.send_receipt", by=by, on=payment)
    return is_new


@transaction.atomic
def send_manage_link(*, contribution: Contribution, by: User) -> bool:
    """Have the link to the supporter's own page sent to them, in ten minutes at most once."""
    _require_right(by)
    is_new = addresses.send_link(contribution)
    if is_new:
        audit.record(act="contribution.send_link", by=by, on=contribution)
    return is_new


@transaction.atomic
def find_supporter(*, email: str, reason: str, by: User) -> Supporter | None:
    """Return whose email address this is, by its keyed hash; who looked and why is written down."""
    if not by.has_perm("donations.view_email"):
        raise acts.NotAllowed
    kept = mail.canonical_or_typed(email)
    found = Supporter.objects.filter(email_hash=crypto.lookup_hash(kept.lower())).first()
    audit.record(act="supporter.search", by=by, on=found or by, reason=reason, is_found=found is not None)
    return found


def _require_right(by: User) -> None:
    if not by.has_perm(MANAGE):
        raise acts.NotAllowed
