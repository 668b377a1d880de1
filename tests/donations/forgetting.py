"""Somebody who wants to be forgotten: asks on their page, follows the letter, and is gone."""

import re

from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from donations.models import Erasure
from tests.answers import Answer
from tests.donations.managing import Holder, work

YES = {"sure": "yes", "end": "1"}


def ask(holder: Holder, sent: list[EmailMessage]) -> str:
    """Ask for the letter, and return the path of the link in the newest."""
    holder.ask("forget", sure="yes")
    bodies = "\n".join(str(mail.body) for mail in sent)
    return str(re.findall(r"/support/forget/[^/\s]+/", bodies)[-1])


def say_yes(path: str) -> Answer:
    return Client().post(path, YES)


def erase() -> None:
    """Let the worker do everything about it that it does within the hour."""
    for _ in range(4):
        Erasure.objects.filter(blanked_at__isnull=True).update(next_at=timezone.now())
        work()


def forget(holder: Holder, sent: list[EmailMessage]) -> None:
    """Do all of it."""
    assert say_yes(ask(holder, sent)).status_code == 303
    erase()
