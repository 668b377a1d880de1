"""Exhaustive test: all orders of six deliveries about one contribution, and a crash at every point.

A supporter subscribes, a renewal fails, a new card mends it. The six events that follow are delivered in all
720 orders, each as early as it can arrive: the processor stands where the latest of those delivered was told.
Then, for each distinct (state of the books, next delivery), the process dies at each of its points in turn,
is started again, gets the delivery again, and must arrive where it arrives without dying.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from donations import gateway, ledger
from newsroom.demo.sandbox.outbox import Delivery
from tests.sim import checks, people, snapshots
from tests.sim.backend import Backends
from tests.sim.casts import happenings, newcomer
from tests.sim.ends import in_the_end
from tests.sim.hub import Violation
from tests.sim.stage import BEGIN, Stage, set_up

# What happens, and of which events of it somebody is told.
COURSE = (
    ("pay", ("checkout.session.completed", "customer.subscription.created", "invoice.paid")),
    ("fail", ("invoice.payment_failed",)),
    ("mend", ("invoice.paid", "customer.subscription.updated")),
)
LEASE = 200  # seconds, after which a dead process's claims are free again
Key = tuple[str, int, int]


@dataclass
class Course:
    """The processor after each change, and the six deliveries with the change that each tells of."""

    stage: Stage
    pictures: list[Any] = field(default_factory=list)
    told: list[tuple[int, Delivery]] = field(default_factory=list)

    def begin(self) -> None:
        """Make all changes at the processor, while the books stay as they were at the payment page."""
        stage = self.stage
        person = newcomer(stage, 0, "month")
        stage.hub.run_alone("begins", person.begin)
        happens = happenings(stage, person)
        for number, (name, types) in enumerate(COURSE):
            known = {row["id"] for row in stage.processor.outbox.waiting()}
            happens[name]()
            self.pictures.append(stage.processor.stripe.picture())
            new = [one for one in stage.processor.outbox.take() if one.id not in known]
            for kind in types:
                self.told.append((number, next(one for one in new if one.type.removeprefix("v1.") == kind)))

    def stand_at(self, delivered: tuple[int, ...]) -> int:
        """Put the processor where the latest of these was told; return which change that was."""
        at = max(self.told[index][0] for index in delivered)
        self.stage.processor.stripe.restore(self.pictures[at])
        return at


@dataclass
class Explorer:
    """Walk through all orders; remembers a way into each distinct step.

    When it `merges`, it goes on only once from a state of the books with the same deliveries behind it.
    """

    course: Course
    merges: bool = False
    steps: dict[Key, tuple[snapshots.Rows, tuple[int, ...]]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def walk(self, rows: snapshots.Rows, delivered: tuple[int, ...], mails: Counter[str]) -> int:
        """Deliver each of those that are left, from here, and go on; return how many orders that were."""
        stage, everything = self.course.stage, range(len(self.course.told))
        if len(delivered) == len(everything):
            in_the_end(stage, has_reconcile=False)
            return 1
        before = snapshots.matters(stage.backends.eye)
        if before in self.known:
            return self.known[before]
        orders = 0
        for index in everything:
            if index not in delivered:
                snapshots.restore(stage.backends.eye, rows)
                stage.mail.accepted = mails.copy()
                self.step(before, rows, (*delivered, index))
                orders += self.walk(
                    snapshots.save(stage.backends.eye), (*delivered, index), stage.mail.accepted
                )
        if self.merges:
            self.known[before] = orders
        return orders

    def step(self, before: str, rows: snapshots.Rows, now: tuple[int, ...]) -> None:
        """Make the last of these deliveries, with what follows from it."""
        at = self.course.stand_at(now)
        self.steps.setdefault((before, now[-1], at), (rows, now))
        work = partial(receive, self.course.stage, self.course.told[now[-1]][1])
        self.course.stage.hub.run_alone("works", people.guarded(self.course.stage, work))


def receive(stage: Stage, delivery: Delivery) -> None:
    """Do all that follows from a delivery: store it, apply it, send the letters."""
    ledger.take_in(gateway.read_event(delivery.body, delivery.headers["Stripe-Signature"]))
    people.settle(stage)


def crash_everywhere(course: Course, rows: snapshots.Rows, delivered: tuple[int, ...]) -> int:
    """Crash at each point of this step in turn; return how many there are, or raise Violation."""
    stage, delivery = course.stage, course.told[delivered[-1]][1]
    wanted, point = "", 0
    while True:
        snapshots.restore(stage.backends.eye, rows)
        course.stand_at(delivered)
        stage.mail.accepted.clear()
        if wanted and not _dies(stage, point, delivery):
            return point
        stage.clock.shift(LEASE)
        stage.hub.run_alone("again", people.guarded(stage, partial(receive, stage, delivery)))
        stage.clock.move_to(BEGIN)
        came_to = snapshots.matters(stage.backends.eye)
        point += bool(wanted)
        wanted = wanted or came_to
        if came_to != wanted:
            raise Violation(f"{delivery.type}, dead at point {point - 1}: {came_to} instead of {wanted}")


def _dies(stage: Stage, point: int, delivery: Delivery) -> bool:
    """Receive the delivery and crash at this point; False when it ended before."""
    hub, passed = stage.hub, count()
    actor = hub.spawn("dies", people.guarded(stage, partial(receive, stage, delivery)))
    actor.crash_at = lambda label: next(passed) == point
    hub.finish(actor)
    return actor.is_dead


def explore(backends: Backends, *, share: int = 0, shares: int = 1, crashes: bool = True) -> str:
    """Walk through all orders, then crash in every `shares`-th distinct step from `share` on; return counts.

    With crashes, the first share walks each order from its beginning; otherwise equal states are merged.
    """
    began = time.monotonic()
    with set_up(1, backends) as stage:
        course = Course(stage)
        course.begin()
        stage.hub.after_commit = lambda written: checks.views(stage)
        explorer = Explorer(course, merges=share > 0 or not crashes)
        orders = explorer.walk(snapshots.save(stage.backends.eye), (), Counter())
        mine = list(explorer.steps.values())[share::shares] if crashes else []
        points = sum(crash_everywhere(course, rows, delivered) for rows, delivered in mine)
    seconds = time.monotonic() - began
    return (
        f"{orders} orders, {len(explorer.steps)} distinct steps; "
        f"{points} crashes in {len(mine)} of them; {seconds:.0f} s"
    )
