"""Deletion of email addresses to which nobody has said yes in time."""

from django.db import transaction
from django.utils import timezone

from donations.ledger.addresses import CONFIRM_WITHIN
from donations.models import AddressChange, Contribution, Letter, Supporter


def delete_unconfirmed() -> int:
    """Delete what was asked for and not confirmed in time, with its letter; return how many were found."""
    asked = AddressChange.objects.filter(
        confirmed_at__isnull=True, asked_at__lte=timezone.now() - CONFIRM_WITHIN
    )
    found = list(asked.order_by("id").values_list("pk", "contribution_id"))
    for number, contribution_id in found:
        with transaction.atomic():
            # As who says yes does: one of the two comes first.
            Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
            if change := asked.filter(pk=number).first():
                _delete(change)
    return len(found)


def _delete(change: AddressChange) -> None:
    wanted = Supporter.objects.select_for_update().get(pk=change.wanted_id)
    asking = Letter.objects.filter(kind=Letter.Kind.CONFIRM_ADDRESS, supporter=wanted)
    asking.filter(facts__change=str(change.public_id)).delete()
    change.delete()
    if not _is_known(wanted):
        wanted.delete()


def _is_known(supporter: Supporter) -> bool:
    """Return whether something else is about this address, such as what was given from it."""
    changes = AddressChange.objects.filter(wanted=supporter) | AddressChange.objects.filter(former=supporter)
    has_letters = Letter.objects.filter(supporter=supporter).exists()
    return supporter.contributions.exists() or has_letters or changes.exists()
