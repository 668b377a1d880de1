"""Wishes about a recurring contribution: written first, granted by the worker at the processor.

One wanted course for each contribution; the last wish counts. The books change by `sync` alone.
"""

import datetime
import logging
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from donations import gateway
from donations.ledger import findings, tombstones
from donations.ledger.bell import ring
from donations.ledger.synchronization import sync
from donations.models import Contribution, Course, Finding
from newsroom.core import locks
from newsroom.core.queue import claim, next_try

logger = logging.getLogger(__name__)
S = Contribution.Status
Wanted = Course.Wanted
LEASE = datetime.timedelta(minutes=2)
FIRST_WAIT = datetime.timedelta(seconds=10)
LONGEST_WAIT = datetime.timedelta(hours=1)
# So often a wish is asked for that is refused: what it was made of can have changed meanwhile.
FINAL_ATTEMPTS = 2
# How long an ending can be undone without a new card.
UNDO = datetime.timedelta(days=7)
# The processor ends nothing at a moment that has passed.
SOONEST = datetime.timedelta(hours=1)
# What still can be changed: the processor may collect for it some day.
CHANGEABLE = frozenset({S.PROCESSING, S.ACTIVE, S.PAST_DUE, S.PAUSED})


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to become of a contribution; `amount`, in minor units, where another one is wanted."""

    wanted: Wanted
    until: datetime.datetime | None = None
    amount: int | None = None


def present_course(contribution: Contribution) -> Wish:
    """Return the course that the processor is on, as the books know it."""
    if contribution.status == S.CANCELLED:
        return Wish(wanted=Wanted.END, until=contribution.ends_at)
    if contribution.status == S.PAUSED:
        return Wish(wanted=Wanted.PAUSE, until=contribution.resumes_at)
    return Wish(wanted=Wanted.RUN)


def wanted_course(contribution: Contribution) -> Course | None:
    """Return the wish that is not granted yet, if there is one."""
    course: Course | None = getattr(contribution, "course", None)
    return None if course is None or course.is_granted else course


def heading(contribution: Contribution) -> Wanted:
    """Return where a contribution is going: what is wanted of it, or else what it does."""
    pending = wanted_course(contribution)
    return Wanted(pending.wanted) if pending else present_course(contribution).wanted


def can_change(contribution: Contribution) -> bool:
    """Return whether there is something that can be ended, paused or changed."""
    is_known = bool(contribution.subscription_id) and not contribution.erased_at
    return is_known and contribution.status in CHANGEABLE


def can_undo(contribution: Contribution) -> bool:
    """Return whether an ending can still be taken back at the processor."""
    ends_at, is_over = contribution.ends_at, bool(contribution.ended_at or contribution.erased_at)
    return contribution.status == S.CANCELLED and not is_over and bool(ends_at and ends_at > timezone.now())


def goes_on(contribution: Contribution) -> bool:
    """Return whether it is collected regularly, and nobody wants it to pause or end."""
    is_collected = contribution.status in (S.ACTIVE, S.PAST_DUE) and not contribution.ends_at
    return is_collected and can_change(contribution) and heading(contribution) == Wanted.RUN


@transaction.atomic
def want(contribution: Contribution, wish: Wish, *, by: str) -> Course:
    """Write down what is wanted, which replaces every wish before it, and wake the worker.

    Raises `Forgotten`.
    """
    tombstones.lock_living(contribution)
    course = Course.objects.filter(contribution=contribution).first() or Course(
        contribution=contribution, number=0
    )
    course.wanted, course.until_at, course.amount = wish.wanted, wish.until, wish.amount
    course.by, course.asked_at = by, timezone.now()
    course.number, course.attempts, course.next_at = course.number + 1, 0, timezone.now()
    course.save()
    ring()
    return course


def carry_out(limit: int = 50) -> int:
    """Grant the wishes that are due, the oldest first, and return how many were tried."""
    tried = 0
    waiting = Course.objects.select_related("contribution").filter(number__gt=F("done_number"))
    while tried < limit and (course := claim(waiting, LEASE)):
        _grant_alone(course)
        tried += 1
    return tried


def _grant_alone(course: Course) -> None:
    """Grant the newest wish of a contribution, one at a time: a slow worker must not win over a newer wish.

    Whoever waits longer than the lease holds the lock all the same, and ends it with its connection.
    """
    with locks.alone(f"donations.course.{course.pk}") as is_alone:
        if not is_alone:
            Course.objects.filter(pk=course.pk).update(next_at=timezone.now() + FIRST_WAIT)
            return
        course.refresh_from_db(
            fields=["wanted", "until_at", "amount", "by", "asked_at", "number", "done_number"]
        )
        if course.number > course.done_number:
            _grant(course)


def _grant(course: Course) -> None:
    """Ask the processor for one wish, and look whether it was granted; a failure is tried again later."""
    contribution = course.contribution
    mine = Course.objects.filter(pk=course.pk, number=course.number)
    try:
        _ask(course, contribution.subscription_id or "")
    except gateway.GatewayError as error:
        if not error.is_final or course.attempts < FINAL_ATTEMPTS:
            logger.warning("wish %s was not granted yet: %s", course.pk, error)
            mine.update(next_at=next_try(course.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
            return
        if mine.exists():
            _refused(course, str(error))
    mine.update(done_number=course.number)


def _ask(course: Course, subscription_id: str) -> None:
    sync(gateway.Kind.SUBSCRIPTION, subscription_id)
    contribution = Contribution.objects.get(pk=course.contribution_id)
    until = course.until_at
    if course.wanted == Wanted.PAUSE and until and until <= timezone.now():
        # It was to go on by now.
        course.wanted, until = Wanted.RUN, None
    if course.wanted == Wanted.END and until:
        # An ending that could not be granted for days is one all the same.
        until = max(until, timezone.now() + SOONEST)
    # Where a wish was overtaken that was not granted, the processor has to know of this one: after a restore
    # the other can wait here again.
    is_only_one = course.number == course.done_number + 1
    is_so = present_course(contribution) == Wish(wanted=Wanted(course.wanted), until=until)
    if not (is_so and is_only_one):
        gateway.set_course(subscription_id, wanted=course.wanted, until=until, wished_at=course.asked_at)
    if course.amount and course.amount != contribution.amount:
        gateway.set_amount(subscription_id, amount=course.amount, wished_at=course.asked_at)
    sync(gateway.Kind.SUBSCRIPTION, subscription_id)


def _refused(course: Course, reason: str) -> None:
    """List a wish that the processor will never grant, unless it wanted what is so already."""
    contribution = Contribution.objects.get(pk=course.contribution_id)
    if course.wanted == Wanted.END and contribution.status in (S.CANCELLED, S.LAPSED):
        return
    about = contribution.subscription_id or ""
    note = f"wanted: {course.get_wanted_display()}; the processor says {reason}"
    findings.list_once(
        Finding.Kind.REFUSED, about, note, contribution=contribution, mark=f"wish {course.number}"
    )
