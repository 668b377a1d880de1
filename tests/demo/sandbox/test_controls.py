"""The sandbox's test pages: every course is reached by the buttons that a person sees, without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.answers import find
from tests.demo.sandbox.sandboxes import Setting, running

HOME = "/_control/"


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def see(world: Setting, path: str = HOME) -> str:
    answer = world.web.get(world.url(path))
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def press(world: Setting, path: str, label: str, **typed: str) -> str:
    """Press the first button of this label on a page, as a browser does; return the page that follows."""
    page = see(world, path)
    buttons = re.finditer(r'<button(?: name="(\w+)" value="([^"]*)")?[^>]*>([^<]+)</button>', page)
    pressed = next(one for one in buttons if one[3] == label)
    form = page[page.rindex("<form", 0, pressed.start()) : page.index("</form>", pressed.start())]
    fields = dict(re.findall(r'<input [^>]*name="(\w+)" value="([^"]*)"', form))
    for select in re.finditer(r'<select name="(\w+)".*?</select>', form):
        fields[select[1]] = find(r'value="([^"]*)"( selected)?', select[0])[1]
        if chosen := re.search(r'value="([^"]*)" selected', select[0]):
            fields[select[1]] = chosen[1]
    if pressed[1]:
        fields[pressed[1]] = pressed[2]
    act = find(r'action="([^"]+)"', form)[1]
    return unescape(world.web.post(world.url(act), data=fields | typed).text)


def payment_page(world: Setting) -> str:
    """Pay a page, wait for its line, and return the address of the payment's control page."""
    session = world.paid()
    press(world, HOME, "Two hours on")
    return find(rf'href="({HOME}payments/{session.payment_intent})"', see(world))[1]


def subscription_page(world: Setting, **changes: Any) -> str:
    session = world.paid("subscription", **changes)
    return find(rf'href="({HOME}subscriptions/{session.subscription})"', see(world))[1]


def state(world: Setting, path: str) -> str:
    return find(r"sub_\w+: ([^.]+)\.", see(world, path))[1]


def test_a_part_is_refunded_and_the_rest_after_it(world: Setting) -> None:
    path = payment_page(world)
    assert "5.00\u00a0EUR" in press(world, path, "Refund", sum="5.00")
    page = press(world, path, "Refund", course="pending")
    assert "pending, processing" in page
    page = press(world, path, "Succeed")
    assert "pending, processing" not in page
    assert "\u22127.50\u00a0EUR" in page
    assert "12.50\u00a0EUR refunded" in see(world)
    assert "expired_or_canceled_card" in press(world, path, "Fail")


def test_a_refund_of_too_much_is_explained_with_a_way_back(world: Setting) -> None:
    path = payment_page(world)
    page = press(world, path, "Refund", sum="99.00")
    assert "Not done" in page
    assert "greater than unrefunded" in page
    assert f'href="{path}"' in page
    assert "is such as" in press(world, path, "Refund", sum="much")


@pytest.mark.parametrize(("decision", "status", "lines"), [("Win", "won", 3), ("Lose", "lost", 2)])
def test_a_dispute_is_answered_and_decided(world: Setting, decision: str, status: str, lines: int) -> None:
    path = payment_page(world)
    assert "needs_response" in press(world, path, "Dispute")
    assert "under_review" in press(world, path, "Respond")
    assert f"<td>{status}</td>" in press(world, path, decision)
    assert see(world, path).count("<td>txn_") == lines
    assert "disputed" in see(world)


def test_an_inquiry_becomes_a_dispute(world: Setting) -> None:
    path = payment_page(world)
    assert "warning_needs_response" in press(world, path, "Dispute", **{"as": "inquiry"})
    assert "<td>needs_response</td>" in press(world, path, "Escalate")


def test_what_is_available_is_paid_out_or_refused_by_the_bank(world: Setting) -> None:
    payment_page(world)
    press(world, HOME, "A week on")
    assert "12.06\u00a0EUR can be paid out" in see(world)
    assert "pending" in press(world, HOME, "Pay out, and the bank refuses")
    assert "failed" in press(world, HOME, "A week on")
    press(world, HOME, "Take it", sum="1.00")
    assert "11.06\u00a0EUR" in press(world, HOME, "Pay out")
    assert "insufficient funds" in press(world, HOME, "Pay out")


def test_a_subscription_is_changed_paused_and_resumed(world: Setting) -> None:
    path = subscription_page(world)
    assert "<h1>20.00\u00a0EUR a month</h1>" in press(world, path, "Change the price", sum="20.00")
    press(world, path, "Pause", days="40")
    assert state(world, path).startswith("active, paused until")
    press(world, HOME, "A month on")
    assert "<td>void</td>" in see(world, path)
    press(world, path, "Resume")
    assert state(world, path) == "active"
    page = press(world, path, "Change the price", interval="year")
    assert "<h1>20.00\u00a0EUR a year</h1>" in page


def test_a_subscription_is_ended_in_each_way(world: Setting) -> None:
    path = subscription_page(world)
    for label in ("End it with its period", "End it then"):
        press(world, path, label)
        assert state(world, path).startswith("active, ends 20")
        press(world, path, "Do not end it")
        assert state(world, path) == "active"
    press(world, path, "End it now")
    assert state(world, path) == "canceled"
    assert "End it now" not in see(world, path)
    other = subscription_page(world)
    press(world, other, "Delete the customer")
    assert state(world, other) == "canceled"


def test_a_card_fails_and_recovers(world: Setting) -> None:
    press(world, HOME, "Set", after_retries="unpaid")
    path = subscription_page(world)
    press(world, path, "Change", means="insufficient")
    press(world, HOME, "A month on")
    press(world, HOME, "Two hours on")
    assert state(world, path) == "past_due"
    assert "insufficient funds" in press(world, path, "Pay")
    press(world, HOME, "A week on")
    assert state(world, path) == "unpaid"
    press(world, path, "Change", means="succeeds")
    assert state(world, path) == "active"


def test_an_invoice_is_stopped_or_voided(world: Setting) -> None:
    path = subscription_page(world, means="recovers")
    press(world, HOME, "A month on")
    press(world, HOME, "Two hours on")
    assert state(world, path) == "past_due"
    assert "<td>void</td>" in press(world, path, "Void")
    assert state(world, path) == "active"


def test_an_open_page_can_be_paid_or_expired(world: Setting) -> None:
    session = world.start()
    assert f'href="/c/pay/{session.id}"' in see(world)
    assert session.id not in press(world, HOME, "Expire")


def test_what_is_not_there_is_said(world: Setting) -> None:
    for path in ("payments/pi_none", "subscriptions/sub_none"):
        assert world.web.get(world.url(HOME + path)).status_code == 404
