"""Faulty twins of what follows a wish of a supporter."""

from __future__ import annotations

import datetime
from contextlib import suppress
from typing import Any

from donations import gateway
from donations.gateway import client as gateway_client
from donations.gateway import course
from donations.ledger import courses
from donations.models import Course

real_set_course, real_collect = gateway.set_course, course.collect


def set_course_in_part(
    subscription_id: str, *, wanted: str, until: datetime.datetime | None, wished_at: datetime.datetime
) -> bool:
    """End at a moment, and let what comes before that be collected."""
    if wanted != "end" or until is None:
        return real_set_course(subscription_id, wanted=wanted, until=until, wished_at=wished_at)
    params: Any = {"cancel_at": int(until.timestamp()), "proration_behavior": "none"}
    gateway_client.ask(lambda client: client.v1.subscriptions.update(subscription_id, params))
    return True


def grant_without_looking(wish: Course) -> None:
    """Take a wish for granted, whatever the processor answered."""
    with suppress(gateway.GatewayError):
        courses._ask(wish, wish.contribution.subscription_id or "")
    Course.objects.filter(pk=wish.pk, number=wish.number).update(done_number=wish.number)


def grant_as_read(course: Course) -> None:
    """Grant the wish as it was when it was claimed, while others may grant a newer one."""
    courses._grant(course)


def collect_never_again(client: Any, subscription_id: str, *, is_on: bool) -> None:
    if not is_on:
        real_collect(client, subscription_id, is_on=False)


def always_sure(field: Any, value: Any) -> str:
    return "yes"
