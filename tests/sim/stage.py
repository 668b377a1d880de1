"""Environment of one run: clock, random numbers, database, processor, mail server, and patches."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import UUID

import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from donations import ledger
from donations.gateway import client as gateway_client
from donations.ledger import adopting, tombstones
from donations.models import AddressChange, CardChange, Contribution, Supporter
from donations.views import pages
from newsroom.core import crypto, mail
from tests.sim import books, server
from tests.sim.backend import Backends
from tests.sim.forgettings import Forgettings
from tests.sim.hub import Hub
from tests.sim.mail import Mail, MailServer
from tests.sim.processor import InProcess, Processor, make_client
from tests.sim.wishes import Standing, Wishes

# A quiet Monday; every run begins here.
BEGIN = 1_795_435_200.0
# Who acts at the desk; the audit log, which nobody can empty, names them.
DESK_USER = 1
USER = """INSERT INTO core_user (id, username, password, first_name, last_name, email, language,
    is_superuser, is_staff, is_active, date_joined)
    VALUES (%s, 'fundraiser', '', '', '', '', 'en', true, true, true, now()) ON CONFLICT DO NOTHING"""


class Stage:
    """Everything that belongs to one run."""

    def __init__(self, seed: int, backends: Backends, clock: time_machine.Traveller) -> None:
        self.random = Random(seed)
        self.backends, self.clock = backends, clock
        self.is_quiet = False
        # The forms that people sent: token and last choice.
        self.forms: dict[UUID, Any] = {}
        # What is wanted of each contribution, and the subscriptions that somebody changed elsewhere.
        self.wishes = Wishes()
        self.touched: set[str] = set()
        # Granted wishes before an older copy of the books was restored, which knows less of them.
        self.stood: list[Standing] = []
        # Subscriptions to which somebody gave an end there: it is followed, whatever is wished here.
        self.ends_there: set[str] = set()
        self.forgettings = Forgettings(self)
        # Refunds that the desk asked for, by the token of their form: payment and amount.
        self.refunds: dict[str, tuple[str, int]] = {}
        # Keys that sealed what an older copy of the books still holds.
        self.retired_keys: list[str] = []
        # What happened: who did what how often.
        self.acts: Counter[str] = Counter()
        # How often the nightly reconcile ran to its end without a failure.
        self.rounds = 0
        self.hub = backends.hub = Hub(Random(self.random.random()), backends)
        self.processor = Processor(self.hub, Random(self.random.random()))
        self.mail = MailServer(self.hub, backends, Random(self.random.random()))
        self.mail.may_move = lambda: bool(self.acts["supporter: email"])
        self.mail.may_be_gone = lambda: bool(self.forgettings.asked)
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
    backends.eye.execute(USER, [DESK_USER])
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        clock = stack.enter_context(time_machine.travel(BEGIN, tick=False))
        stage = Stage(seed, backends, clock)
        for model in (Contribution, Supporter, AddressChange, CardChange):
            field = model._meta.get_field("public_id")
            stack.enter_context(mock.patch.object(field, "_get_default", stage.uuid))
        for module in (adopting, tombstones):
            stack.enter_context(mock.patch.object(module, "uuid4", stage.uuid))
        nonces = SimpleNamespace(urandom=stage.random.randbytes)
        stack.enter_context(mock.patch.object(crypto, "os", nonces))
        # Card testing has tests of its own, with many more seconds than a run has.
        stack.enter_context(mock.patch.object(ledger, "admit"))
        journal = str(Path(folder, "journal.jsonl"))
        for name, value in (("JOURNAL_FILE", journal), ("SEALING_KEYS", settings.SEALING_KEYS)):
            stack.enter_context(mock.patch.object(settings, name, value))
        stack.enter_context(mock.patch.object(gateway_client, "make_client", make_client))
        # The words of letters and pages have tests of their own.
        stack.enter_context(mock.patch.object(pages, "render", _rendered))
        stack.enter_context(mock.patch.object(mail, "render_to_string", lambda name, context: name))
        stack.enter_context(mock.patch.object(settings, "EMAIL_BACKEND", "tests.sim.mail.Mail"))
        try:
            yield stage
        finally:
            stage.hub.drop_all()
