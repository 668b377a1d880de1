"""Fundraisers at the desk: they end, pause, change, refund, send letters again, and have people forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from donations import forms, ledger
from donations.models import Contribution, Payment
from newsroom.core import acts
from newsroom.core.models import User
from tests.sim.hub import Actor
from tests.sim.people import AMOUNTS, guarded
from tests.sim.stage import DESK_USER, Stage
from tests.sim.supporters import WANTED
from tests.sim.wishes import Wished

COURSES = ("end", "undo", "resume", "pause", "amount")
USUAL = {
    "end": 3, "undo": 4, "resume": 2, "pause": 2, "amount": 2,
    "refund": 3, "part": 5, "again": 3, "receipt": 2, "link": 2, "ask": 2, "forget": 0,
}  # fmt: skip
REASONS = ("asked", "duplicate", "mistake", "fraud")
CONTRIBUTIONS = "SELECT id, currency FROM donations_contribution WHERE status <> 'pending' ORDER BY id"
PAYMENTS = "SELECT id, provider_payment_id, amount FROM donations_payment ORDER BY id"


@dataclass(frozen=True)
class Asked:
    """A form that asked for a refund: sent again, it is the same refund."""

    token: UUID
    payment: int
    amount: int
    reason: str


@dataclass
class Fundraisers:
    """Somebody who works at the desk, one page after the other."""

    stage: Stage
    name: str = "fundraisers"
    least: int = 2
    most: int = 6
    # How often somebody is forgotten, beside the rest.
    forgets: int = 0

    def __post_init__(self) -> None:
        self.usual = USUAL | {"forget": self.forgets}
        self.forms: list[Asked] = []

    def live(self) -> None:
        """Do some acts, with time between them."""
        random, hub = self.stage.random, self.stage.hub
        for _ in range(random.randint(self.least, self.most)):
            hub.stall(random.choice([0, 10, 30, 60]))
            hub.point("looks at the desk")
            done = False
            while not done and random.random() < 0.9:
                [act] = random.choices(list(self.usual), list(self.usual.values()))
                done = self.do(act)

    def do(self, act: str) -> bool:
        """Do one of the acts; False where there is nothing that it could be done to."""
        if act in ("refund", "part", "again"):
            return self.refund(act)
        rows = self.stage.backends.eye.execute(CONTRIBUTIONS).fetchall()
        if not rows:
            return False
        number, currency = self.stage.random.choice(rows)
        if act in COURSES:
            return self.change(act, number, currency)
        if act == "forget":
            return self.forget(number)
        body = {"receipt": _send_receipt, "link": _send_link, "ask": _ask_again}[act]
        return self._ends_well(act, self.ask(partial(body, number)))

    def ask(self, *bodies: Callable[[], object]) -> list[Actor]:
        """Do these at once, in processes of the site, which can die."""
        asked = [
            self.stage.hub.spawn(f"{self.name} asks", guarded(self.stage, _taken(body))) for body in bodies
        ]
        self.stage.hub.wait(asked)
        return asked

    def change(self, act: str, number: int, currency: str) -> bool:
        """Send one of the forms that change the course of a contribution."""
        stage, random = self.stage, self.stage.random
        minor = random.choice(AMOUNTS[currency]) * random.choice([1, 3])
        values = {"months": str(random.randint(1, 2)), "amount": minor}
        stage.wishes.begin(number)
        sql = "SELECT subscription_id FROM donations_contribution WHERE id = %s"
        [subscription] = stage.backends.eye.execute(sql, [number]).fetchone() or ("",)
        is_touched = subscription in stage.touched
        stage.touched.discard(subscription)
        [asked] = self.ask(partial(_change, number, act, values))
        is_done = asked.result is True
        wish = Wished(amount=minor) if act == "amount" else Wished(wanted=WANTED[act])
        stage.wishes.end(number, wish if is_done else None, is_lost=asked.is_dead)
        if is_touched and not is_done:
            stage.touched.add(subscription)
        return self._ends_well(act, [asked])

    def refund(self, act: str) -> bool:
        """Have a payment refunded, whole or in part, often by a form that is sent twice, or was before."""
        stage, random = self.stage, self.stage.random
        rows = stage.backends.eye.execute(PAYMENTS).fetchall()
        if act == "again" and self.forms:
            asked = random.choice(self.forms)
        elif rows and act != "again":
            payment, provider_id, whole = random.choice(rows)
            amount = whole if act == "refund" else whole // random.choice([3, 5])
            asked = Asked(stage.uuid(), payment, amount, random.choice(REASONS))
            self.forms.append(asked)
            stage.refunds[str(asked.token)] = (provider_id, amount)
        else:
            return False
        clicks = 2 if act != "again" and random.random() < 0.4 else 1
        return self._ends_well(act, self.ask(*[partial(_refund, asked)] * clicks))

    def forget(self, number: int) -> bool:
        """Have the person behind a contribution forgotten."""
        forgetting = self.stage.forgettings.begin(number)
        if forgetting is None:
            return False
        asked = self.ask(partial(_forget, number))
        if is_done := self._ends_well("forget", asked):
            self.stage.forgettings.answered(forgetting)
        elif isinstance(asked[0].result, str):
            self.stage.forgettings.refused(forgetting)
        return is_done

    def _ends_well(self, act: str, asked: list[Actor]) -> bool:
        is_done = any(one.result is True for one in asked)
        if is_done:
            self.stage.note("fundraiser", act)
        return is_done


def _taken(body: Callable[[], object]) -> Callable[[], object]:
    """Take a refusal, as the desk shows it, for an answer."""

    def run() -> object:
        try:
            return body()
        except acts.Refused as error:
            return str(error)

    return run


def _user() -> User:
    """Return who acts; a user with every right, whom nobody has to ask about."""
    return User(pk=DESK_USER, username="fundraiser", is_superuser=True)


def _change(number: int, act: str, values: dict[str, Any]) -> bool:
    contribution = Contribution.objects.select_related("course").get(pk=number)
    kind = next(form for form in forms.COURSE_FORMS if form.act == act)
    pending = ledger.wanted_course(contribution)
    is_same = act == "amount" and values["amount"] == ((pending and pending.amount) or contribution.amount)
    if not kind.is_offered(contribution) or is_same:
        return False
    ledger.change_course(contribution=contribution, act=act, values=values, by=_user())
    return True


def _refund(asked: Asked) -> bool:
    payment = Payment.objects.get(pk=asked.payment)
    ledger.order_refund(
        payment=payment, amount=asked.amount, reason=asked.reason, token=asked.token, by=_user()
    )
    return True


def _send_receipt(number: int) -> bool:
    payment = Payment.objects.select_related("contribution").filter(contribution=number).first()
    return payment is not None and ledger.send_receipt(payment=payment, by=_user())


def _send_link(number: int) -> bool:
    contribution = Contribution.objects.get(pk=number)
    is_known = contribution.supporter_id is not None
    return is_known and ledger.send_manage_link(contribution=contribution, by=_user())


def _ask_again(number: int) -> bool:
    return not ledger.ask_again(contribution=Contribution.objects.get(pk=number), by=_user()).is_away


def _forget(number: int) -> bool:
    ledger.forget_person(contribution=Contribution.objects.get(pk=number), reason="letter", by=_user())
    return True
