"""Adoption: contributions are made of what carries our mark at the processor and is not in the books."""

import datetime
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from donations import gateway, links
from donations.ledger import tombstones
from donations.ledger.homes import is_possible
from donations.ledger.reconciliation import Report, walk_money
from donations.ledger.synchronization import sync
from donations.models import Contribution, Finding
from newsroom.core import audit


def adopt(since: datetime.datetime, *, unmarked: bool = False) -> Report:
    """Bring everything into the books that was agreed to with us since then; return what was done.

    Only people ask for it, after an older copy of the books was restored: a rehearsal on the same account
    must not take what is not its own. `unmarked`: also what is older than our marks. Pages that the copy does
    not know can be paid no more, and links that were sent until now are old. Raises `GatewayError`.
    """
    marks = {settings.INSTALLATION_ID} | ({""} if unmarked else set())
    report = Report()
    for one in gateway.open_pages(since):
        if one.site in marks and not _is_ours(one):
            report.attempt("closed", one.provider_id, partial(_close, one.provider_id))
    for one in gateway.agreed(since):
        if one.site in marks:
            report.attempt("adopted", one.provider_id, partial(_adopt, one))
    # The copy can be older than what a nightly run walks.
    walk_money(report, since)
    report.counts["links"] = links.make_all_old()
    return report


def _is_ours(page: gateway.Marked) -> bool:
    """Return whether the books know this page, or will find it by the key of its attempt."""
    known = Contribution.objects.filter(session_id=page.provider_id)
    waits = Contribution.objects.referred_to(page.reference).filter(status=Contribution.Status.PENDING)
    return known.exists() or waits.exists()


def _close(session_id: str) -> None:
    """Let nothing be paid on a page that was shown before the restore; one just paid is adopted."""
    try:
        gateway.close_checkout(session_id)
    except gateway.GatewayError as error:
        if not error.is_final:
            raise


def _adopt(one: gateway.Marked) -> None:
    """Make the contribution that this page names, where it is missing, and sync the page.

    Of one whose supporter was forgotten since, only the money comes back.
    """
    if not Contribution.objects.referred_to(one.reference).exists():
        _make(one, gateway.fetch(one.kind, one.provider_id))
    sync(one.kind, one.provider_id)
    with transaction.atomic():
        _settle_findings(one.reference)


@transaction.atomic
def _make(one: gateway.Marked, snapshot: gateway.Snapshot) -> None:
    if not (snapshot.is_agreed and is_possible(snapshot)):
        return
    try:
        public_id = UUID(one.reference)
    except ValueError:
        return
    begun = min((fact.paid_at for fact in snapshot.payments), default=timezone.now())
    is_ours = snapshot.locale in dict(settings.LANGUAGES)
    made, _is_new = Contribution.objects.get_or_create(
        public_id=public_id,
        defaults={
            "form_token": uuid4(),
            "interval": snapshot.interval,
            "amount": snapshot.amount,
            "currency": snapshot.currency,
            "attempt": snapshot.attempt,
            "language": snapshot.locale if is_ours else settings.LANGUAGE_CODE,
            "expires_at": begun,
            "created_at": begun,
        },
    )
    tombstones.mark_known(made)


def _settle_findings(reference: str) -> None:
    """Settle the findings about money that has its contribution now."""
    payments = Contribution.objects.referred_to(reference).values("payments__provider_payment_id")
    orphans = Finding.objects.filter(
        kind=Finding.Kind.ORPHAN, provider_id__in=payments, settled_at__isnull=True
    )
    for finding in orphans.select_for_update():
        finding.settled_at = timezone.now()
        finding.settled_how = Finding.Settled.HERE
        finding.save(update_fields=["settled_at", "settled_how"])
        audit.record(act="finding.settle", by=None, on=finding, what="adopted")
