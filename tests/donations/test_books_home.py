"""The first page of the desk: income of the month and broken invariants, for those who see the books."""

import datetime
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from donations.admin.words import TO_DO, VIEWS
from donations.ledger.invariants import ALWAYS, EVENTUALLY
from donations.models import Finding
from tests.builders import make_user
from tests.donations.books import make_contribution, make_movement, make_payment, make_reversal

pytestmark = pytest.mark.django_db


def home(client: Client, role: str = "fundraiser", **changes: Any) -> str:
    client.force_login(make_user(role, **changes))
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_books_in_order_say_so_with_the_sums_of_this_month(client: Client) -> None:
    make_payment(paid_at=timezone.now())
    page = home(client)
    assert "12.50 EUR" in page
    assert "Everything is as it must be." in page


def test_gross_back_and_net_of_this_month_stand_there(client: Client) -> None:
    payment = make_payment(paid_at=timezone.now())
    make_movement(payment, at=timezone.now())
    reversal = make_reversal(payment, amount=300, with_line=False)
    make_movement(payment, kind="refund", reversal=reversal, amount=-300, fee=0, at=timezone.now())
    page = words(home(client))
    assert "Paid in 12.50 EUR Gone back -3.00 EUR Remains, after fees 9.06 EUR" in page


def test_who_gives_regularly_and_what_it_is_worth_a_month(client: Client) -> None:
    make_contribution(interval="month", amount=900, status="active")
    make_contribution(interval="month", amount=1500, status="past_due")
    make_contribution(interval="year", amount=12000, status="active")
    make_contribution(interval="month", amount=1000, currency="JPY", status="active")
    for status in ("paused", "cancelled", "lapsed", "processing"):
        make_contribution(interval="month", amount=7700, status=status)
    page = words(home(client))
    assert "Regular contributions 4 Worth a month 34.00 EUR 1000 JPY" in page


def test_what_began_ended_and_lapsed_this_month_is_counted_with_its_reason(client: Client) -> None:
    before = timezone.now() - datetime.timedelta(days=40)
    old = {"interval": "month", "created_at": before}
    asked = old | {"status": "cancelled", "end_reason": "cancellation_requested"}
    for _turn in range(2):
        make_contribution(**asked)
    make_contribution(**asked | {"changed_at": before})
    make_contribution(**old, status="lapsed", end_reason="payment_failed")
    make_contribution(interval="month", status="active")
    make_contribution(interval="month", status="expired")
    page = words(home(client))
    assert "New this month 1 Ended this month 2 (somebody asked for it)" in page
    assert "Lapsed this month 1 (payments failed)" in page


def test_failed_renewals_are_named_and_counted(client: Client) -> None:
    row = make_contribution(interval="month", amount=900, status="past_due")
    page = home(client)
    assert f"/admin/donations/contribution/{row.pk}/change/" in page
    assert "tries again by itself" in page
    assert "None is in repair." not in page


def test_twelve_months_are_drawn_for_each_currency_with_a_table_beside(client: Client) -> None:
    now = timezone.now()
    make_payment(paid_at=now)
    make_payment(make_contribution(amount=1000, currency="JPY"), paid_at=now - datetime.timedelta(days=100))
    make_payment(make_contribution(amount=7700), paid_at=now - datetime.timedelta(days=400))
    page = home(client)
    charts = [one for one in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "bar-paid" in one]
    assert [chart.count('class="bar-paid"') for chart in charts] == [12, 12]
    table = page[page.index("<table") : page.index("</table>")]
    assert table.count('<th scope="row">') == 12
    assert "1000 JPY" in table
    assert "77.00 EUR" not in table
    assert "<script" not in "".join(charts)


def test_the_first_page_takes_as_many_queries_for_many_rows_as_for_few(client: Client) -> None:
    def fill(number: int) -> int:
        for _turn in range(number):
            make_payment(make_contribution(interval="month", status="active"), paid_at=timezone.now())
            make_contribution(interval="month", status="past_due")
            make_contribution(interval="year", status="lapsed", end_reason=f"reason {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    home(client)
    assert fill(1) == fill(8)


def test_a_broken_invariant_is_named_with_what_to_do_and_where(client: Client) -> None:
    row = make_contribution(status="paid")
    page = home(client)
    assert "Something is wrong that must never be." in page
    assert "Paid, but no payment is in the books: ask the processor again." in page
    assert f"/admin/donations/contribution/{row.pk}/change/" in page


def test_what_waits_for_people_is_no_alarm(client: Client) -> None:
    finding = Finding.objects.create(dedupe_key="x", kind="orphan")
    page = home(client)
    assert f"/admin/donations/finding/{finding.pk}/change/" in page
    assert "must never be" not in page


def test_of_many_the_first_are_shown_and_the_rest_counted(client: Client) -> None:
    for number in range(14):
        Finding.objects.create(dedupe_key=f"x{number}", kind="orphan")
    assert "4 more." in home(client)


@pytest.mark.parametrize("role", ["editor", "reporter"])
def test_others_see_nothing_of_the_books(client: Client, role: str) -> None:
    make_payment(paid_at=timezone.now())
    assert "12.50 EUR" not in home(client, role)


def test_the_books_speak_russian(client: Client) -> None:
    make_contribution(status="paid")
    page = home(client, name="masha", language="ru")
    assert "Оплачено, но платежа в книгах нет" in page
    assert "Этот месяц" in page


def test_every_invariant_has_words_and_a_page() -> None:
    assert set(VIEWS) == set(TO_DO) == {*ALWAYS, *EVENTUALLY}
