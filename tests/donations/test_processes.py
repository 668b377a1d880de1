"""Against real processes: whatever dies, is away, slow or lies, the books are the processor's afterwards."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.donations.mailing import MailServer, mail_at
from tests.donations.processes import Newsroom, Visitor, hurry, session_of

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with Newsroom(tmp_path_factory.mktemp("newsroom")) as newsroom:
        yield newsroom


@pytest.fixture
def mail(running: Newsroom) -> Iterator[MailServer]:
    with mail_at(running.mail_port) as server:
        yield server


@pytest.fixture
def newsroom(running: Newsroom) -> Newsroom:
    """All processes up, with no fault set."""
    for name in ("sandbox", "site", "worker"):
        if name not in running.running:
            running.start(name)
    running.sandbox("faults/clear", now=1)
    return running


@pytest.fixture
def visitor(newsroom: Newsroom, mail: MailServer) -> Visitor:
    return Visitor(newsroom)


def given(visitor: Visitor, interval: str, currency: str, typed: str = "", preset: int = 0) -> str:
    """Send the form and return the payment page."""
    status, page, url = visitor.give(interval, currency, typed, preset)
    assert status == 303, page
    return session_of(url)


def test_a_gift_goes_all_the_way(visitor: Visitor, newsroom: Newsroom) -> None:
    assert newsroom.pay(given(visitor, "once", "EUR", "12.50")) == "done"
    newsroom.wait(newsroom.books_agree)


def test_eight_deliveries_of_one_event_at_once_count_once(visitor: Visitor, newsroom: Newsroom) -> None:
    newsroom.fault("lost", times=20, event="checkout.session.completed")
    session = given(visitor, "once", "EUR", "20")
    newsroom.pay(session)
    event = next(
        row["event"]
        for row in reversed(newsroom.journal("delivery"))
        if row["type"] == "v1.checkout.session.completed"
    )
    body, gate = newsroom.event(event), threading.Barrier(8)

    def post(_copy: int) -> int:
        gate.wait()
        return newsroom.post_event(body)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(post, range(8))) == {200}
    newsroom.wait(newsroom.books_agree)
    assert newsroom.sql("SELECT count(*) FROM donations_stripeevent WHERE event_id = %s", event) == [(1,)]


def forge(newsroom: Newsroom, body: bytes) -> list[tuple[str, int, int]]:
    """Post everything that is not what it says, and return name, status and what it should be."""
    unknown = body.replace(b"v1.invoice.paid", b"v1.invoice.eaten")
    return [
        ("unsigned", newsroom.post(body, {}), 400),
        ("forged", newsroom.post_event(body, secret="whsec_of_somebody_else"), 400),
        ("old", newsroom.post_event(body, at=time.time() - 3600), 400),
        ("fat", newsroom.post_event(body + b" " * 300_000), 413),
        ("signed, and no JSON", newsroom.post_event(b"{"), 200),
        ("signed, and no event", newsroom.post_event(b"[1, 2]"), 200),
        ("of a kind that nobody knows", newsroom.post_event(unknown), 200),
        ("replayed", newsroom.post_event(body), 200),
        ("replayed again", newsroom.post_event(body), 200),
    ]


def test_what_is_forged_is_refused_and_what_is_foreign_changes_nothing(
    newsroom: Newsroom, mail: MailServer
) -> None:
    before = newsroom.sql("SELECT count(*) FROM donations_payment")
    event = {
        "id": "evt_foreign",
        "object": "v2.core.event",
        "type": "v1.invoice.paid",
        "livemode": False,
        "created": "2026-11-26T00:00:00Z",
        "related_object": {"id": "in_of_somebody", "type": "invoice", "url": "/v1/invoices/in_of_somebody"},
    }
    for name, status, wanted in forge(newsroom, json.dumps(event).encode()):
        assert status == wanted, name
    live = json.dumps(event | {"id": "evt_live", "livemode": True}).encode()
    assert newsroom.post_event(live) == 200
    kept = newsroom.sql("SELECT event_id, outcome FROM donations_stripeevent WHERE event_id LIKE 'evt_%%e%%'")
    assert ("evt_live", "ignored") in kept
    assert newsroom.sql("SELECT count(*) FROM donations_payment") == before
    newsroom.sql("DELETE FROM donations_stripeevent WHERE event_id = 'evt_foreign'")


SLOW = [pytest.param(how, marks=pytest.mark.slow) for how in ("slow", "dripping")]


@pytest.mark.parametrize("how", ["down", "lying", *SLOW])
def test_a_processor_that_does_not_answer_well_is_told_within_20_seconds(
    visitor: Visitor, newsroom: Newsroom, how: str
) -> None:
    visitor.open_form()
    {
        "down": lambda: newsroom.kill("sandbox"),
        "slow": lambda: newsroom.kill("sandbox", signal.SIGSTOP),
        "lying": lambda: newsroom.fault("truncated", path="/v1/checkout", times=10),
        "dripping": lambda: newsroom.fault("delayed", path="/v1/checkout", times=10, seconds=17),
    }[how]()
    began = time.monotonic()
    status, page, _to = visitor.give("once", "EUR", "30")
    assert time.monotonic() - began < 20
    assert status == 503
    assert "Nothing was charged" in page
    if how == "down":
        newsroom.start("sandbox")
    elif how == "slow":
        newsroom.kill("sandbox", signal.SIGCONT)
    newsroom.sandbox("faults/clear", now=1)
    newsroom.wait(lambda: visitor.give("once", "EUR", "30")[0] == 303)
    newsroom.pay(newsroom.contribution()[1])
    newsroom.wait(newsroom.books_agree)


@pytest.mark.slow
def test_the_site_dies_while_it_waits_for_the_payment_page(visitor: Visitor, newsroom: Newsroom) -> None:
    visitor.open_form()
    newsroom.fault("delayed", path="/v1/checkout", method="POST", times=1, seconds=4)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: visitor.give("month", "USD", preset=900))
        newsroom.wait(lambda: newsroom.sql("SELECT 1 FROM donations_contribution WHERE status = 'pending'"))
        newsroom.kill("site")
        assert asked.exception() is not None
    newsroom.start("site")
    newsroom.wait(lambda: visitor.give("month", "USD", preset=900)[0] == 303)
    status, session, public_id = newsroom.contribution()
    assert status == "open"
    made = [row for row in newsroom.journal("request") if str(public_id) in json.dumps(row)]
    assert len({row["idempotency_key"] for row in made if row["method"] == "POST"}) == 1
    newsroom.pay(session)
    newsroom.wait(newsroom.books_agree)


@pytest.mark.slow
@pytest.mark.parametrize("is_noted", [False, True])
def test_the_site_dies_before_it_says_where_the_payment_page_is(
    visitor: Visitor, newsroom: Newsroom, *, is_noted: bool
) -> None:
    visitor.open_form()
    newsroom.fault("delayed", path="/v1/checkout", method="POST", times=1, seconds=2)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: visitor.give("year", "USD", preset=5000))
        newsroom.wait(lambda: newsroom.sql("SELECT 1 FROM donations_contribution WHERE status = 'pending'"))
        row = "SELECT 1 FROM donations_contribution WHERE status = 'pending' FOR UPDATE"
        with newsroom.die_waiting("site", row, connection_too=not is_noted):
            pass
        assert asked.exception() is not None
    newsroom.wait(lambda: newsroom.contribution()[0] == ("open" if is_noted else "pending"))
    newsroom.start("site")
    page = given(visitor, "year", "USD", preset=5000)
    assert newsroom.contribution()[:2] == ("open", page)
    newsroom.pay(page)
    newsroom.wait(newsroom.books_agree)


@pytest.mark.slow
def test_the_site_dies_while_it_stores_an_event(visitor: Visitor, newsroom: Newsroom) -> None:
    page = given(visitor, "once", "GBP", "35")
    with newsroom.die_waiting("site", "LOCK TABLE donations_stripeevent IN SHARE MODE"):
        newsroom.pay(page)
    newsroom.start("site")
    assert newsroom.contribution()[0] == "open"
    hurry(newsroom)
    newsroom.wait(newsroom.books_agree)


@pytest.mark.slow
def test_the_worker_dies_while_it_writes_into_the_books(visitor: Visitor, newsroom: Newsroom) -> None:
    page = given(visitor, "month", "GBP", preset=900)
    row = f"SELECT 1 FROM donations_contribution WHERE session_id = '{page}' FOR UPDATE"
    with newsroom.die_waiting("worker", row):
        newsroom.pay(page)
    assert newsroom.contribution()[0] == "open"
    newsroom.start("worker")
    hurry(newsroom)
    newsroom.wait(newsroom.books_agree)


@pytest.mark.slow
def test_the_worker_dies_while_it_asks_the_processor(visitor: Visitor, newsroom: Newsroom) -> None:
    session = given(visitor, "once", "JPY", "1,000")
    newsroom.fault("delayed", path=f"/v1/checkout/sessions/{session}", times=1, seconds=20)
    newsroom.pay(session)
    newsroom.wait(
        lambda: newsroom.sql("SELECT 1 FROM donations_stripeevent WHERE attempts = 1 AND outcome = 'waiting'")
    )
    newsroom.kill("worker")
    assert newsroom.contribution()[0] == "open"
    newsroom.sandbox("faults/clear", now=1)
    newsroom.start("worker")
    hurry(newsroom)
    newsroom.wait(newsroom.books_agree)


@pytest.mark.slow
def test_the_worker_dies_after_the_mail_server_said_yes(
    visitor: Visitor, newsroom: Newsroom, mail: MailServer
) -> None:
    mail.pause_after_data = 4
    newsroom.pay(given(visitor, "once", "EUR", "45"))
    newsroom.wait(lambda: mail.taken)
    newsroom.kill("worker")
    mail.pause_after_data = 0
    newsroom.start("worker")
    hurry(newsroom)
    newsroom.wait(newsroom.books_agree)
    copies = [letter for letter in mail.taken if b"45" in letter]
    assert len(copies) == 2
    assert len({line for one in copies for line in one.split(b"\r\n") if line.startswith(b"Message-ID")}) == 1


@pytest.mark.slow
def test_no_letter_is_lost_while_the_mail_server_is_away(newsroom: Newsroom) -> None:
    newsroom.pay(given(Visitor(newsroom), "once", "EUR", "55"))
    newsroom.wait(
        lambda: newsroom.sql("SELECT 1 FROM donations_letter WHERE attempts = 1 AND status = 'due'")
    )
    with mail_at(newsroom.mail_port) as mail:
        newsroom.sql("UPDATE donations_letter SET next_at = now() WHERE status = 'due'")
        newsroom.wait(newsroom.books_agree)
    assert len(mail.taken) == 1


@pytest.mark.slow
def test_postgresql_dies_between_form_and_payment(visitor: Visitor, newsroom: Newsroom) -> None:
    session = given(visitor, "year", "GBP", preset=4000)
    newsroom.kill_postgres()
    newsroom.pay(session)
    newsroom.wait(
        lambda: newsroom.sql("SELECT 1 FROM donations_stripeevent WHERE received_at > now() - interval '9 s'")
    )
    hurry(newsroom)
    newsroom.wait(newsroom.books_agree)


@pytest.mark.slow
def test_every_delivery_is_lost_and_reconcile_finds_it_all(visitor: Visitor, newsroom: Newsroom) -> None:
    newsroom.fault("lost", times=50, event="v1.")
    newsroom.pay(given(visitor, "month", "EUR", preset=900))
    hurry(newsroom)
    newsroom.wait(newsroom.books_agree)
    assert "all subscriptions: 0" in newsroom.manage("reconcile", "--check")


def test_nothing_of_it_said_anything_about_people(running: Newsroom) -> None:
    assert "reader@example.org" not in Path(running.folder, "log").read_text()
