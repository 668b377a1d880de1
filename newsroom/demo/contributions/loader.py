"""Loader of the demo's contributions: the real gateway and ledger against the sandbox's clock."""

import datetime
import heapq
import itertools
from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from django.db import models, transaction
from django.utils import timezone

from donations import ledger, letters
from donations.models import Contribution, Finding, Letter, Payment, Supporter
from newsroom.demo.contributions import processor
from newsroom.demo.contributions.gifts import DAYS, Gift, gifts

Act = Callable[[], None]
S = Contribution.Status
ENDS = (S.LAPSED, S.CANCELLED, S.FAILED, S.EXPIRED, S.PAID)
NUMBERS = itertools.count()
# Days. A card that fails is tried for three, so nothing passes unseen.
LOOK_EVERY = 2
PAGE_LIVES = datetime.timedelta(hours=1)
STAMPS: tuple[tuple[type[models.Model], str], ...] = (
    (Contribution, "created_at"),
    (Contribution, "changed_at"),
    (Payment, "recorded_at"),
    (Supporter, "created_at"),
    (Finding, "found_at"),
    (Letter, "created_at"),
)
SENDING: tuple[tuple[type[models.Model], str], ...] = ((Letter, "next_at"), (Letter, "sent_at"))


class DiffersError(Exception):
    """Error raised when the ledger and the sandbox disagree about a payment."""


@transaction.atomic
def load(paths: Sequence[str] = ()) -> int:
    """Fill an empty ledger and return its number of payments; 0 where there are contributions already.

    `paths` are pages of the site that lead to contributions. The sandbox must not have been used. One
    transaction: a load that is killed leaves no row, and the next begins afresh with another sandbox.
    """
    if Contribution.objects.exists():
        return 0
    Days(paths).live()
    ours = {it.provider_payment_id: (it.amount, it.currency) for it in Payment.objects.all()}
    theirs = {name: fact[:2] for name, fact in processor.books().items()}
    if ours != theirs:
        raise DiffersError(f"{len(ours)} payments here, {len(theirs)} at the sandbox")
    return len(ours)


class Days:
    """Schedule of what happens in the demo's past, worked off in order of time."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.now = timezone.now()
        self.paths = list(paths) or [""]
        self.agenda: list[tuple[datetime.datetime, int, Act]] = []
        self.known: set[str] = set()
        # Contributions that may change without a payment: asked about each day until they have ended.
        self.unsure: set[int] = set()
        self.asked = 0

    def live(self) -> None:
        """Work off the whole schedule, up to now."""
        begin = self.now - datetime.timedelta(days=DAYS)
        processor.begin_at(begin)
        for gift in gifts(self.now):
            self.plan(gift.at, partial(self.give, gift))
        for day in range(0, DAYS, LOOK_EVERY):
            self.plan(begin + datetime.timedelta(days=day), self.look_after_unsure)
        self.plan(self.now, self.look_after_unsure)
        while self.agenda:
            at, _number, act = heapq.heappop(self.agenda)
            if at <= self.now:
                self.happen(at, act)
        processor.move_clock(timezone.now())
        self.take_in_lines()

    def plan(self, at: datetime.datetime, act: Act) -> None:
        """Schedule an act; acts of the same moment happen in the order in which they were scheduled."""
        heapq.heappush(self.agenda, (at, next(NUMBERS), act))

    def happen(self, at: datetime.datetime, act: Act) -> None:
        """Move the sandbox's clock to this moment, do the act, and date the rows that it wrote."""
        processor.move_clock(at)
        act()
        self.take_in_payments()
        if self.asked:
            self.date(at, STAMPS)
            while letters.send_due():
                pass
            self.date(at, SENDING)
        self.asked = 0

    def give(self, gift: Gift) -> None:
        """Send the form and the payment page as the supporter does."""
        contribution = ledger.begin(choice=self.choice(gift), token=uuid4()).contribution
        contribution.refresh_from_db()
        for means in gift.means.split(", "):
            if means != "leaves":
                processor.control("pay", session=contribution.session_id, email=gift.email, means=means)
        self.asked += 1
        if gift.then or gift.means not in ("succeeds", "sepa"):
            self.unsure.add(contribution.pk)
        if gift.means != "succeeds":
            self.ask(contribution)
        for days, fate in gift.then:
            self.plan(gift.at + datetime.timedelta(days=days), partial(self.apply, contribution.pk, fate))

    def choice(self, gift: Gift) -> ledger.Choice:
        """Return what the form says; each contribution comes from another page of the site."""
        path = self.paths[gift.at.toordinal() % len(self.paths)]
        return ledger.Choice(
            interval=gift.interval,
            amount=gift.amount,
            currency=gift.currency,
            language=gift.language,
            from_path=path,
        )

    def apply(self, pk: int, fate: str) -> None:
        """Cancel a subscription, or change the card that pays it."""
        subscription = Contribution.objects.values_list("subscription_id", flat=True).get(pk=pk)
        if fate == "cancel":
            processor.control("cancel", subscription=subscription, when="now")
        else:
            processor.control("cards", subscription=subscription, means=fate)
        self.look_after_unsure()

    def look_after_unsure(self) -> None:
        """Sync contributions whose status may have changed without a payment."""
        for contribution in Contribution.objects.filter(pk__in=self.unsure):
            self.ask(contribution)
        ended = Contribution.objects.filter(pk__in=self.unsure, status__in=ENDS)
        self.unsure -= set(ended.values_list("pk", flat=True))

    def take_in_payments(self) -> None:
        """Sync every contribution that has a new payment at the sandbox."""
        found = processor.books()
        references = {found[name][2] for name in found if name not in self.known}
        self.known = set(found)
        for contribution in Contribution.objects.filter(public_id__in=references).order_by("pk"):
            self.ask(contribution)

    def take_in_lines(self) -> None:
        """Sync what was paid last: its line of the balance came later, and no event tells the demo's past."""
        for contribution in Contribution.objects.filter(payments__movements=None).distinct():
            self.ask(contribution)

    def ask(self, contribution: Contribution) -> None:
        ledger.sync_contribution(contribution)
        self.asked += 1

    def date(self, at: datetime.datetime, stamps: Sequence[tuple[type[models.Model], str]]) -> None:
        """Set the times of rows that were written just now to the moment at which it happened."""
        for model, field in stamps:
            written = model._default_manager.filter(**{f"{field}__gte": self.now})
            written.update(**{field: at})
        ends = Contribution.objects.filter(expires_at__gte=self.now, created_at__lt=self.now)
        ends.update(expires_at=at + PAGE_LIVES)
