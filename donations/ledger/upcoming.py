"""Letters about what is to come: an annual payment, and a card that ends before the next payment."""

import datetime

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils import timezone

from donations.ledger import notices
from donations.models import Contribution, Letter

S = Contribution.Status
# Long enough to change one's mind, short enough to remember.
BEFORE_RENEWAL = datetime.timedelta(days=14)
BEFORE_CARD_ENDS = datetime.timedelta(days=21)


def tell_upcoming() -> None:
    """Write the letters that are due before a payment; once for each payment, however often this runs."""
    now = timezone.now()
    running = Contribution.objects.filter(status=S.ACTIVE, ends_at__isnull=True, supporter__isnull=False)
    annual = running.filter(
        interval=Contribution.Interval.YEAR, next_at__gt=now, next_at__lte=now + BEFORE_RENEWAL
    )
    _tell(annual.values_list("pk", flat=True), Letter.Kind.RENEWS_SOON)
    ending = running.filter(next_at__gt=now, next_at__lte=now + BEFORE_CARD_ENDS).annotate(
        next_on=TruncDate("next_at")
    )
    _tell(ending.filter(card_ends_on__lt=F("next_on")).values_list("pk", flat=True), Letter.Kind.CARD_ENDS)


def _tell(numbers: "models.QuerySet[Contribution, int]", kind: Letter.Kind) -> None:
    for number in numbers.iterator():
        with transaction.atomic():
            contribution = Contribution.objects.select_for_update(no_key=True).get(pk=number)
            if contribution.status != S.ACTIVE or contribution.next_at is None:
                continue  # It was changed since the list was made.
            about = f"{contribution.public_id}:{contribution.next_at:%Y-%m-%d}"
            next_at, ends_on = contribution.next_at, contribution.card_ends_on
            card_ends = ends_on is not None and ends_on < next_at.date()
            notices.write(contribution, kind, about, next_at=next_at.isoformat(), card_ends=card_ends)
