"""Casts of runs: who acts, and what has happened before the run begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from donations import ledger
from newsroom.demo.sandbox import billing, charging, checkout
from tests.sim.dashboard import Dashboard
from tests.sim.forgetters import Forgetters
from tests.sim.fundraisers import Fundraisers
from tests.sim.operators import rotate_keys
from tests.sim.people import MEANS, Person, choose, disturb_subscription, guarded, hear
from tests.sim.stage import Stage
from tests.sim.supporters import Scanner, Supporters

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


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
    others(stage, supporters=0.6, dashboard=0.7, scanner=0.15, fundraisers=0.25)


def others(
    stage: Stage, *, supporters: float, dashboard: float, scanner: float, fundraisers: float = 0.0
) -> None:
    """Start those who change what is there already, each in this share of the runs."""
    for share, actor in (
        (supporters, Supporters(stage)),
        (dashboard, Dashboard(stage)),
        (scanner, Scanner(stage)),
        (fundraisers, Fundraisers(stage)),
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


def _giver(stage: Stage, interval: str, *, near_renewal: float = 0.5) -> Person:
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
    return person


def leavers(stage: Stage) -> None:
    """Let a supporter regret a subscription, again and again, while changes of it are often refused."""
    random, hub = stage.random, stage.hub
    _giver(stage, random.choice(["month", "month", "month", "year"]), near_renewal=0.8)
    if random.random() < 0.6:
        stage.processor.refuse("/v1/subscriptions/", 0.7)
    # Who thinks better of it at once wishes something else while the first wish is being granted.
    supporters = Supporters(stage, least=3, most=8, pauses=(0, 0, 0, 10, 60))
    hub.spawn("supporters", supporters.live, is_person=True)
    others(stage, supporters=0.3, dashboard=0.4, scanner=0.25)


def at_the_desk(stage: Stage) -> None:
    """Let fundraisers answer the letters of somebody who acts at the same time; the processor often fails."""
    random, hub = stage.random, stage.hub
    _giver(stage, random.choice(["once", "month", "month", "year"]), near_renewal=0.6)
    failing = random.choice(["", "/v1/subscriptions/", "/v1/refunds", "/v1/refunds"])
    if failing:
        stage.processor.refuse(failing, 0.7)
    for number in range(random.choice([1, 1, 2])):
        hub.spawn(
            f"fundraiser {number}", Fundraisers(stage, name=f"fundraiser {number}").live, is_person=True
        )
    others(stage, supporters=0.5, dashboard=0.3, scanner=0.0)


def leavers_for_good(stage: Stage) -> None:
    """Let somebody who gave be forgotten, at their own wish or the desk's, and give again later."""
    random, hub = stage.random, stage.hub
    givers = [_giver(stage, random.choice(["once", "month", "month", "year"]))]
    if random.random() < 0.4:
        # The same email address, or another one.
        givers.append(_giver(stage, random.choice(["once", "month"]), near_renewal=0.0))
    if random.random() < 0.3:
        stage.processor.refuse("/v1/customers/", 0.9, "DELETE", kinds=("closed_before",))
    hub.spawn("forgetters", Forgetters(stage, givers=givers).live, is_person=True)
    if random.random() < 0.4:
        desk = Fundraisers(stage, least=1, most=3, forgets=6)
        hub.spawn("fundraisers", desk.live, is_person=True)
    if random.random() < 0.25:
        hub.spawn("operator", partial(rotate_keys, stage), is_person=True)
    others(stage, supporters=0.4, dashboard=0.3, scanner=0.2)


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

    def click_again() -> object:
        return ledger.begin(choice=person.choice, token=person.token)

    def go_on() -> None:
        if random.random() < 0.4:
            # The answer to a second click can come when the page of the first was paid.
            hub.spawn(f"{person.name} clicks again", guarded(stage, click_again))
            hub.stall(random.choice([20, 40, 60]))
            hub.point("thinks")
        # One happens by itself, with time to be told or not; the others when somebody has just looked.
        _told_once(stage, changes[0])
        hub.stall(random.choice([0, 80]))
        hub.point("waits")
        if not stage.is_quiet:
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
