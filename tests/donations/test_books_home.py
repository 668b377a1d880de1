"""The first page of the desk: income of the month and broken invariants, for those who see the books."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from donations.admin.words import TO_DO, VIEWS
from donations.ledger.invariants import ALWAYS, EVENTUALLY
from donations.models import Finding
from tests.builders import make_user
from tests.donations.books import make_contribution, make_payment

pytestmark = pytest.mark.django_db


def home(client: Client, role: str = "fundraiser", **changes: Any) -> str:
    client.force_login(make_user(role, **changes))
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_books_in_order_say_so_with_the_sums_of_this_month(client: Client) -> None:
    make_payment(paid_at=timezone.now())
    page = home(client)
    assert "12.50 EUR" in page
    assert "Everything is as it must be." in page


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
