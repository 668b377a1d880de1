"""Tidying, every night: what somebody wanted once and is over says something about them, and goes."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from donations.models import AddressChange, CardChange, Contribution, Letter, Supporter

KEPT = datetime.timedelta(days=30)
# Forms that led to nothing; the processor is not asked about them any more.
KEPT_FORMS = datetime.timedelta(days=90)
# By then a page whose answer was lost has ended, and reconciling has seen whether it was paid.
KEPT_WITHOUT_PAGE = datetime.timedelta(days=7)
ABOUT_ADDRESSES = (Letter.Kind.CONFIRM_ADDRESS, Letter.Kind.ADDRESS_CHANGED, Letter.Kind.FORGET)
S = Contribution.Status


def tidy() -> None:
    """Delete what is past its time; it may be stopped at any moment and run again."""
    old = timezone.now() - KEPT
    CardChange.objects.filter(asked_at__lt=old).exclude(status=CardChange.Status.OPEN).delete()
    Letter.objects.filter(kind__in=ABOUT_ADDRESSES, created_at__lt=old).delete()
    AddressChange.objects.filter(confirmed_at__lt=old).delete()
    for number in _unused().values_list("pk", flat=True):
        _delete(number)
    _empty_forms().delete()


def _unused() -> QuerySet[Supporter]:
    """Return the addresses that nothing is given from, no letter goes to, and no change names."""
    named = AddressChange.objects.filter(Q(wanted=OuterRef("pk")) | Q(former=OuterRef("pk")))
    return Supporter.objects.filter(~Exists(named), contributions__isnull=True, letters__isnull=True)


@transaction.atomic
def _delete(number: int) -> None:
    """Delete one address, unless somebody has named it meanwhile; whoever is about to waits."""
    Supporter.objects.select_for_update().filter(pk=number).first()
    _unused().filter(pk=number).delete()


def _empty_forms() -> QuerySet[Contribution]:
    """Return forms that were never paid, or never had a payment page, which nothing refers to."""
    now = timezone.now()
    without_page = Q(status=S.PENDING, session_id=None, expires_at__lt=now - KEPT_WITHOUT_PAGE)
    return Contribution.objects.filter(
        Q(status=S.EXPIRED, changed_at__lt=now - KEPT_FORMS) | without_page,
        supporter__isnull=True,
        payments__isnull=True,
        terms__isnull=True,
        letters__isnull=True,
        findings__isnull=True,
        erasure__isnull=True,
        course__isnull=True,
        card_changes__isnull=True,
        address_changes__isnull=True,
    )
