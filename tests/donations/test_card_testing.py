"""Robots that try out cards come to few payment pages, readers come to theirs, and the desk is told."""

import datetime
from collections.abc import Callable
from random import Random
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from donations import ledger
from donations.models import Contribution, Finding, PresetAmount
from tests.answers import Answer
from tests.donations.giving import Supporter, aged, choice, fields
from tests.donations.processor import Processor
from tests.people import client_of

pytestmark = pytest.mark.django_db
MANY = ledger.Choice(interval="once", amount=5000, currency="EUR", language="en")
Clock = list[datetime.datetime]
Figures = Callable[[str, object], None]


def from_there(place: str) -> Supporter:
    return Supporter(client=Client(REMOTE_ADDR=place))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time by which budgets go; tests move it."""
    now = [timezone.now().replace(second=0)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


def flood(number: int) -> None:
    """Ask for so many payment pages within a moment, each with a form of its own."""
    for _ in range(number):
        ledger.admit(MANY, uuid4(), "")


def test_one_network_gets_five_pages_in_ten_minutes_and_keeps_its_choice(
    processor: Processor, clock: Clock
) -> None:
    answers = [from_there("198.51.100.7").give("once", "EUR", "20") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    page = answers[5].content.decode()
    assert "Too many payment pages" in page
    assert "Nothing was charged" in page
    assert len(processor.sessions()) == Contribution.objects.count() == 5
    assert from_there("198.51.100.8").give("once", "EUR", "20").status_code == 303
    clock[0] += datetime.timedelta(minutes=10)
    assert from_there("198.51.100.7").answer(fields(page)).status_code == 303


def test_one_form_is_sent_ten_times_a_day(supporter: Supporter, processor: Processor, clock: Clock) -> None:
    form = supporter.open()
    statuses = [supporter.send(form, **choice("once", "EUR", "20")).status_code for _ in range(12)]
    assert statuses == [303] * 10 + [429] * 2
    assert len(processor.sessions()) == 1


def test_while_cards_are_tried_out_small_amounts_that_nobody_offers_are_refused(
    supporter: Supporter, processor: Processor, clock: Clock
) -> None:
    flood(40)
    assert supporter.give("once", "EUR", "3.99").status_code == 422
    answer = supporter.give("once", "EUR", "3.99")
    page = answer.content.decode()
    assert "the smallest amount that we can take at present is €4" in page
    assert fields(page)["other-once-EUR"] == "3.99"
    assert processor.requests() == []
    assert supporter.give("once", "EUR", "4").status_code == 303
    PresetAmount.objects.create(interval="month", currency="EUR", amount=300)
    assert supporter.give("month", "EUR", preset=300).status_code == 303
    clock[0] += datetime.timedelta(minutes=9)
    assert supporter.give("once", "EUR", "3.99").status_code == 422
    clock[0] += datetime.timedelta(minutes=12)
    assert supporter.give("once", "EUR", "3.99").status_code == 303


def test_forty_pages_a_minute_are_no_attack(supporter: Supporter, processor: Processor, clock: Clock) -> None:
    flood(39)
    assert supporter.give("once", "EUR", "2").status_code == 303
    clock[0] += datetime.timedelta(minutes=2)
    flood(39)
    assert supporter.give("once", "EUR", "2").status_code == 303


def test_the_desk_says_that_cards_are_tried_out(clock: Clock) -> None:
    desk = client_of("fundraiser")
    assert "Somebody tries out cards" not in desk.get("/admin/").content.decode()
    flood(41)
    assert "Somebody tries out cards" in desk.get("/admin/").content.decode()


def test_rows_that_never_had_a_page_are_swept_and_others_stay(
    supporter: Supporter, processor: Processor, clock: Clock
) -> None:
    supporter.give("once", "EUR", "20")
    processor.fault("closed_before", times=None)
    for _ in range(2):
        supporter.give("once", "EUR", "20")
    shown, swept, listed = Contribution.objects.order_by("pk")
    Finding.objects.create(dedupe_key="x", kind="orphan", contribution=listed)
    clock[0] += datetime.timedelta(days=7)
    ledger.tidy()
    assert Contribution.objects.count() == 3
    clock[0] += datetime.timedelta(hours=2)
    ledger.tidy()
    assert set(Contribution.objects.all()) == {shown, listed}
    assert swept not in Contribution.objects.all()


# Ten minutes of an attack.

Outcome = tuple[list[Answer], list[Answer], float]
SECONDS, ADDRESSES, ATTEMPTS, READERS = 600, 1000, 10_000, 300


def robot(number: int) -> Supporter:
    place = number % ADDRESSES
    return from_there(f"198.51.{place // 250}.{place % 250 + 1}")


def without_question(number: int) -> Answer:
    """Send what a robot makes up that has never seen the question."""
    made_up = choice("once", "EUR", "2.50") | {"answer": "no", "end": "1"}
    return robot(number).client.post("/support/question/", made_up)


def whole_way(number: int) -> Answer:
    typed = f"{Random(number).randint(200, 399) / 100:.2f}"
    return robot(number).give("once", "EUR", typed)


def like_a_reader(number: int, who: Supporter | None = None) -> Answer:
    interval, currency, amount = Random(number).choice(offers())
    return (who or robot(number)).give(interval, currency, preset=amount)


def offers() -> list[tuple[str, str, int]]:
    return list(PresetAmount.objects.order_by("pk").values_list("interval", "currency", "amount"))


def pages_of(answers: list[Answer]) -> int:
    return len({answer["Location"] for answer in answers if answer.status_code == 303})


def run(
    clock: Clock, robots: list[Callable[[int], Answer]], attempts: int
) -> tuple[list[Answer], list[Answer], float]:
    """Let robots and readers come over ten minutes; return their answers, and when the alarm came."""
    begun, came = clock[0], [(n * SECONDS / attempts, n, False) for n in range(attempts)]
    came += [((n + 0.5) * SECONDS / READERS, n, True) for n in range(READERS)]
    theirs: list[Answer] = []
    readers: list[Answer] = []
    alarm = -1.0
    for second, number, is_reader in sorted(came):
        clock[0] = begun + datetime.timedelta(seconds=second)
        if is_reader:
            reader = from_there(f"203.0.{113 + number // 250}.{number % 250 + 1}")
            readers.append(like_a_reader(number, reader))
        else:
            theirs.append(robots[number % len(robots)](number))
        if alarm < 0 and ledger.attack():
            alarm = second
    return theirs, readers, alarm


@pytest.mark.slow
def test_ten_minutes_of_robots_bring_few_pages_and_readers_get_through(
    supporter: Supporter, processor: Processor, clock: Clock, record_property: Figures
) -> None:
    question = fields(supporter.ask(supporter.open(), **choice("once", "EUR", "2.50")).content.decode())
    signed = aged(question["choice"])

    def replayed(number: int) -> Answer:
        sent = {"choice": signed, "answer": "no", "end": "1"}
        return robot(number).client.post("/support/question/", sent)

    robots, readers, alarm = run(clock, [without_question, replayed, whole_way], ATTEMPTS)
    through = sum(answer.status_code == 303 for answer in readers)
    record_property(
        "figures", f"{pages_of(robots)} pages; readers: {through} of {READERS}; alarm after {alarm:.0f} s"
    )
    assert pages_of(robots) <= 50
    assert through >= 0.99 * READERS
    assert alarm >= 0


@pytest.mark.slow
def test_a_robot_that_gives_like_a_reader_is_measured(
    processor: Processor, clock: Clock, record_property: Figures
) -> None:
    robots, readers, alarm = run(clock, [like_a_reader], ATTEMPTS // 3)
    through = sum(answer.status_code == 303 for answer in readers)
    record_property(
        "figures", f"{pages_of(robots)} pages; readers: {through} of {READERS}; alarm after {alarm:.0f} s"
    )
    assert through >= 0.99 * READERS
    assert 0 <= alarm < 60
