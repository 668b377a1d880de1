"""Giving in a real browser without JavaScript: story, form, payment page, thanks, books and letters."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from donations import ledger, letters
from donations.ledger.invariants import ALWAYS
from donations.models import Contribution, Payment, StripeEvent
from tests.browser.axe import findings
from tests.browser.conftest import NewContext
from tests.browser.watching import Complaints
from tests.builders import make_story
from tests.donations.processor import Processor

pytestmark = pytest.mark.browser

PAYMENT_PAGE = re.compile("/c/pay/cs_test_")
SIZES = [(320, "light"), (768, "dark"), (1440, "light")]


@pytest.fixture
def reader(shop: Processor, new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(java_script_enabled=False).new_page()


def choose(page: Page, interval: str, currency: str, typed: str = "", preset: str = "") -> None:
    """Fill the form as people do: by its words."""
    page.get_by_label(interval, exact=True).check()
    page.get_by_role("radio", name=currency).check()
    amounts = page.get_by_role("group", name=re.compile("^Amount"))
    expect(amounts).to_have_count(1)
    if preset:
        amounts.get_by_label(preset, exact=True).check()
    else:
        amounts.get_by_label("Other", exact=True).check()
        amounts.get_by_label(re.compile("Other amount")).fill(typed)
    go_on(page)


def go_on(page: Page, button: str = "Continue", no: str = "No: I am not there") -> None:
    """Send the form, and answer the question, faster than people read it."""
    page.get_by_role("button", name=button).click()
    page.get_by_label(re.compile(no)).check()
    page.locator("button.give-button").click()


def pay(page: Page, button: str, means: str = "Card 4242") -> None:
    page.get_by_label("E-mail address").fill("reader@example.org")
    page.get_by_label(re.compile(means)).check()
    page.get_by_role("button", name=re.compile(button)).click()


def settle(shop: Processor) -> None:
    """Let the events arrive, and do the worker's work."""
    shop.deliver()
    ledger.drain()
    letters.send_due()


def agree(shop: Processor) -> None:
    """Check that the books equal the processor's, nothing is broken, and each payment has its letter."""
    ours = sorted(Payment.objects.values_list("provider_payment_id", "amount", "currency"))
    theirs = [(row["payment_intent"], row["amount"], row["currency"].upper()) for row in shop.books()]
    assert ours == sorted(theirs)
    assert ledger.broken(ALWAYS) == []
    assert len(mail.outbox) == len(ours)


GIFTS = [
    ("Once", "Euro", {"typed": "12.50"}, "Pay", "€12.50", (1250, "EUR", "paid")),
    ("Monthly", "U.S. dollar", {"preset": "$9"}, "Subscribe", "$9 a month", (900, "USD", "active")),
    ("Annually", "Yen", {"typed": "1,000"}, "Subscribe", "¥1,000 a year", (1000, "JPY", "active")),
]


@pytest.mark.parametrize("gift", GIFTS, ids=lambda gift: gift[0])
def test_a_reader_gives_and_thanks_books_receipt_and_journal_agree(
    reader: Page, shop: Processor, gift: tuple[Any, ...]
) -> None:
    interval, currency, amount, button, words, facts = gift
    story = make_story()
    reader.goto(story.get_absolute_url())
    reader.get_by_role("link", name="Contribute today").first.click()
    choose(reader, interval, currency, **amount)
    pay(reader, button)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you. Your contribution has arrived.")
    expect(reader.locator("main")).to_contain_text(words)
    settle(shop)
    contribution = Contribution.objects.get()
    assert (contribution.amount, contribution.currency, contribution.status) == facts
    assert contribution.from_path == story.get_absolute_url()
    expect(reader.locator("main")).to_contain_text(Payment.objects.get().receipt_number)
    assert Payment.objects.get().receipt_number in mail.outbox[0].subject
    assert words.split()[0] in mail.outbox[0].body
    assert StripeEvent.objects.filter(outcome="applied").exists()
    agree(shop)


def test_renewals_a_failing_card_and_a_mended_one(reader: Page, shop: Processor) -> None:
    reader.goto("/support/")
    choose(reader, "Monthly", "U.S. dollar", preset="$9")
    pay(reader, "Subscribe")
    settle(shop)
    shop.control("clock", days=32)
    settle(shop)
    assert Payment.objects.count() == 2
    contribution = Contribution.objects.get()
    shop.control("cards", subscription=contribution.subscription_id, means="declined")
    shop.control("clock", days=31)
    settle(shop)
    contribution.refresh_from_db()
    assert contribution.status == "past_due"
    assert mail.outbox[-1].subject == "Your contribution to The Moscow Times could not be renewed"
    shop.control("cards", subscription=contribution.subscription_id, means="succeeds")
    shop.control("clock", days=8)
    settle(shop)
    contribution.refresh_from_db()
    assert contribution.status == "active"
    assert Payment.objects.count() == 3
    mail.outbox[:] = [sent for sent in mail.outbox if "receipt" in sent.subject]
    agree(shop)


def test_a_double_click_leads_to_one_payment_page(reader: Page, shop: Processor) -> None:
    reader.goto("/support/")
    reader.get_by_role("button", name="Continue").dblclick()
    reader.get_by_label(re.compile("No: I am not there")).check()
    reader.locator("button.give-button").dblclick()
    expect(reader).to_have_url(PAYMENT_PAGE)
    assert Contribution.objects.count() == 1
    assert len(shop.sessions()) == 1


def test_back_and_again_is_the_same_page_and_another_choice_another(reader: Page, shop: Processor) -> None:
    reader.goto("/support/")
    go_on(reader)
    reader.wait_for_url(PAYMENT_PAGE)
    first = reader.url
    reader.go_back()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Are you in Russia")
    reader.go_back()
    go_on(reader)
    expect(reader).to_have_url(first)
    reader.get_by_role("link", name="Back without paying").click()
    expect(reader.get_by_label("€9", exact=True)).to_be_checked()
    choose(reader, "Once", "Pound", typed="30")
    reader.wait_for_url(PAYMENT_PAGE)
    assert reader.url != first
    assert Contribution.objects.count() == 1


def test_everything_is_reached_by_the_keyboard_whatever_was_chosen(
    shop: Processor, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/support/")
    page.get_by_label("Monthly", exact=True).focus()
    page.keyboard.press("ArrowRight")  # Annually
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # U.S. dollar
    expect(page.get_by_role("radio", name="U.S. dollar")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#amount-year-USD-2")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")  # Other
    page.keyboard.press("Tab")
    page.keyboard.type("77")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Please do not give")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(PAYMENT_PAGE)
    contribution = Contribution.objects.get()
    assert (contribution.interval, contribution.amount, contribution.currency) == ("year", 7700, "USD")


def test_an_amount_that_was_written_counts_without_its_button(reader: Page, shop: Processor) -> None:
    reader.goto("/support/")
    hint = reader.get_by_text("What you wrote counts.").locator("visible=true")
    expect(hint).to_have_count(0)
    reader.get_by_label("Other amount, in euros").locator("visible=true").fill("20")
    expect(hint).to_have_count(1)
    reader.get_by_role("button", name="Continue").click()
    expect(reader.get_by_role("button", name="Give €20 a month")).to_be_visible()
    assert not Contribution.objects.exists()


def test_from_the_payment_page_to_the_news_by_keyboard_alone(
    shop: Processor, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/ru/support/")
    go_on(page, "Продолжить", "Нет: я не там")
    page.wait_for_url(PAYMENT_PAGE)
    page.keyboard.press("Tab")
    page.keyboard.type("reader@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Спасибо. Мы получили ваш взнос.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the menus
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Пришлите мне ссылку")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="К новостям")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/")


def shapes(shop: Processor, new_context: NewContext) -> Iterator[tuple[str, str]]:
    """Open each kind of page once, in English and Russian: name, URL, how to get there."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/support/")
    choose(page, "Monthly", "Euro", preset="€9")
    once = Contribution.objects.get().session_id
    yield "support", "support/"
    yield "thanks-open", f"support/thanks/?s={once}"
    yield "thanks-unknown", "support/thanks/?s=nothing"
    pay(page, "Subscribe")
    yield "thanks", f"support/thanks/?s={once}"
    page.goto("/support/")
    choose(page, "Once", "Euro", typed="20")
    pay(page, "Pay", means="succeeds within two days")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your bank is at work.")
    yield "thanks-processing", f"support/thanks/?s={Contribution.objects.latest('pk').session_id}"


def look(page: Page, name: str) -> list[str]:
    """Return what axe finds, and by how much the page is too wide."""
    found = [f"{name}: {finding}" for finding in findings(page)]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{name} is {wide} too wide"] if wide > 0 else [])


def look_at_question(page: Page, url: str, name: str) -> list[str]:
    """Look at the question as it comes, opened, and with what is wrong with the answer."""
    page.goto(url)
    page.locator("button.give-button").click()
    found = look(page, name)
    page.locator("summary").click()
    found += look(page, f"{name} opened")
    page.locator("button.give-button").click()
    return found + look(page, f"{name} error")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    shop: Processor,
    new_context: Callable[..., BrowserContext],
    complaints: Complaints,
    width: int,
    scheme: str,
) -> None:
    complaints.allow("404", "422")
    found = []
    page = new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    for name, path in shapes(shop, new_context):
        for prefix in ("/", "/ru/"):
            page.goto(prefix + path)
            found += look(page, f"{prefix}{name}")
            if name == "support":
                page.locator("input[value=other]").locator("visible=true").check()
                page.locator("button.give-button").click()
                found += look(page, f"{prefix}error")
                found += look_at_question(page, f"{prefix}support/", f"{prefix}question")
    assert found == []
