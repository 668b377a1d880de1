"""The books at the desk: read by those who may, written by nobody, without email addresses."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from donations.models import Finding, Letter, StripeEvent
from newsroom.core.models import AuditEntry
from tests.answers import context_of
from tests.builders import make_user
from tests.donations.books import (
    ADDRESS,
    PAID_AT,
    make_contribution,
    make_movement,
    make_payment,
    make_payout,
    make_reversal,
    make_supporter,
)

pytestmark = pytest.mark.django_db
PAYMENTS, CONTRIBUTIONS = "/admin/donations/payment/", "/admin/donations/contribution/"
READ_ONLY = ("payment", "contribution", "finding", "letter", "stripeevent", "movement", "payout")


def sign_in(client: Client, role: str) -> Client:
    user = make_user("fundraiser") if role == "fundraiser" else make_user(role, name=role)
    user.is_superuser = role == "boss"
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def fundraiser(client: Client) -> Client:
    return sign_in(client, "fundraiser")


@pytest.fixture
def boss(client: Client) -> Client:
    return sign_in(client, "boss")


def text(client: Client, url: str, **given: Any) -> str:
    answer = client.get(url, given, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def make_rows() -> dict[str, Any]:
    payment = make_payment()
    finding = Finding.objects.create(dedupe_key="x", kind="orphan", contribution=payment.contribution)
    event = StripeEvent.objects.create(event_id="evt_1", type="v1.invoice.paid")
    rows: dict[str, Any] = {"payment": payment, "contribution": payment.contribution, "finding": finding}
    rows |= {"movement": make_movement(payment), "payout": make_payout()}
    return rows | {"letter": payment.letters.get(), "stripeevent": event}


@pytest.mark.parametrize("role", ["fundraiser", "boss"])
def test_nobody_adds_changes_or_deletes_what_is_in_the_books(client: Client, role: str) -> None:
    sign_in(client, role)
    for model, row in make_rows().items():
        before = type(row).objects.values().get(pk=row.pk)
        url = f"/admin/donations/{model}/{row.pk}"
        assert client.get(f"{url}/change/").status_code == 200
        assert client.post(f"{url}/change/", {"amount": 1, "status": "paid"}).status_code == 403
        assert client.post(f"{url}/delete/", {"post": "yes"}).status_code == 403
        assert client.post(f"/admin/donations/{model}/add/", {}).status_code == 403
        assert type(row).objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("model", READ_ONLY)
def test_pages_of_the_books_write_moments_and_nothing_for_people(fundraiser: Client, model: str) -> None:
    row = make_rows()[model]
    row.refresh_from_db()
    page = text(fundraiser, f"/admin/donations/{model}/{row.pk}/change/").partition('id="content"')[2]
    shown = re.sub("<[^>]+>", " ", page)
    assert re.search(r"[A-Z][a-z.]+ \d{1,2}, \d{4}, \d\d:\d\d CES?T", shown)
    assert not re.search(r"\d{4}-\d\d-\d\d|\+00:00|receipt:", shown)
    assert not re.search(r">\s*None\s*<", page)


def test_leaving_a_contribution_stands_under_all_that_belongs_to_it(fundraiser: Client) -> None:
    page = text(fundraiser, f"{CONTRIBUTIONS}{make_payment().contribution.pk}/change/")
    assert page.index(">Payments</h2>") < page.index(">Events</h2>") < page.index('class="closelink"')


def test_supporters_have_no_page() -> None:
    assert not any(model.__name__ == "Supporter" for model in site._registry)


@pytest.mark.parametrize("role", ["reporter", "editor", "stranger"])
@pytest.mark.parametrize("model", READ_ONLY)
def test_the_books_are_closed_to_everybody_else(client: Client, role: str, model: str) -> None:
    client.force_login(make_user(role))
    assert client.get(f"/admin/donations/{model}/").status_code == 403
    assert client.get(f"/admin/donations/{model}/csv/comma/").status_code in (302, 403, 404)


@pytest.mark.parametrize("url", [PAYMENTS, CONTRIBUTIONS])
def test_a_receipt_number_finds_its_row_and_no_other(fundraiser: Client, url: str) -> None:
    mine, other = make_payment(), make_payment(make_contribution(amount=777))
    answer = fundraiser.post(f"{url}find/", {"q": mine.receipt_number.lower()}, follow=True)
    page = answer.content.decode()
    assert "12.50 EUR" in page
    assert "7.77 EUR" not in page
    assert "7.77 EUR" in text(fundraiser, url, q=other.provider_payment_id)
    assert "12.50 EUR" not in text(fundraiser, url, q=f"MT-2611-{mine.pk:04d}")
    assert "12.50 EUR" not in text(fundraiser, url, q="12.50")


@pytest.mark.parametrize("url", [PAYMENTS, CONTRIBUTIONS])
def test_what_a_letter_or_a_list_puts_round_a_number_is_no_part_of_it(boss: Client, url: str) -> None:
    mine = make_payment()
    for words in (mine.receipt_number, mine.provider_payment_id):
        assert "12.50 EUR" in text(boss, url, q=f"\u2060{words[:4]}\u200b{words[4:]}\u00a0")


@pytest.mark.parametrize("url", [PAYMENTS, CONTRIBUTIONS])
def test_every_number_of_the_processor_finds_its_row_and_no_other(fundraiser: Client, url: str) -> None:
    row = make_contribution(interval="month", status="active", customer_id="cus_1")
    mine = make_payment(row)
    make_payment(make_contribution(amount=777))
    refund, line = make_reversal(mine, provider_id="re_1"), make_movement(mine)
    dispute = make_reversal(mine, kind="dispute", provider_id="du_1")
    numbers = [mine.provider_payment_id, row.session_id, row.subscription_id, row.customer_id]
    numbers += [refund.provider_id, dispute.provider_id, line.transaction_id, str(row.public_id)]
    for number in numbers:
        page = text(fundraiser, url, q=number or "")
        assert "12.50 EUR" in page, number
        assert "7.77 EUR" not in page, number
    assert "12.50 EUR" not in text(fundraiser, url, q="cus_2")


def test_the_processors_numbers_lead_into_its_dashboard(fundraiser: Client, settings: Any) -> None:
    settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = "", "rk_live_1"
    payment = make_payment(make_contribution(interval="month", status="active", customer_id="cus_1"))
    row, dashboard = payment.contribution, "https://dashboard.stripe.com"
    page = text(fundraiser, f"{CONTRIBUTIONS}{row.pk}/change/")
    assert f'href="{dashboard}/subscriptions/{row.subscription_id}"' in page
    assert f'href="{dashboard}/customers/cus_1"' in page
    settings.STRIPE_SECRET_KEY = "rk_test_1"
    page = text(fundraiser, f"{PAYMENTS}{payment.pk}/change/")
    assert f'href="{dashboard}/test/payments/{payment.provider_payment_id}"' in page


def test_an_event_is_found_by_a_number_with_something_unseen_in_it(fundraiser: Client) -> None:
    StripeEvent.objects.create(event_id="evt_1", type="v1.invoice.paid")
    url = "/admin/donations/stripeevent/"
    assert "v1.invoice.paid" in text(fundraiser, url, q="evt\u00ad_1\u00a0")
    assert "v1.invoice.paid" not in text(fundraiser, url, q="evt_2")


def look_for(client: Client, email: str, reason: str = "letter") -> Any:
    return client.post(f"{CONTRIBUTIONS}by-address/", {"email": email, "reason": reason}, follow=True)


def test_an_exact_address_finds_what_came_from_it_for_administrators(boss: Client) -> None:
    make_payment()
    make_payment(make_contribution(amount=777, supporter=make_supporter("other@example.org")))
    for typed in (" Reader@Example.org ", f"\ufeff{ADDRESS}\u200b"):
        answer = look_for(boss, typed)
        assert "12.50 EUR" in answer.content.decode()
        assert "7.77 EUR" not in answer.content.decode()
        assert "reader" not in answer.redirect_chain[0][0].lower()
    for unknown in ("reader@example.or", "eader@example.org", "@", "%@%"):
        answer = look_for(boss, unknown)
        assert answer.status_code == 404
        assert "Nobody has given from this address." in answer.content.decode()


def test_a_search_by_address_wants_a_reason_and_is_written_down_without_the_address(boss: Client) -> None:
    row = make_payment().contribution
    assert "Choose a reason." in look_for(boss, ADDRESS, "").content.decode()
    assert not AuditEntry.objects.exists()
    look_for(boss, ADDRESS)
    look_for(boss, "nobody@example.org", "authority")
    found, missed = AuditEntry.objects.filter(act="supporter.search").order_by("pk")
    assert (found.target_type, found.target_id) == ("donations.supporter", str(row.supporter_id))
    assert found.details == {"reason": "letter", "is_found": True}
    assert missed.details == {"reason": "authority", "is_found": False}
    assert "example.org" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize("url", [PAYMENTS, CONTRIBUTIONS])
def test_an_address_in_the_search_field_is_asked_about(boss: Client, url: str) -> None:
    make_payment()
    page = boss.post(f"{url}find/", {"q": ADDRESS}).content.decode()
    assert f'value="{ADDRESS}"' in page
    assert "Why it is looked for" in page
    assert "12.50 EUR" not in text(boss, url, q=ADDRESS)


@pytest.mark.parametrize("url", [PAYMENTS, CONTRIBUTIONS])
def test_fundraisers_can_neither_search_for_addresses_nor_see_them(fundraiser: Client, url: str) -> None:
    row = make_payment().contribution
    assert "12.50 EUR" not in text(fundraiser, url, q=ADDRESS)
    answer = fundraiser.post(f"{url}find/", {"q": ADDRESS}, follow=True)
    assert "Only those who may see email addresses" in answer.content.decode()
    assert ADDRESS not in str(answer.redirect_chain)
    assert look_for(fundraiser, ADDRESS).status_code == 403
    assert ADDRESS not in text(fundraiser, f"{CONTRIBUTIONS}{row.pk}/change/")


def test_administrators_see_the_address_on_the_page_of_a_contribution_alone(boss: Client) -> None:
    row = make_payment().contribution
    assert ADDRESS in text(boss, f"{CONTRIBUTIONS}{row.pk}/change/")
    for url in (PAYMENTS, CONTRIBUTIONS):
        assert ADDRESS not in text(boss, url)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"status": "active"}, "9.00 USD"),
        ({"interval": "month"}, "9.00 USD"),
        ({"currency": "USD"}, "9.00 USD"),
        ({"month": "2026-10"}, "9.00 USD"),
        ({"month": "2026-11"}, "12.50 EUR"),
        ({"status": "paid", "currency": "EUR", "month": "2026-11"}, "12.50 EUR"),
    ],
)
def test_payments_are_filtered(fundraiser: Client, query: dict[str, str], shown: str) -> None:
    make_payment()
    monthly = make_contribution(interval="month", amount=900, currency="USD", status="active")
    make_payment(monthly, paid_at=PAID_AT - datetime.timedelta(days=31))
    page = text(fundraiser, PAYMENTS, **query)
    assert shown in page
    assert ({"12.50 EUR", "9.00 USD"} - {shown}).pop() not in page


def test_totals_are_by_month_and_currency_in_the_newsrooms_zone(fundraiser: Client) -> None:
    moment = datetime.datetime(2026, 10, 31, 23, 30, tzinfo=datetime.UTC)
    make_payment(paid_at=moment)
    make_payment(paid_at=moment + datetime.timedelta(days=3))
    make_payment(make_contribution(amount=1000, currency="JPY"), paid_at=moment - datetime.timedelta(hours=2))
    totals = context_of(fundraiser.get(PAYMENTS))["totals"]
    found = [(total.month and f"{total.month:%Y-%m}", total.count, total.columns[0]) for total in totals]
    assert found == [
        (None, 3, ["25.00 EUR", "1000 JPY"]),
        ("2026-11", 2, ["25.00 EUR"]),
        ("2026-10", 1, ["1000 JPY"]),
    ]


def test_a_month_that_is_none_changes_nothing(fundraiser: Client) -> None:
    make_payment()
    for month in ("2026-13", "x", "2026-11-01", ""):
        assert "12.50 EUR" in text(fundraiser, PAYMENTS, month=month)


@pytest.mark.parametrize("url", [PAYMENTS, CONTRIBUTIONS, "/admin/donations/letter/"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_many(fundraiser: Client, url: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert fundraiser.get(url).status_code == 200
        return len(captured)

    make_payment()
    fundraiser.get(url)
    few = queries()
    for _turn in range(30):
        make_payment()
    assert queries() == few <= 12


def test_the_page_of_a_contribution_shows_all_that_belongs_to_it(fundraiser: Client) -> None:
    row = make_contribution(interval="month", status="past_due")
    payment = make_payment(row)
    letter = {"dedupe_key": "f", "kind": "failed_renewal", "contribution": row, "attempts": 3}
    Letter.objects.create(**letter, next_at=PAID_AT + datetime.timedelta(days=1))
    Finding.objects.create(dedupe_key="x", kind="difference", contribution=row, note="1 EUR")
    StripeEvent.objects.create(
        event_id="e", type="v1.customer.subscription.updated", object_id=str(row.subscription_id)
    )
    page = text(fundraiser, f"{CONTRIBUTIONS}{row.pk}/change/")
    for word in (payment.receipt_number, "a renewal failed", "Nov. 24, 2026", "1 EUR", row.from_path):
        assert word in page
    assert "v1.customer.subscription.updated" in page
    assert page.count("<h1") == 1
