"""Ten complaints of people who give elsewhere (`complaints.py`), each shown not to happen here."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.core import mail

from donations import ledger, letters, money
from donations.gateway.client import API_VERSION
from donations.models import Contribution, Payment, StripeEvent
from newsroom.demo.sandbox.wire import Request, Response
from tests.donations.complaints import COMPLAINTS
from tests.donations.giving import Supporter, choice, fields
from tests.donations.mailing import html_of
from tests.donations.processor import Processor
from tests.donations.test_webhook import event, send

TESTS = Path(__file__).resolve().parent.parent
CARD = {"number": "4242424242424242", "card[number]": "4242424242424242", "cvc": "123", "exp_month": "12"}


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse(path.read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("number", range(1, 11))
def test_each_complaint_has_its_tests(number: int) -> None:
    assert any(name.startswith(f"test_complaint_{number}_") for name in names_in(Path(__file__)))
    assert COMPLAINTS[number].also
    for named in COMPLAINTS[number].also:
        path, _, name = named.partition("::")
        assert name in names_in(TESTS / path), named


def settle(processor: Processor) -> None:
    """Reconcile, and send the letters."""
    for contribution in Contribution.objects.all():
        ledger.sync_contribution(contribution)
    letters.send_due()


@pytest.mark.django_db
def test_complaint_1_no_card_can_be_tried_here(supporter: Supporter, processor: Processor) -> None:
    sent = supporter.open()
    assert not [name for name in sent if re.search("card|cvc|iban|expir|number", name)]
    sent |= choice("once", "EUR", "12.50")
    for _ in range(20):
        supporter.send(sent, **CARD)
        supporter.send(sent, token="made up", **CARD)
        Supporter().send(sent, **CARD)
    assert len(processor.sessions()) == Contribution.objects.count() == 1
    assert "4242" not in str(processor.requests())
    assert not Payment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/support/", "/ru/support/", "/support/thanks/?s=cs_none"])
def test_complaint_2_nothing_from_elsewhere_has_to_load(
    supporter: Supporter, processor: Processor, path: str
) -> None:
    answer = supporter.client.get(path)
    page = answer.content.decode()
    assert "<script" not in page
    assert "<iframe" not in page
    assert not re.findall(r'<(?:link|img|source)[^>]+(?:href|src|srcset)="(?!/|https://testserver/)', page)
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("interval", "url", "words"),
    [
        ("month", "/support/", "Change, pause or end it"),
        ("year", "/ru/support/", "Изменить, приостановить или завершить"),
    ],
)
def test_complaint_3_every_receipt_says_how_to_stop(
    db: None, processor: Processor, interval: str, url: str, words: str
) -> None:
    Supporter(url=url).give(interval, "EUR", "50")
    processor.pay(Contribution.objects.get())
    settle(processor)
    processor.control("clock", days=366 if interval == "year" else 32)
    settle(processor)
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert words in letter.body
        assert words in html_of(letter)


@pytest.mark.django_db
def test_complaint_4_nobody_pays_twice_without_knowing(supporter: Supporter, processor: Processor) -> None:
    sent = supporter.open() | choice("month", "USD", preset=900)
    pages = {supporter.send(sent)["Location"] for _ in range(2)}
    contribution = Contribution.objects.get()
    tries = [processor.pay(contribution) for _ in range(2)]
    settle(processor)
    assert len(pages) == Payment.objects.count() == len(processor.books()) == 1
    assert tries == ["done", "closed"]
    assert supporter.send(sent)["Location"] == f"/support/thanks/?s={contribution.session_id}"
    assert len(processor.sessions()) == 1


@pytest.mark.django_db(transaction=True)
def test_complaint_5_a_lost_webhook_leaves_nothing_pending(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("month", "USD", preset=900)
    processor.pay(Contribution.objects.get())
    Contribution.objects.update(changed_at="2026-01-01T00:00Z")
    ledger.reconcile()
    ledger.drain()
    processor.control("clock", days=32)
    ledger.reconcile(everything=True)
    ledger.drain()
    assert not StripeEvent.objects.filter(outcome="waiting").exists()
    assert Contribution.objects.get().status == "active"
    assert Payment.objects.count() == len(processor.books()) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("currency", money.CURRENCIES.values(), ids=lambda currency: currency.code)
def test_complaint_6_a_thousand_is_a_thousand_in_every_currency(
    supporter: Supporter, processor: Processor, currency: money.Currency
) -> None:
    assert supporter.give("once", currency.code, "1,000").status_code == 303
    contribution = Contribution.objects.get()
    minor = 1000 * 10**currency.exponent
    assert contribution.amount == minor
    asked = processor.core.world.find(str(contribution.session_id), "checkout.session")
    assert (asked["amount_total"], asked["currency"]) == (minor, currency.code.lower())
    processor.pay(contribution)
    settle(processor)
    assert Payment.objects.get().amount == processor.books()[0]["amount"] == minor
    assert set(re.findall(rf"\{currency.sign}[\d,.]+\d", str(mail.outbox[0].body))) == {
        f"{currency.sign}1,000"
    }


@pytest.mark.django_db
def test_complaint_7_the_same_webhook_again_is_answered_well_and_counts_once(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("once", "EUR", "12.50")
    contribution = Contribution.objects.get()
    processor.pay(contribution)
    related = {"id": contribution.session_id, "type": "checkout.session", "url": "/"}
    told = event("evt_again", "v1.checkout.session.completed", related_object=related)
    for _ in range(3):
        assert [send(told).status_code for _ in range(3)] == [200] * 3
        ledger.drain()
    assert StripeEvent.objects.get().outcome == "applied"
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_complaint_8_another_version_of_the_api_changes_nothing_here(
    supporter: Supporter, processor: Processor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    api = processor.core.api
    handle = api.handle

    def listen(request: Request) -> Response:
        heard.append(request.header("Stripe-Version"))
        return handle(request)

    monkeypatch.setattr(api, "handle", listen)
    supporter.give("once", "EUR", "12.50")
    processor.pay(Contribution.objects.get())
    settle(processor)
    assert set(heard) - {""} == {API_VERSION}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/support/", "/ru/support/"])
def test_complaint_9_amounts_are_radio_buttons_in_named_groups(supporter: Supporter, path: str) -> None:
    page = supporter.client.get(path).content.decode()
    groups = re.findall(r"<fieldset[^>]*>(.*?)</fieldset>", page, re.DOTALL)
    assert all(re.match(r"\s*<legend>[^<]{3,}</legend>", group) for group in groups)
    assert sum(group.count('type="radio"') for group in groups) == page.count('type="radio"') > 40
    assert len(groups) == 2 + 3 * len(money.CURRENCIES)
    for group in groups[2:]:
        # The amounts first, then the field for another one, which has a name of its own.
        assert group.rindex('type="radio"') < group.index('inputmode="decimal"')
        assert re.search(r'inputmode="decimal"[^>]* aria-label="[^"]{3,}"', group)
    assert not re.search(
        r'(role|tabindex|onclick|aria-hidden)="', page[page.index("<form") :].split("</form>")[0]
    )


WORDS = {
    "/support/": ("$60", "a year", "Nothing was charged"),
    "/ru/support/": ("60\u00a0$", "в год", "Ничего не списано"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), WORDS.items())
def test_complaint_10_what_is_said_is_what_was_chosen_in_the_readers_own_words(
    db: None, processor: Processor, path: str, words: tuple[str, str, str]
) -> None:
    amount, interval, nothing = words
    reader = Supporter(url=path)
    processor.fault("failed_after_commit", times=9)
    worst = reader.give("year", "USD", "60").content.decode()
    assert amount in worst
    assert nothing in worst
    assert not re.search(r"Error|Exception|[{}]|None|null", worst[worst.index("<main") :])
    processor.control("faults/clear")
    assert reader.send(fields(worst)).status_code == 303
    contribution = Contribution.objects.get()
    assert processor.core.world.find(str(contribution.session_id), "checkout.session")["amount_total"] == 6000
    processor.pay(contribution)
    thanks = reader.client.get(f"{path}thanks/?s={contribution.session_id}").content.decode()
    settle(processor)
    assert f"{amount} {interval}" in thanks
    assert amount in mail.outbox[0].body
    assert amount in html_of(mail.outbox[0])
