"""The sandbox's payment page: without JavaScript, by keyboard alone, at 320 px, in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import findings
from tests.browser.watching import Complaints, watch
from tests.demo.sandbox.sandboxes import Setting, running
from tests.patience import PATIENCE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


@pytest.fixture
def visit(browser: Browser, world: Setting) -> Iterator[Callable[..., Page]]:
    """Open a browser context with options; whatever the browser complains of fails the test."""
    complaints, opened = Complaints(), []
    # A refused payment answers 422, and one that is over 410: the browser writes that down.
    complaints.allow("422", "410", "400")

    def open_one(**wishes: Any) -> Page:
        context = browser.new_context(**wishes)
        context.set_default_timeout(PATIENCE * 1000)
        watch(context, world.server.origin, complaints)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()
    assert not complaints.left(), "\n".join(complaints.left())


def start(world: Setting, mode: str = "payment", **changes: Any) -> Any:
    # The shop is the sandbox's own control page: any address of this machine will do.
    home = world.url("/_control/")
    return world.start(mode, success_url=f"{home}?s={{CHECKOUT_SESSION_ID}}", cancel_url=home, **changes)


def state(world: Setting, session: Any) -> str:
    return str(world.client.v1.checkout.sessions.retrieve(session.id).payment_status)


def test_a_gift_without_javascript_goes_by_way_of_a_refusal(
    visit: Callable[..., Page], world: Setting
) -> None:
    session, page = start(world), visit(java_script_enabled=False)
    page.goto(session.url)
    page.get_by_label("E-mail address").fill("reader@example.org")
    page.get_by_label("insufficient funds").check()
    page.get_by_role("button", name="Pay 12.50").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was charged.")
    expect(page.get_by_label("E-mail address")).to_have_value("reader@example.org")
    page.get_by_label("the bank asks first").check()
    page.get_by_role("button", name="Pay 12.50").click()
    page.get_by_role("button", name="I agree").click()
    expect(page).to_have_url(world.url(f"/_control/?s={session.id}"))
    assert state(world, session) == "paid"


def test_a_subscription_by_keyboard_alone(visit: Callable[..., Page], world: Setting) -> None:
    session, page = start(world, "subscription"), visit()
    page.goto(session.url)
    page.keyboard.press("Tab")
    page.keyboard.type("reader@example.org")
    page.keyboard.press("Tab")
    expect(page.get_by_label("4242")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("succeeds within two days")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Subscribe for 12.50")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(world.url(f"/_control/?s={session.id}"))
    assert state(world, session) == "unpaid"


def test_the_language_can_be_changed_and_the_way_back_is_free(
    visit: Callable[..., Page], world: Setting
) -> None:
    page = visit(locale="ru-RU")
    page.goto(start(world).url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Пробный платёж")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Test payment")
    page.get_by_role("link", name="Back without paying").click()
    expect(page).to_have_url(world.url("/_control/"))


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize(
    "what", ["form", "refused", "bank", "over", "control", "subscription", "charge", "not done", "card"]
)
def test_it_fits_and_axe_finds_nothing(
    visit: Callable[..., Page], world: Setting, what: str, locale: str
) -> None:
    page = visit(viewport={"width": 320, "height": 640}, locale=locale)
    show(page, world, what)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    assert len(page.get_by_role("heading", level=1).all()) == 1
    assert findings(page) == []


def show(page: Page, world: Setting, what: str) -> None:
    """Go to a page of this kind."""
    if what in ("control", "subscription", "charge", "not done"):
        show_controls(page, world, what)
        return
    mode: dict[str, Any] = {"line_items": None, "submit_type": None}
    session = start(world, "setup", **mode) if what == "card" else start(world)
    if what == "over":
        world.client.v1.checkout.sessions.expire(session.id)
    page.goto(session.url)
    if what in ("refused", "bank"):
        page.locator("#email").fill("reader@example.org")
        page.locator("#means-declined" if what == "refused" else "#means-3ds").check()
        page.locator("button").click()


def show_controls(page: Page, world: Setting, what: str) -> None:
    """Go to a control page of something that has lived."""
    session = world.paid("subscription")
    payment = world.core.books()[-1]["payment_intent"]
    world.control("clock", advance=60)
    world.control("refund", payment_intent=payment, amount=100)
    world.control("dispute", payment_intent=payment)
    paths = {"subscription": f"subscriptions/{session.subscription}", "charge": f"payments/{payment}"}
    page.goto(world.url(f"/_control/{paths.get(what, '')}"))
    if what == "not done":
        page.get_by_role("button", name="Pay out", exact=True).click()
