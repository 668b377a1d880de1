"""Marks of contributions whose supporter is to be forgotten: what no sync, event or wish may undo."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.ledger.bell import ring
from donations.models import Contribution, Erasure, Letter
from newsroom.core import acts, journal


class Forgotten(acts.Refused):
    """Refusal because the supporter asked to be forgotten: nothing can be wanted of it any more."""

    def __init__(self) -> None:
        super().__init__(_("This person is being forgotten: nothing can be changed any more."))


def lock_living(contribution: Contribution) -> Contribution:
    """Return the contribution under its lock; raises `Forgotten`."""
    locked = Contribution.objects.select_for_update(no_key=True).get(pk=contribution.pk)
    if locked.erased_at:
        raise Forgotten
    return locked


def enter(contributions: Iterable[Contribution], cause: Erasure.Cause) -> None:
    """Enter them in the journal and mark them, in the caller's transaction; raises `CannotWrite`."""
    found = list(contributions)
    journal.write(journal.FORGOTTEN, [str(one.public_id) for one in found])
    for one in found:
        mark(one, cause)


def mark(contribution: Contribution, cause: Erasure.Cause) -> None:
    """Mark a contribution, whose lock the caller holds; the worker does what is to be done.

    Links to it are void from now on, and what its form is sent for again is another contribution.
    """
    now = timezone.now()
    contribution.erased_at = contribution.erased_at or now
    contribution.form_token = uuid4()
    Contribution.objects.filter(pk=contribution.pk).update(
        erased_at=contribution.erased_at,
        form_token=contribution.form_token,
        link_version=F("link_version") + 1,
    )
    Erasure.objects.get_or_create(
        contribution=contribution, defaults={"cause": cause, "asked_at": now, "next_at": now}
    )
    contribution.letters.filter(status=Letter.Status.DUE).exclude(kind=Letter.Kind.RECEIPT).delete()
    ring()


def mark_known(contribution: Contribution) -> None:
    """Mark a contribution that the journal names, such as one that was made anew after a restore."""
    if not contribution.erased_at and is_in_journal(contribution.public_id):
        mark(contribution, Erasure.Cause.JOURNAL)


def is_in_journal(public_id: UUID) -> bool:
    return journal.at_of(journal.FORGOTTEN, str(public_id)) is not None
