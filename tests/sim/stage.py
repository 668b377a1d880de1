"""Environment of one run: clock, random numbers, database, processor, mail server, and patches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import UUID

import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from donations.gateway import client as gateway_client
from donations.ledger import adopting
from donations.models import AddressChange, CardChange, Contribution, Supporter
from donations.views import pages
from newsroom.core import crypto, mail
from tests.sim import books, server
from tests.sim.backend import Backends
from tests.sim.hub import Hub
from tests.sim.mail import Mail, MailServer
from tests.sim.processor import InProcess, Processor, make_client

# A quiet Monday; every run begins here.
BEGIN = 1_795_435_200.0


@dataclass(frozen=True, kw_only=True)
class Wished:
    """What a supporter was told to have asked for last; a course, or another amount."""

    wanted: str = ""
    amount: int = 0


class Stage:
    """Everything that belongs to one run."""

    def __init__(self, seed: int, backends: Backends, clock: time_machine.Traveller) -> None:
        self.random = Random(seed)
        self.backends, self.clock = backends, clock
        self.is_quiet = False
        # The forms that people sent: token and last choice.
        self.forms: dict[UUID, Any] = {}
        # What each contribution's supporter wants, and the subscriptions that somebody changed elsewhere.
        self.wished: dict[int, Wished | None] = {}
        self.touched: set[str] = set()
        # Subscriptions to which somebody gave an end there: it is followed, whatever is wished here.
        self.ends_there: set[str] = set()
        # What happened: who did what how often.
        self.acts: Counter[str] = Counter()
        # How often the nightly reconcile ran to its end without a failure.
        self.rounds = 0
        self.hub = backends.hub = Hub(Random(self.random.random()), backends)
        self.processor = Processor(self.hub, Random(self.random.random()))
        self.mail = MailServer(self.hub, backends, Random(self.random.random()))
        self.mail.may_move = lambda: bool(self.acts["supporter: email"])
        InProcess.processor, Mail.server = self.processor, self.mail

    def note(self, who: str, what: str) -> None:
        """Count something that was done, and say so in the trace."""
        self.acts[f"{who}: {what}"] += 1
        self.hub.log(f"{who}: {what}")

    def pass_time(self, seconds: float) -> None:
        """Move the one clock, and do at the processor what is due then."""
        self.clock.shift(seconds)
        self.processor.pass_time()

    def uuid(self) -> UUID:
        """Return the next uuid of this seed."""
        return UUID(int=self.random.getrandbits(128), version=4)


def _rendered(request: HttpRequest, template: str, context: object, status: int) -> HttpResponse:
    return HttpResponse(template, status=status)


@contextmanager
def set_up(seed: int, backends: Backends) -> Iterator[Stage]:
    """Make the environment of a run, with empty tables, and clear it away afterwards."""
    server.reset(backends.eye, books.tables())
    with ExitStack() as stack:
        clock = stack.enter_context(time_machine.travel(BEGIN, tick=False))
        stage = Stage(seed, backends, clock)
        for model in (Contribution, Supporter, AddressChange, CardChange):
            field = model._meta.get_field("public_id")
            stack.enter_context(mock.patch.object(field, "_get_default", stage.uuid))
        stack.enter_context(mock.patch.object(adopting, "uuid4", stage.uuid))
        nonces = SimpleNamespace(urandom=stage.random.randbytes)
        stack.enter_context(mock.patch.object(crypto, "os", nonces))
        stack.enter_context(mock.patch.object(gateway_client, "make_client", make_client))
        # The words of letters and pages have tests of their own.
        stack.enter_context(mock.patch.object(pages, "render", _rendered))
        stack.enter_context(mock.patch.object(mail, "render_to_string", lambda name, context: name))
        stack.enter_context(mock.patch.object(settings, "EMAIL_BACKEND", "tests.sim.mail.Mail"))
        try:
            yield stage
        finally:
            stage.hub.drop_all()
