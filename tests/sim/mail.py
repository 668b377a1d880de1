"""Fake mail server that records what it accepted, and dies before or after it said so."""

from __future__ import annotations

import hashlib
import smtplib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from random import Random
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

if TYPE_CHECKING:
    from tests.sim.backend import Backends
    from tests.sim.hub import Hub


class MailServer:
    """Accepted emails, by Message-ID."""

    def __init__(self, hub: Hub, backends: Backends, random: Random) -> None:
        self.hub, self.backends, self.random = hub, backends, random
        self.accepted: Counter[str] = Counter()
        self.to: dict[str, str] = {}
        self.fault_rate = 0.0
        # Whether an address of letters was changed in this run.
        self.may_move: Callable[[], bool] = lambda: False
        # Whether a letter can be deleted while it goes out: with whoever is being forgotten.
        self.may_be_gone: Callable[[], bool] = lambda: False

    def take(self, message: EmailMessage) -> None:
        """Accept an email, or be away before or after that."""
        from tests.sim.hub import Violation

        name = message.extra_headers["Message-ID"]
        self.hub.point(f"mail {name}")
        is_bad = self.random.random() < self.fault_rate
        if is_bad and self.random.random() < 0.5:
            raise smtplib.SMTPServerDisconnected("away before")
        if name not in self.committed() and not self.may_be_gone():
            raise Violation(f"mail for a letter that is not committed: {message.subject}")
        # Whose letters they are can change between two copies, only by a link and its confirmation.
        if self.to.setdefault(name, message.to[0]) != message.to[0] and not self.may_move():
            raise Violation(f"copies of {name} went to two addresses")
        self.accepted[name] += 1
        self.hub.log(f"mail accepted {name}")
        self.hub.point("mail was accepted")
        if is_bad:
            self.hub.interruptions += 1
            raise smtplib.SMTPServerDisconnected("away after")

    def is_to(self, name: str, emails: Collection[str]) -> bool:
        """Return whether this went to one of these addresses, or to whom cannot be said for sure."""
        return self.to[name].lower() in emails or (bool(emails) and self.may_move())

    def committed(self, status: str = "%") -> set[str]:
        """Return the Message-IDs of the letters that are in the books, or of those in a status."""
        sql = "SELECT dedupe_key FROM donations_letter WHERE status LIKE %s"
        rows = self.backends.eye.execute(sql, [status]).fetchall()
        return {f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@testserver>" for (key,) in rows}


class Mail(BaseEmailBackend):
    """Django email backend of the simulation."""

    server: MailServer

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            self.server.take(message)
        return len(email_messages)
