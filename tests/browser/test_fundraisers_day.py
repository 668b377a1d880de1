"""A fundraiser's day in a real browser, as `docs/how-to/work-with-contributions.md` tells it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from donations import ledger
from donations.models import Contribution, RefundOrder
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, work
from tests.donations.processor import Processor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOM = "/admin/donations"


@pytest.fixture
def desk(page: Page, sign_in: SignIn, shop: Processor) -> Page:
    sign_in(page, "fundraiser")
    return page


@pytest.fixture
def monthly(shop: Processor) -> Holder:
    return give(Supporter(), shop)


def press(page: Page, *names: str) -> None:
    """Press what has these words, one after the other; a tick that is asked for comes first."""
    for name in names:
        for box in page.locator("main input[name=sure][type=checkbox]").all():
            box.check()
        found = page.get_by_role("button", name=name, exact=True)
        found.or_(page.get_by_role("link", name=name, exact=True)).first.click()


def said(page: Page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words)


def make_everything() -> None:
    """Let the worker do what is wanted, also what waits for another try."""
    RefundOrder.objects.update(next_at=timezone.now())
    work()
    ledger.make_refunds()
    work()


def status_of(contribution: Contribution) -> str:
    work()
    contribution.refresh_from_db()
    return str(contribution.status)


def find(page: Page, where: str, typed: str) -> None:
    page.goto(f"{ROOM}/{where}/")
    page.get_by_role("searchbox").fill(typed)
    press(page, "Search")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)


def test_the_first_page_answers_at_one_look(desk: Page, monthly: Holder) -> None:
    desk.goto("/admin/")
    for name in ("This month", "Regular contributions", "The books", "The last twelve months"):
        expect(desk.get_by_role("heading", name=name).first).to_be_visible()
    said(desk, "9.00 EUR")
    said(desk, "Everything is as it must be.")


def test_a_contribution_is_found_by_its_receipt_and_by_every_number(desk: Page, monthly: Holder) -> None:
    row, payment = monthly.contribution, monthly.contribution.payments.get()
    mistyped = payment.receipt_number.lower()
    mistyped = mistyped[:8] + mistyped[8:].replace("o", "0").replace("i", "1")
    numbers = (payment.provider_payment_id, row.subscription_id, row.customer_id, row.session_id)
    for typed in (payment.receipt_number, mistyped, *map(str, numbers)):
        for where in ("contribution", "payment"):
            find(desk, where, typed)


def test_what_can_be_done_with_a_contribution_stands_above_it(desk: Page, monthly: Holder) -> None:
    row = monthly.contribution
    url = f"{ROOM}/contribution/{row.pk}/change/"
    for names, status in (
        (("End", "End this contribution"), "cancelled"),
        (("Undo the ending", "Let it go on"), "active"),
        (("Pause",), "active"),
        (("Go on now", "End the pause"), "active"),
    ):
        desk.goto(url)
        press(desk, *names)
        if names == ("Pause",):
            desk.get_by_label("For how long").select_option("2")
            press(desk, "Pause this contribution")
            status = "paused"
        said(desk, "It is written down.")
        assert status_of(row) == status
    desk.goto(url)
    press(desk, "Change the amount")
    desk.get_by_label(re.compile("New amount")).fill("12.50")
    press(desk, "Change the amount")
    assert status_of(row) == "active"
    assert row.amount == 1250


def test_the_processor_is_asked_again_and_the_link_sent(desk: Page, monthly: Holder) -> None:
    desk.goto(f"{ROOM}/contribution/{monthly.contribution.pk}/change/")
    press(desk, "Ask the processor again")
    said(desk, "nothing changed")
    press(desk, "Send the manage link")
    said(desk, "The letter with the link is due")
    press(desk, "Send the manage link")
    said(desk, "within the last ten minutes")


def test_a_rehearsal_gift_is_refunded_and_nothing_differs(
    desk: Page, shop: Processor, capsys: pytest.CaptureFixture[str]
) -> None:
    gift = give(Supporter(), shop, "once").contribution.payments.get()
    # Its own line of the balance comes after a minute; a refund that is made before waits for it.
    shop.control("clock", advance=120)
    ledger.sync_contribution(gift.contribution)
    find(desk, "payment", gift.receipt_number)
    desk.locator("#result_list tbody a").first.click()
    press(desk, "Send the receipt again")
    said(desk, "The receipt is due")
    press(desk, "Refund")
    desk.get_by_label("Reason").select_option("asked")
    press(desk, "Give it back")
    said(desk, "It cannot be taken back.")
    press(desk, "Give it back")
    said(desk, "The refund is written down.")
    make_everything()
    desk.reload()
    said(desk, "-9.00 EUR")
    assert ledger.left_of(gift) == 0
    assert_that_nothing_differs(shop, capsys)


def test_a_finding_is_settled(desk: Page, shop: Processor, capsys: pytest.CaptureFixture[str]) -> None:
    gift = give(Supporter(), shop, "once").contribution.payments.get()
    shop.control("dispute", payment_intent=gift.provider_payment_id)
    ledger.sync_contribution(gift.contribution)
    desk.goto(f"{ROOM}/finding/")
    desk.locator("#result_list tbody a").first.click()
    for what in ("What happened:", "What was kept:", "What to do now:"):
        said(desk, what)
    press(desk, "Settle")
    desk.get_by_label("How was it dealt with?").select_option("there")
    press(desk, "Settle")
    said(desk, "Settled.")
    assert_that_nothing_differs(shop, capsys)


def assert_that_nothing_differs(shop: Processor, capsys: pytest.CaptureFixture[str]) -> None:
    """Wait until all lines are booked, take them in, and compare."""
    shop.control("clock", advance=120)
    ledger.reconcile()
    call_command("reconcile", "--check")
    printed = capsys.readouterr().out
    assert "and all subscriptions: 0" in printed
    assert "Broken invariants: 0" in printed


def test_a_letter_is_looked_at_sent_to_oneself_and_said_in_other_words(
    desk: Page, shop: Processor, complaints: Complaints
) -> None:
    complaints.allow("422")
    desk.goto(f"{ROOM}/lettertext/")
    press(desk, "All letters")
    desk.get_by_role("link", name=re.compile("English$")).first.click()
    press(desk, "Send it to me")
    said(desk, "Sent to the email address of your account.")
    press(desk, "Change its words")
    text = desk.locator("textarea[name=text]")
    text.fill("Thank you for {promise}, {name}.")
    press(desk, "Save")
    said(desk, "In braces stands one of")
    text.fill("Thank you for {promise}, says {publication}.")
    press(desk, "Save")
    give(Supporter(), shop)
    assert "Thank you for €9 a month, says The Moscow Times." in mail.outbox[-1].body
    desk.locator("#result_list tbody a").first.click()
    press(desk, "Delete", "Delete")
    give(Supporter(), shop)
    assert "Your monthly contribution of €9 has arrived." in mail.outbox[-1].body


def test_each_list_is_taken_along_twice(desk: Page, monthly: Holder) -> None:
    for where in ("contribution", "payment", "finding", "letter", "movement", "payout"):
        desk.goto(f"{ROOM}/{where}/")
        for link in desk.get_by_role("link", name=re.compile("^CSV")).all():
            answer = desk.request.get(desk.evaluate("link => link.href", link.element_handle()))
            assert answer.headers["content-disposition"].endswith('.csv"')
            assert "@" not in answer.text()
        expect(desk.get_by_role("link", name=re.compile("^CSV"))).to_have_count(2)
