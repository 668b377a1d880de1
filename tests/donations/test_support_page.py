"""The support page: what it offers, what stands in it, and what no link may fill in."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from donations.models import Appeal, Contribution, PresetAmount
from tests.donations.giving import Supporter, aged, choice, fields
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_letter_and_offers_a_middle_amount_monthly_in_euros(supporter: Supporter) -> None:
    page = supporter.client.get("/support/").content.decode()
    assert '<h1 dir="auto">Keep the notebook open</h1>' in page
    assert "<p>Dear reader,</p>" in page
    sent = supporter.open()
    assert (sent["interval"], sent["currency"], sent["amount-month-EUR"]) == ("month", "EUR", "month:EUR:900")
    assert page.count("<fieldset") == page.count("<legend>") == 2 + 3 * 4
    assert "<script" not in page


def test_the_page_speaks_russian_below_ru(supporter: Supporter) -> None:
    page = supporter.client.get("/ru/support/").content.decode()
    assert '<html lang="ru">' in page
    assert '<h1 dir="auto">Пусть блокнот остаётся открытым</h1>' in page
    assert "<legend>Сумма в месяц, евро</legend>" in page
    assert 'href="/support/" lang="en"' in page
    assert not re.search(r">[^<]*\b(Amount|Currency|Continue|Other)\b", page)


def test_fundraisers_change_words_and_amounts_by_rows(supporter: Supporter) -> None:
    Appeal.objects.create(
        placement="support_page",
        heading="A winter appeal",
        text="One.\n\nTwo.",
        button="Give now",
        priority=5,
    )
    PresetAmount.objects.filter(interval="month", currency="EUR").delete()
    PresetAmount.objects.create(interval="month", currency="EUR", amount=1234)
    page = supporter.client.get("/support/").content.decode()
    assert '<h1 dir="auto">A winter appeal</h1>' in page
    assert "<p>Two.</p>" in page
    assert ">Give now</button>" in page
    assert fields(page)["amount-month-EUR"] == "month:EUR:1234"
    assert "€12.34" in page


def test_the_page_works_without_any_appeal_or_preset(supporter: Supporter) -> None:
    Appeal.objects.all().delete()
    PresetAmount.objects.all().delete()
    assert (
        '<h1 dir="auto">Support The Moscow Times</h1>' in supporter.client.get("/support/").content.decode()
    )


def test_where_no_preset_is_left_the_field_for_another_amount_is_chosen(
    supporter: Supporter, processor: Processor
) -> None:
    PresetAmount.objects.filter(interval="month", currency="EUR").delete()
    form = supporter.open()
    assert (form["amount-month-EUR"], form["amount-year-EUR"]) == ("other", "year:EUR:9000")
    refused = supporter.send(form)
    assert refused.status_code == 422
    assert '<a href="#other-month-EUR">' in refused.content.decode()
    assert supporter.give("month", "EUR", "9").status_code == 303


def test_a_preset_that_is_offered_no_more_stays_chosen_when_the_form_is_shown_again(
    supporter: Supporter, processor: Processor
) -> None:
    form = supporter.open()
    PresetAmount.objects.filter(interval="month", currency="EUR", amount=900).delete()
    again = fields(supporter.send(form | {"token": "forged"}).content.decode())
    assert (again["amount-month-EUR"], again["other-month-EUR"]) == ("other", "9.00")
    assert supporter.send(again).status_code == 303
    assert Contribution.objects.get().amount == 900


def test_the_form_sets_no_cookie_and_no_shared_cache_keeps_it(supporter: Supporter) -> None:
    for answer in (Client().get("/support/"), supporter.ask(supporter.open())):
        assert not answer.cookies
        assert not answer.has_header("Vary") or "cookie" not in answer["Vary"].lower()
        assert answer["Cache-Control"] == "private, max-age=0"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/2026/11/23/ferries-a7", "/2026/11/23/ferries-a7"),
        ("/ru/topic/grain/", "/ru/topic/grain/"),
        ("/" + "a" * 499, "/" + "a" * 499),
        ("/" + "a" * 500, ""),
        ("//elsewhere.example/", ""),
        ("/\\elsewhere.example/", ""),
        ("https://elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        ("2026/11/23/", ""),
        ("/a b", ""),
        ("/a\nb", ""),
        ("/a\x00b", ""),
        ("/?email=reader@example.org", ""),
        ("/#part", ""),
        ('/"><script>', ""),
        ("/новости/", ""),
    ],
)
def test_the_path_that_led_here_is_kept_as_text_and_anything_else_dropped(
    supporter: Supporter, processor: Processor, given: str, kept: str
) -> None:
    answer = supporter.client.get("/support/", {"from": given})
    sent = fields(answer.content.decode())
    assert sent["from_path"] == kept
    assert supporter.send(sent | {"from_path": given}).status_code == 303
    assert Contribution.objects.get().from_path == kept


@pytest.mark.parametrize("token", ["", "forged", "a" * 32 + ":forged", "0" * 5000, "\x00"])
def test_a_form_without_our_token_is_shown_again_with_everything_in_it(
    supporter: Supporter, processor: Processor, token: str
) -> None:
    answer = supporter.send(supporter.open() | choice("once", "GBP", "12.50") | {"token": token})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Please send it once more" in page
    assert not Contribution.objects.exists()
    sent = fields(page)
    assert sent["other-once-GBP"] == "12.50"
    assert supporter.send(sent).status_code == 303
    assert Contribution.objects.get().amount == 1250


ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://[testserver"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
]
HERE: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
    {"Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_what_another_site_sends_is_shown_again_and_begins_nothing(
    supporter: Supporter, processor: Processor, headers: dict[str, str]
) -> None:
    sent = supporter.open() | choice("once", "GBP", "12.50")
    question = fields(supporter.ask(sent).content.decode()) | {"answer": "no"}
    for url, body in (("/support/", sent), ("/support/question/", question)):
        answer = Client().post(url, body, headers=headers)
        assert answer.status_code == 403
        again = fields(answer.content.decode())
        assert (again["other-once-GBP"], again["token"]) == ("12.50", sent["token"])
    assert not Contribution.objects.exists()
    assert processor.requests() == []


@pytest.mark.parametrize("headers", HERE)
def test_what_our_own_page_sends_is_taken_in_any_browser(
    supporter: Supporter, processor: Processor, headers: dict[str, str]
) -> None:
    asked = Client().post("/support/", supporter.open(), headers=headers)
    assert asked.status_code == 200
    question = fields(asked.content.decode())
    sent = question | {"answer": "no", "choice": aged(question["choice"])}
    assert Client().post("/support/question/", sent, headers=headers).status_code == 303


@pytest.mark.parametrize("missing", ["STRIPE_SECRET_KEY", "STRIPE_PRODUCT_ID", "SEALING_KEYS", "LOOKUP_KEY"])
def test_without_its_keys_the_page_says_that_it_is_closed(
    supporter: Supporter, settings: Settings, missing: str
) -> None:
    setattr(settings, missing, type(getattr(settings, missing))())
    for url in ("/support/", "/ru/support/", "/support/thanks/?s=cs_test_1"):
        answer = supporter.client.get(url)
        assert answer.status_code == 503
        assert "<form" not in answer.content.decode()
    assert "Contributions are not open yet" in supporter.client.get("/support/").content.decode()
    assert 'class="appeal-banner"' not in supporter.client.get("/").content.decode()


@pytest.mark.parametrize("keys", [["t1:short"], ["t1:not base64"], ["t1"]])
def test_with_broken_keys_the_page_is_closed(
    supporter: Supporter, settings: Settings, keys: list[str]
) -> None:
    settings.SEALING_KEYS = keys
    assert supporter.client.get("/support/").status_code == 503


def test_other_methods_are_refused(supporter: Supporter) -> None:
    for method in ("put", "delete", "patch"):
        assert getattr(supporter.client, method)("/support/").status_code == 405


@pytest.mark.parametrize(
    ("query", "interval", "currency", "amount"),
    [
        ("interval=month&amount=10&currency=EUR", "month", "EUR", "10.00"),
        ("interval=once&amount=25&currency=USD", "once", "USD", "once:USD:2500"),
        ("amount=12.5", "month", "EUR", "12.50"),
        ("currency=JPY&amount=777", "month", "JPY", "777"),
        ("interval=year", "year", "EUR", "year:EUR:9000"),
    ],
)
def test_a_link_fills_the_form_in(
    supporter: Supporter, query: str, interval: str, currency: str, amount: str
) -> None:
    sent = supporter.open(f"?{query}&from=/2026/11/23/ferries-a7")
    key = f"{interval}-{currency}"
    stands = sent[f"other-{key}"] or sent[f"amount-{key}"]
    assert (sent["interval"], sent["currency"], stands) == (interval, currency, amount)
    assert sent["from_path"] == "/2026/11/23/ferries-a7"


@pytest.mark.parametrize(
    "query",
    [
        *("interval=week", "currency=RUB", "currency=eur", "amount=ten", "amount=", "amount=1", "amount=-10"),
        *(
            "amount=10000.01",
            "amount=12.505",
            "amount=1,000",
            "amount=€10",
            "amount=１０",
            "amount=10&amount=20",
        ),
        *(
            "interval=once&currency=JPY&amount=10.50",
            "interval=year&interval=month",
            "currency=GBP&amount=<b>",
        ),
    ],
)
def test_a_link_that_is_not_right_in_all_its_parts_fills_in_nothing(supporter: Supporter, query: str) -> None:
    sent, plain = supporter.open(f"?{query}"), supporter.open()
    assert sent | {"token": ""} == plain | {"token": ""}


def test_who_comes_back_from_the_payment_page_hears_that_nothing_was_charged_at_the_form(
    supporter: Supporter, processor: Processor
) -> None:
    supporter.give("month", "EUR", "9")
    contribution = Contribution.objects.get()
    page = supporter.client.get(f"/support/?r={contribution.public_id}").content.decode()
    assert page.index('id="give"') < page.index("Nothing was charged") < page.index("<form")
    assert page.index("<form") < page.index("Dear reader")
    for reference in ("", "nonsense", "00000000-0000-0000-0000-000000000000"):
        assert "Nothing was charged" not in supporter.client.get(f"/support/?r={reference}").content.decode()
