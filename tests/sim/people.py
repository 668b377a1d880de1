"""Actors of the simulation: people with browser tabs, deliveries, workers, reconcile, and time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from donations import forms, gateway, ledger, letters, views
from donations.models import Contribution
from newsroom.demo.sandbox import billing, charging
from newsroom.demo.sandbox.outbox import Delivery
from tests.sim.hub import Violation
from tests.sim.stage import Stage

Life = Callable[[], object]
AMOUNTS = {"EUR": (500, 1250), "USD": (900, 2500), "JPY": (1000, 5000)}
# The queues, and who works through each.
QUEUES: dict[str, Callable[[int], int]] = {
    "donations_stripeevent WHERE outcome = 'waiting'": lambda limit: ledger.drain(limit),
    "donations_course WHERE number > done_number": lambda limit: ledger.carry_out(limit),
    "donations_refundorder WHERE status = 'wanted'": lambda limit: ledger.make_refunds(limit),
    "donations_erasure WHERE NOT is_done": lambda limit: ledger.erase(limit),
    "donations_cardchange WHERE status = 'open'": lambda limit: ledger.use_cards(limit),
    "donations_linkrequest WHERE NOT is_done": lambda limit: ledger.send_links(limit),
    "donations_letter WHERE status = 'due'": lambda limit: letters.send_due(limit),
}
DUE = "SELECT " + ", ".join(
    f"EXISTS (SELECT 1 FROM {queue} AND next_at <= to_timestamp(%(now)s))" for queue in QUEUES
)
FACTORY = RequestFactory()
PAGE = "/c/pay/"
# How long somebody reads the question before money, in seconds; who is too fast has to send it again.
READS = (0, 4, 4, 30, 30)
MEANS = ("succeeds", "succeeds", "succeeds", "declined", "insufficient", "3ds", "sepa", "sepa_fails")


def guarded(stage: Stage, body: Callable[[], object]) -> Callable[[], object]:
    """Let a process fail as real ones may; any other exception is a violation."""

    def run() -> object:
        try:
            return body()
        except gateway.GatewayError as error:
            return error
        except OperationalError as error:
            # Only the scheduler's victim of a deadlock.
            if "canceling statement" not in str(error):
                raise
            return error
        except Violation:
            raise
        except Exception as error:
            stage.hub.check_alive()
            raise Violation(f"an exception that nobody expects: {error!r}") from error

    return run


@dataclass
class Person:
    """Somebody with a form: what they chose, and the payment page they last saw."""

    stage: Stage
    name: str
    token: UUID
    choice: ledger.Choice
    email: str
    url: str = ""
    # Every payment page that this person was ever sent to.
    tabs: set[str] = field(default_factory=set)
    # Every question before money that was shown, with the choice that it carries.
    questions: list[tuple[str, ledger.Choice]] = field(default_factory=list)
    # What was answered to the last form.
    answers: list[HttpResponse] = field(default_factory=list)

    def submit(self, *, clicks: int = 1) -> None:
        """Answer the question, so many times at once; the answer is a payment page, an error, or silence."""
        random = self.stage.random
        self.questions.append((forms.carry(self.token, self.choice), self.choice))
        self.stage.pass_time(random.choice(READS))
        if random.random() < 0.1:
            # A tab that was left open carries what was chosen before.
            self.questions.append(random.choice(self.questions))
        signed, self.choice = self.questions[-1]
        self.stage.forms[self.token] = self.choice
        answers = self.answer(signed, clicks)
        if any(answer.status_code == 422 for answer in answers):
            self.stage.note("person", "is hasty")
            self.stage.pass_time(4)
            answers = self.answer(signed, 1)
        self.answers = answers
        made = [one["Location"] for one in answers if one.status_code == 303 and PAGE in one["Location"]]
        # An answer can be a day late; the page that it names has ended then, and the next click got another.
        pages = set(made) - self.stage.processor.ended_pages()
        if len(pages) > 1:
            raise Violation(f"one form, {len(pages)} payment pages: {pages}")
        self.url = next(iter(pages), self.url)
        self.tabs |= pages
        self.stage.processor.check_one_open(self.name, self.tabs)

    def answer(self, signed: str, clicks: int) -> list[HttpResponse]:
        """Say no, so many times at once."""
        hub, sent = self.stage.hub, {"choice": signed, "answer": "no"}
        body = guarded(self.stage, lambda: views.question(FACTORY.post("/support/question/", sent)))
        requests = [hub.spawn(f"{self.name} posts {click}", body) for click in range(clicks)]
        if clicks > 1 and self.stage.random.random() < 0.5:
            # Browsers show the first answer, and the other is on its way while somebody pays.
            while all(one in hub.actors for one in requests):
                hub.stall(2)
                hub.point("waits for an answer")
        else:
            hub.wait(requests)
        return [one.result for one in requests if isinstance(one.result, HttpResponse)]

    def begin(self) -> None:
        """Send the form while nobody else moves."""
        self.url = ledger.begin(choice=self.choice, token=self.token).url
        self.tabs.add(self.url)

    def change_mind(self) -> None:
        """Go back and choose something else."""
        self.choice = choose(self.stage)
        self.stage.note("person", "chooses anew")

    def look_at_another_tab(self) -> None:
        """Turn to a payment page that is still open in the browser, whatever was chosen since."""
        self.url = self.stage.random.choice(sorted(self.tabs)) if self.tabs else self.url

    def pay(self, means: str) -> str:
        """Press the button of the page that this tab shows."""
        said = self.stage.processor.pay(self.session_id, means, self.email)
        self.stage.note("person", f"pays, {said}")
        return said

    @property
    def session_id(self) -> str:
        return self.url.rpartition("/")[2]

    def come_back(self) -> None:
        """Open the thanks page, which asks the processor itself."""
        session_id = self.session_id

        def thanks() -> object:
            if Contribution.objects.filter(session_id=session_id).exists():
                ledger.sync(gateway.Kind.SESSION, session_id)
            return None

        self.stage.hub.wait([self.stage.hub.spawn(f"{self.name} comes back", guarded(self.stage, thanks))])


def try_again(token: UUID, choice: ledger.Choice) -> None:
    """Send a form again when nothing breaks: by the second time there is a page, or it was decided before."""
    with suppress(gateway.GatewayError):
        ledger.begin(choice=choice, token=token)
    begun = ledger.begin(choice=choice, token=token)
    status = begun.contribution.status
    if not begun.url and status in ("pending", "open", "expired", "failed"):
        raise Violation(f"a form without a page, and {status}")


def choose(stage: Stage, interval: str = "") -> ledger.Choice:
    """Return a random choice."""
    random = stage.random
    currency = random.choice(list(AMOUNTS))
    return ledger.Choice(
        interval=interval or random.choice(["once", "once", "month", "year"]),
        amount=random.choice(AMOUNTS[currency]),
        currency=currency,
        language=random.choice(["en", "ru"]),
        from_path="/2026/11/23/a-story-a1",
    )


def deliver(stage: Stage, delivery: Delivery, answer: Callable[[Delivery, int | None], None]) -> None:
    """Receive one delivery as the webhook's view does; no answer when the process dies."""

    def receive() -> object:
        signature = delivery.headers["Stripe-Signature"]
        try:
            notice = gateway.read_event(delivery.body, signature)
        except gateway.Forged:
            return 400
        ledger.take_in(notice)
        return 200

    def attempt() -> None:
        request = stage.hub.spawn(
            f"{delivery.id} {delivery.type} {delivery.attempt}", guarded(stage, receive)
        )
        stage.hub.wait([request])
        answer(delivery, request.result if isinstance(request.result, int) else None)

    stage.hub.spawn(f"post of {delivery.id}", attempt, is_person=True)


def hear(stage: Stage) -> None:
    """Receive due deliveries, apply them, and send the letters."""
    outbox = stage.processor.outbox
    for delivery in outbox.take():
        ledger.take_in(gateway.read_event(delivery.body, delivery.headers["Stripe-Signature"]))
        outbox.answered(delivery, 200)
    settle(stage)


def settle(stage: Stage) -> None:
    """Apply what is due, and send the letters."""
    while works := due(stage):
        for work_through in works:
            work_through(50)


def due(stage: Stage) -> list[Callable[[int], int]]:
    """Return how a worker works through each queue that has work: most looks of idle workers find none."""
    row = stage.backends.eye.execute(DUE, {"now": time.time()}).fetchone() or ()
    return [work_through for work_through, is_due in zip(QUEUES.values(), row, strict=True) if is_due]


def work(stage: Stage) -> Callable[[], object]:
    """Return the loop of a worker: drain, send, sleep."""
    random = stage.random

    def live() -> None:
        while not stage.is_quiet:
            for work_through in due(stage):
                work_through(random.choice([1, 3]))
            stage.hub.stall(random.randint(5, 40))
            stage.hub.point("idle")

    return guarded(stage, live)


def look_after(stage: Stage) -> Callable[[], object]:
    """Return the loop of the job that reconciles."""

    def live() -> None:
        while not stage.is_quiet:
            stage.hub.stall(stage.random.randint(40, 160))
            stage.hub.point("waits for its time")
            is_night = stage.random.random() < 0.4
            report = ledger.reconcile(everything=is_night)
            if is_night:
                ledger.tell_upcoming()
            stage.rounds += is_night and not report.failures

    return guarded(stage, live)


def disturb_subscription(stage: Stage) -> None:
    """Change a subscription: another card, the end now, the end with the period."""
    world, random = stage.processor.world, stage.random
    running = [one for one in world.table("subscription").values() if one["status"] != "canceled"]
    if not running:
        return
    one, what = random.choice(running), random.random()
    if what < 0.6:
        means = charging.MEANS[random.choice(["succeeds", "declined", "sepa", "sepa_fails"])]
        billing.replace_means(world, one, means)
    elif what < 0.8:
        stage.ends_there.add(one["id"])
        billing.cancel_later(world, one, wished=not one["cancel_at_period_end"])
    else:
        billing.cancel(world, one)
    stage.note("bank", f"subscription is {one['status']}")
