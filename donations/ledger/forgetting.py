"""Forgetting of a person, as it is asked for: a letter first, or somebody at the desk with a reason.

It covers every contribution of an email address at that moment. Who gives again later is somebody new.
"""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from donations.ledger import addresses, notices, tombstones
from donations.models import Contribution, Erasure, Letter, Supporter
from newsroom.core import acts, audit
from newsroom.core.models import User

RIGHT = "donations.forget_supporter"
# So long the link in the letter is good for.
CONFIRM_WITHIN = datetime.timedelta(days=3)


@transaction.atomic
def ask_to_forget(contribution: Contribution) -> None:
    """Write the letter whose link has a person forgotten, to their own address alone; in ten minutes once."""
    locked = tombstones.lock_living(contribution)
    if locked.supporter is None:
        raise ValueError("nobody to write to yet")
    about = f"{locked.supporter.public_id}:{addresses.present_period()}"
    notices.write(
        locked,
        Letter.Kind.FORGET,
        about,
        supporter=locked.supporter,
        asked_at=timezone.now().isoformat(),
        until=(timezone.now() + CONFIRM_WITHIN).isoformat(),
    )


def find_forgettable(public_id: UUID, asked_at: datetime.datetime) -> Supporter | None:
    """Return whom a link of that moment can have forgotten: nobody after three days, or once it is done.

    What was given after the letter does not make its link good once more.
    """
    if asked_at + CONFIRM_WITHIN < timezone.now():
        return None
    known = Supporter.objects.filter(
        public_id=public_id, contributions__erased_at=None, contributions__created_at__lte=asked_at
    )
    return known.distinct().first()


def is_forgotten(public_id: UUID) -> bool:
    """Return whether nothing is left that was given by whoever had this id."""
    return not Supporter.objects.filter(public_id=public_id, contributions__erased_at=None).exists()


def count_of(supporter: Supporter) -> int:
    """Return how many contributions would be forgotten with this person."""
    return supporter.contributions.filter(erased_at__isnull=True).count()


@transaction.atomic
def forget(supporter: Supporter, *, cause: Erasure.Cause = Erasure.Cause.SUPPORTER) -> int:
    """Have a person forgotten, and return with how many contributions; raises `CannotWrite`."""
    theirs = Contribution.objects.select_for_update().filter(supporter=supporter, erased_at__isnull=True)
    found = list(theirs.order_by("id"))
    tombstones.enter(found, cause)
    return len(found)


@transaction.atomic
def forget_person(*, contribution: Contribution, reason: str, by: User) -> int:
    """Have the person behind a contribution forgotten for somebody at the desk; raises `CannotWrite`.

    `reason` is a word of a list, since what is written down here stays for ever.
    """
    if not by.has_perm(RIGHT):
        raise acts.NotAllowed
    locked = tombstones.lock_living(contribution)
    if locked.supporter is None:
        raise acts.Refused("")
    count = forget(locked.supporter, cause=Erasure.Cause.DESK)
    audit.record(act="contribution.forget", by=by, on=contribution, reason=reason, contributions=count)
    return count
