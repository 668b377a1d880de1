"""Run of one seed, from empty tables to its verdict."""

from __future__ import annotations

import time
import traceback
from functools import partial

from donations import ledger
from newsroom.demo.sandbox.outbox import Delivery
from tests.sim import checks, operators, people, snapshots
from tests.sim.backend import Backends
from tests.sim.casts import DAY, HOUR, MINUTE
from tests.sim.dashboard import Dashboard
from tests.sim.ends import in_the_end
from tests.sim.families import Family
from tests.sim.hub import Actor, Violation
from tests.sim.stage import Stage, set_up
from tests.sim.verdict import Verdict

# Two days, in steps that let leases, delays and retries end; and which reconcile runs after each, if any.
QUIET = (
    *((3 * MINUTE, ""), (17 * MINUTE, "often"), (3 * HOUR, ""), (9 * HOUR, "nightly")),
    *((14 * HOUR, ""), (26 * HOUR, "nightly")),
)
IN_FLIGHT = 3
# In how many runs the processor pays out when trouble has ended.
PAID_OUT = 0.25
# How many of those who sent a form send it once more when trouble has ended.
COMES_BACK = 0.5
LONGEST = 5000
LONGEST_JUMP = 10 * DAY


def run_seed(seed: int, family: Family, backends: Backends, *, keeps_trace: bool = False) -> Verdict:
    began, violation = time.perf_counter(), ""
    with set_up(seed, backends) as stage:
        try:
            Run(stage, family).play()
        except Exception as error:  # noqa: BLE001  # whatever it was, it belongs to this seed
            violation = explain(error)
        hub = stage.hub
        return Verdict(
            seed=seed,
            family=family.name,
            hash=hub.hash,
            violation=violation,
            trace=tuple(hub.trace) if violation or keeps_trace else (),
            steps=hub.step,
            commits=hub.commits,
            seconds=time.perf_counter() - began,
            acts=stage.acts,
            tries=family.tries,
        )


def explain(error: Exception) -> str:
    """Return a violation's sentence, with the path to the exception behind it where there is one."""
    cause = error.__cause__ if isinstance(error, Violation) else error
    return str(error) if cause is None else f"{error}\n" + "".join(traceback.format_exception(cause)[-8:])


class Run:
    """The course of one seed: trouble first, then two quiet days, then the verdict."""

    def __init__(self, stage: Stage, family: Family) -> None:
        self.stage, self.hub, self.family = stage, stage.hub, family
        self.waiting: list[Delivery] = []
        self.posts = 0
        numbers = range(1, family.workers + 1)
        self.jobs: dict[str, people.Life] = {f"worker {number}": people.work(stage) for number in numbers}
        if family.reconcile:
            self.jobs["reconcile"] = people.look_after(stage)

    def play(self) -> None:
        """Do all of it; raises Violation."""
        stage, random, family = self.stage, self.stage.random, self.family
        self._set_rates()
        family.cast(stage)
        for name, body in self.jobs.items():
            self.hub.spawn(name, body)
        if family.webhooks:
            self.hub.spawn("courier", self._carry, is_person=True)
        if family.jumps:
            self.hub.spawn("time", self._jump, is_person=True)
        restores = family.restores and random.random() < family.restores
        copied_at = random.randint(family.steps // 4, family.steps) if restores else 0
        copy = None
        while self.hub.step < family.steps and self.hub.run_step():
            if copied_at and copy is None and self.hub.step >= copied_at:
                copy = snapshots.save(stage.backends.eye)
        self._calm_down()
        # Whoever sends a form again mends much: others never come back.
        for token, choice in [one for one in stage.forms.items() if random.random() < COMES_BACK]:
            self.hub.run_alone("tries again", people.guarded(stage, partial(people.try_again, token, choice)))
        if copy is not None:
            self.hub.after_commit = checks.Always(stage)
            operators.restore(stage, copy)
        for seconds, which in QUIET:
            stage.pass_time(seconds)
            repair = partial(self._repair, which if family.reconcile else "")
            self.hub.run_alone("quiet", people.guarded(stage, repair))
        in_the_end(stage, has_reconcile=family.reconcile, was_restored=copy is not None)

    def _set_rates(self) -> None:
        """Say how often what goes wrong in this run, and what is looked at all the time."""
        stage, random, family = self.stage, self.stage.random, self.family
        self.hub.after_commit = checks.Always(stage)
        self.hub.after_step = lambda: stage.pass_time(random.random() * 0.4)
        self.hub.ended = self._restart
        self.hub.crash_rate = random.choice(family.crash_rates)
        stage.mail.fault_rate = random.choice(family.mail_rates)
        stage.processor.set_faults(random.choice(family.fault_rates))
        stage.processor.surprise_rate = family.surprise_rate
        stage.processor.delay_rate = family.delay_rate
        stage.processor.page_delay_rate = family.page_delay_rate

    def _restart(self, actor: Actor) -> None:
        """Start a worker again that died, as its supervisor does."""
        if actor.name in self.jobs and not self.stage.is_quiet:
            self.hub.spawn(actor.name, self.jobs[actor.name])

    # Trouble

    def _carry(self) -> None:
        """Carry deliveries, late, shuffled and twice; the processor sends again what was not answered."""
        random = self.stage.random
        while not self.stage.is_quiet:
            self.hub.stall(random.randint(0, 12))
            self.hub.point("looks for deliveries")
            self.waiting += self.stage.processor.outbox.take()
            random.shuffle(self.waiting)
            while self.waiting and self.posts < IN_FLIGHT:
                self._post(self.waiting.pop())

    def _post(self, delivery: Delivery) -> None:
        for _ in range(2 if self.stage.random.random() < 0.15 else 1):
            self.posts += 1
            people.deliver(self.stage, delivery, self._answered)

    def _answered(self, delivery: Delivery, status: int | None) -> None:
        self.posts -= 1
        self.stage.processor.outbox.answered(delivery, status)

    def _jump(self) -> None:
        random, stage = self.stage.random, self.stage
        for _ in range(random.randint(0, 4)):
            left = random.choice(self.family.jumps)
            while left and not stage.is_quiet:
                self.hub.stall(random.randint(20, 120))
                self.hub.point("stands still")
                seconds = min(left, LONGEST_JUMP)
                left -= seconds
                self.hub.log(f"{seconds} seconds pass")
                stage.pass_time(seconds)
                # Whoever held a lease may find that it is over, as after a power cut.
                self.hub.interruptions += 2
                self._await_round(stage.rounds)

    def _await_round(self, rounds: int) -> None:
        """After a long time, let somebody reconcile first: nobody is away for as long as events are kept."""
        while self.family.reconcile and self.stage.rounds == rounds and not self.stage.is_quiet:
            self.hub.stall(20)
            self.hub.point("lets somebody reconcile")

    # Quiet

    def _calm_down(self) -> None:
        """Stop all faults, and let whoever is in the middle of something end it."""
        self.stage.is_quiet = True
        self.hub.crash_rate = self.stage.mail.fault_rate = 0.0
        self.stage.processor.set_faults(0)
        self.stage.processor.delay_rate = self.stage.processor.page_delay_rate = 0.0
        self.stage.processor.surprises = []
        self.hub.log("quiet")
        longest = self.hub.step + LONGEST
        while self.hub.run_step():
            if self.hub.step > longest:
                raise Violation(f"never ends: {[(actor.name, actor.pending) for actor in self.hub.actors]}")
        for delivery in self.waiting:
            self.stage.processor.outbox.answered(delivery, None)
        # Such a payout arrives on the second quiet day. It mends much, since each line of it is looked at.
        if self.stage.random.random() < PAID_OUT:
            Dashboard(self.stage).do("payout")

    def _repair(self, which: str) -> None:
        """Deliver, drain, send, and reconcile as it is done `often` or `nightly`."""
        if self.family.webhooks:
            people.hear(self.stage)
        if which:
            ledger.reconcile(everything=which == "nightly")
        if which == "nightly":
            ledger.tell_upcoming()
        people.settle(self.stage)
