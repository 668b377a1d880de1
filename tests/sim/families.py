"""Families of runs: who acts, how often something breaks, and which ways of repair there are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from newsroom.demo.sandbox import billing, charging, checkout
from tests.sim.dashboard import Dashboard
from tests.sim.people import MEANS, Person, choose, disturb_subscription, hear
from tests.sim.stage import Stage
from tests.sim.supporters import Scanner, Supporters

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
JUMPS = (3 * MINUTE, 3 * MINUTE, 20 * MINUTE, 40 * MINUTE, 2 * HOUR, DAY, 31 * DAY)


@dataclass(frozen=True, kw_only=True)
class Family:
    """One kind of run. `webhooks`, `reconcile`: the ways by which we learn of anything."""

    name: str
    steps: int
    cast: Callable[[Stage], None]
    workers: int = 2
    webhooks: bool = True
    reconcile: bool = True
    # What chance may choose from, for a whole run.
    crash_rates: tuple[float, ...] = (0.0,)
    fault_rates: tuple[float, ...] = (0.0,)
    mail_rates: tuple[float, ...] = (0.0,)
    surprise_rate: float = 0.0
    delay_rate: float = 0.0
    jumps: tuple[float, ...] = ()
    # An older copy of the database is restored before the quiet days.
    restores: bool = False
    # What it is there to try, as acts begin: many seeds that hold none of one of these prove nothing.
    tries: tuple[str, ...] = ()


def newcomer(stage: Stage, number: int, interval: str = "") -> Person:
    """Return a person who has just opened the form."""
    return Person(
        stage=stage,
        name=f"person {number}",
        token=stage.uuid(),
        choice=choose(stage, interval),
        email=f"Reader{stage.random.randint(1, 2)}@example.org",
    )


def crowd(stage: Stage) -> None:
    """Start one to three people who click, change their minds, pay, leave and come back; and their banks."""
    if stage.random.random() < 0.5:
        _giver(stage, stage.random.choice(["once", "month", "month", "year"]))
    for number in range(stage.random.randint(1, 3)):
        person = newcomer(stage, number)
        stage.hub.spawn(person.name, partial(_visit, stage, person), is_person=True)
    if stage.random.random() < 0.7:
        stage.hub.spawn("banks", lambda: _banks(stage), is_person=True)
    others(stage, supporters=0.6, dashboard=0.7, scanner=0.15)


def others(stage: Stage, *, supporters: float, dashboard: float, scanner: float) -> None:
    """Start those who change what is there already, each in this share of the runs."""
    for share, actor in (
        (supporters, Supporters(stage)),
        (dashboard, Dashboard(stage)),
        (scanner, Scanner(stage)),
    ):
        if stage.random.random() < share:
            stage.hub.spawn(type(actor).__name__.lower(), actor.live, is_person=True)


@contextmanager
def _nothing_breaks(stage: Stage) -> Iterator[None]:
    """Run the block without any faults."""
    hub, faults, mail = stage.hub, stage.processor.stripe.faults, stage.mail
    kept = faults.set, hub.crash_rate, mail.fault_rate
    faults.set, hub.crash_rate, mail.fault_rate = [], 0.0, 0.0
    yield
    faults.set, hub.crash_rate, mail.fault_rate = kept


def _giver(stage: Stage, interval: str, *, near_renewal: float = 0.5) -> None:
    """Let somebody give who has got a receipt when the run begins; often just after a renewal."""
    random, hub = stage.random, stage.hub
    with _nothing_breaks(stage):
        person = newcomer(stage, 9, interval)
        hub.run_alone("begins", person.begin)
        stage.forms[person.token] = person.choice
        person.pay(random.choice(["succeeds", "recovers", "recovers", "3ds_renewals", "sepa", "sepa_fails"]))
        stage.pass_time(MINUTE)
        hub.run_alone("hears", lambda: hear(stage))
        if interval != "once" and random.random() < near_renewal:
            _go_to_renewal(stage)
            hub.run_alone("hears", lambda: hear(stage))


def leavers(stage: Stage) -> None:
    """Let a supporter regret a subscription, again and again, while changes of it are often refused."""
    random, hub = stage.random, stage.hub
    _giver(stage, random.choice(["month", "month", "month", "year"]), near_renewal=0.8)
    if random.random() < 0.6:
        stage.processor.refuse("/v1/subscriptions/", 0.7)
    hub.spawn("supporters", Supporters(stage, least=3, most=8).live, is_person=True)
    others(stage, supporters=0.3, dashboard=0.4, scanner=0.25)


def _go_to_renewal(stage: Stage) -> None:
    """Let time pass until up to two hours after a renewal: there is a draft then, or it is open."""
    running = stage.processor.world.table("subscription").values()
    for subscription in [one for one in running if one["status"] != "canceled"]:
        renewal = subscription["items"]["data"][0]["current_period_end"]
        stage.pass_time(max(0.0, renewal - time.time()) + stage.random.random() ** 2 * 2 * HOUR)


def _visit(stage: Stage, person: Person) -> None:
    """Do five to nine things, in any order that a browser allows."""
    random, hub = stage.random, stage.hub
    person.submit(clicks=random.choice([1, 1, 2]))
    for _ in range(random.randint(3, 7)):
        hub.stall(random.choice([0, 0, 5, 40]))
        hub.point("thinks")
        what = random.random()
        if not person.url or what < 0.15:
            person.submit(clicks=random.choice([1, 1, 2]))
        elif what < 0.27:
            person.change_mind()
            person.submit()
        elif what < 0.72:
            if random.random() < 0.3:
                person.look_at_another_tab()
            person.pay(random.choice(MEANS))
        else:
            person.come_back()


def _banks(stage: Stage) -> None:
    for _ in range(stage.random.randint(1, 3)):
        stage.hub.stall(stage.random.randint(50, 150))
        stage.hub.point("looks at subscriptions")
        disturb_subscription(stage)


def few(stage: Stage) -> None:
    """Make one contribution and two or three changes, each of which is told by one event alone."""
    random, hub = stage.random, stage.hub
    interval = random.choice(["once", "month", "month"])
    person = newcomer(stage, 0, interval)
    with _nothing_breaks(stage):
        hub.run_alone("begins", person.begin)
        changes = _changes(stage, person, interval)
        if interval != "once" and random.random() < 0.7:
            changes.pop(0)()
            hub.run_alone("hears", lambda: hear(stage))

    def go_on() -> None:
        # One happens by itself, with time to be told or not; the others when somebody has just looked.
        _told_once(stage, changes[0])
        hub.stall(random.choice([0, 80]))
        hub.point("waits")
        stage.processor.surprises = [partial(_told_once, stage, change) for change in changes[1:]]
        if random.random() < 0.5:
            person.come_back()

    hub.spawn(person.name, go_on, is_person=True)


def happenings(stage: Stage, person: Person) -> dict[str, Callable[[], object]]:
    """Return what can happen to a person's subscription, by name; no time passes."""
    world = stage.processor.world

    def subscription() -> dict[str, Any]:
        found: dict[str, Any] = next(iter(world.table("subscription").values()))
        return found

    def renew() -> None:
        billing.renew(world, subscription())
        name = subscription()["latest_invoice"]
        world.unplan("finalize", name)
        billing.finalize(world, world.find(name))

    def fail() -> None:
        subscription()["default_payment_method"] = charging.new_method(
            world, charging.MEANS["declined"], person.email, subscription()["customer"]
        )["id"]
        renew()

    return {
        "pay": lambda: person.pay("succeeds"),
        "renew": renew,
        "fail": fail,
        "mend": lambda: billing.replace_means(world, subscription(), charging.MEANS["succeeds"]),
        "cancel": lambda: billing.cancel(world, subscription()),
    }


def _changes(stage: Stage, person: Person, interval: str) -> list[Callable[[], object]]:
    random, world = stage.random, stage.processor.world
    if interval == "once":
        means = random.choice(["sepa", "sepa_fails"])
        settle = partial(stage.pass_time, 41 * HOUR)
        return random.choice(
            [
                [lambda: person.pay(means), settle],
                [
                    lambda: person.pay("declined"),
                    lambda: checkout.close(world, world.find(person.session_id)),
                ],
            ]
        )
    happens = happenings(stage, person)
    later = [("renew", "renew"), ("fail", "mend"), ("fail", "mend"), ("renew", "cancel")]
    return [happens[name] for name in ("pay", *random.choice(later))]


def _told_once(stage: Stage, change: Callable[[], object]) -> None:
    """Make this change, and keep one of the deliveries that follow from it."""
    world = stage.processor.world
    before = set(world.table("delivery"))
    change()
    stage.note("processor", "changed")
    told = [name for name in world.table("delivery") if name not in before]
    kept = stage.random.choice(told) if told else ""
    for name in told:
        if name != kept:
            world.drop("delivery", name)


PEOPLE = ("person: pays, done", "person: pays, refused", "person: chooses anew", "bank")
OTHERS = (
    *("supporter: end", "supporter: undo", "supporter: pause", "supporter: amount", "supporter: card"),
    *("dashboard: refund", "dashboard: dispute", "dashboard: payout", "dashboard: price", "scanner"),
)
BROAD = Family(
    name="broad",
    steps=260,
    cast=crowd,
    crash_rates=(0.0, 0.003, 0.01, 0.03),
    fault_rates=(0.0, 0.05, 0.2),
    mail_rates=(0.0, 0.2),
    jumps=JUMPS,
    tries=(*PEOPLE, *OTHERS),
)
HARSH: dict[str, Any] = {
    "crash_rates": BROAD.crash_rates,
    "fault_rates": BROAD.fault_rates,
    "mail_rates": BROAD.mail_rates,
    "tries": BROAD.tries,
}
WEBHOOKS = Family(name="webhooks", steps=260, cast=crowd, reconcile=False, jumps=JUMPS[:6], **HARSH)
RECONCILE = Family(name="reconcile", steps=240, cast=crowd, webhooks=False, jumps=JUMPS, **HARSH)
SMALL = Family(
    name="small",
    steps=200,
    cast=few,
    workers=3,
    reconcile=False,
    surprise_rate=0.7,
    tries=("person: pays, done", "person: pays, refused", "processor"),
)
# Has no turn: it is small with what breaks, for faults that other events of the same change would mend.
TOLD_ONCE = replace(
    SMALL, name="told_once", workers=2, surprise_rate=0, crash_rates=(0.0, 0.01), fault_rates=(0, 0.2, 0.4)
)
REGRETS = Family(
    name="regrets",
    steps=360,
    cast=leavers,
    workers=3,
    delay_rate=0.3,
    reconcile=False,
    jumps=(3 * MINUTE, 20 * MINUTE, 2 * HOUR, DAY, 8 * DAY),
    **(HARSH | {"tries": (*OTHERS, "scanner: address")}),
)
RESTORED = Family(
    name="restored",
    steps=220,
    cast=crowd,
    restores=True,
    jumps=JUMPS,
    **(HARSH | {"tries": (*BROAD.tries, "operator: restored", "operator: adopted")}),
)
FAMILIES = {
    family.name: family for family in (BROAD, WEBHOOKS, RECONCILE, SMALL, TOLD_ONCE, REGRETS, RESTORED)
}
# Which family a seed belongs to, when nobody names one.
TURNS = ("broad", "small", "regrets", "webhooks", "restored", "reconcile", "regrets")


def family_of(seed: int) -> Family:
    """Return the family that a seed runs in."""
    return FAMILIES[TURNS[seed % len(TURNS)]]
