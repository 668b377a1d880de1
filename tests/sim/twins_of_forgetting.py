"""Faulty twins of what follows when somebody is to be forgotten, or a refund is ordered."""

from __future__ import annotations

import datetime
from contextlib import suppress
from itertools import count
from typing import Any
from unittest import mock
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from donations import gateway
from donations.gateway import client as gateway_client
from donations.gateway import refunds as refunds_at_processor
from donations.ledger import courses, notices, refunds, supporters, tombstones
from donations.models import Contribution, Course, RefundOrder, Supporter
from newsroom.core import mail
from newsroom.core.resealing import Place

real_order_refund, real_mark, real_write = refunds.order_refund, tombstones.mark, notices.write
real_forget = gateway.forget
numbers = count()


def know_whoever_pays(contribution: Contribution, snapshot: gateway.Snapshot) -> None:
    """Take the email address in, also of whoever is forgotten."""
    if snapshot.email.strip() and not contribution.supporter_id:
        email = mail.canonical_or_typed(snapshot.email)
        contribution.supporter = supporters.of_email(email, language=contribution.language)


def write_to_anybody(contribution: Contribution, *args: Any, **facts: Any) -> bool:
    """Write letters also about what is being forgotten."""
    with mock.patch.object(contribution, "erased_at", None):
        return real_write(contribution, *args, **facts)


def forget_once(traces: gateway.Traces) -> None:
    """Ask the processor to forget, and take silence for a yes."""
    with suppress(gateway.GatewayError):
        real_forget(traces)


def mark_with_its_form(contribution: Contribution, cause: Any) -> None:
    """Mark it and leave it its form, which finds it again when it is sent once more."""
    token = contribution.form_token
    real_mark(contribution, cause)
    Contribution.objects.filter(pk=contribution.pk).update(form_token=token)


def find_by_any_link(public_id: UUID, asked_at: datetime.datetime) -> Supporter | None:
    """Let a link have anything forgotten that is given from its address, whenever that was."""
    return Supporter.objects.filter(public_id=public_id, contributions__erased_at=None).first()


def forget_nothing_again(public_id: UUID) -> bool:
    return False


def order_each_time(**asked: Any) -> RefundOrder:
    """Make an order of its own of each request."""
    return real_order_refund(**(asked | {"token": UUID(int=next(numbers))}))


def refund_anew(payment_id: str, *, amount: int, reason: str, reference: str) -> str:
    """Ask for a refund without looking whether it was made, under a key of its own."""
    params: Any = {"payment_intent": payment_id, "amount": amount, "metadata": {"order": reference}}
    if reason in refunds_at_processor.REASONS:
        params["reason"] = refunds_at_processor.REASONS[reason]
    key: Any = {"idempotency_key": f"refund:{reference}:{next(numbers)}"}
    return gateway_client.ask(lambda client: client.v1.refunds.create(params, key).id)


@transaction.atomic
def want_under_the_same_number(contribution: Contribution, wish: courses.Wish, *, by: str) -> Course:
    """Write a wish over the one that waits, whose number it keeps: what is granted looks like the last."""
    tombstones.lock_living(contribution)
    course = Course.objects.filter(contribution=contribution).first() or Course(
        contribution=contribution, number=0
    )
    course.wanted, course.until_at, course.amount = wish.wanted, wish.until, wish.amount
    course.by, course.asked_at = by, timezone.now()
    course.number += course.number == course.done_number
    course.attempts, course.next_at = 0, timezone.now()
    course.save()
    return course


def all_but_supporters(places: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.model is not Supporter)
