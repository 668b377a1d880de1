"""Letters before a payment: an annual one that is due soon, and a card that ends before it."""

import datetime

import pytest
from django.utils import timezone

from donations import ledger, letters
from donations.models import Letter
from tests.donations.books import make_contribution

pytestmark = pytest.mark.django_db
IN_TEN_DAYS = datetime.timedelta(days=10)


def told(**changes: object) -> dict[str, str]:
    """Write what is due before the next payment of one contribution, and return the letters by kind."""
    values = {"interval": "year", "status": "active", "next_at": timezone.now() + IN_TEN_DAYS}
    make_contribution(**(values | changes))
    for _ in range(2):
        ledger.tell_upcoming()
    return {letter.kind: str(letters.build(letter).body) for letter in Letter.objects.all()}


def test_an_annual_payment_is_announced_once_and_wants_nothing() -> None:
    said = told(card_ends_on=timezone.localdate() + datetime.timedelta(days=300))
    assert list(said) == ["renews_soon"]
    assert "there is nothing to do" in said["renews_soon"]


def test_where_the_card_ends_first_no_letter_says_that_there_is_nothing_to_do() -> None:
    said = told(card_ends_on=timezone.localdate() + datetime.timedelta(days=5))
    assert sorted(said) == ["card_ends", "renews_soon"]
    assert "the card that pays it ends before" in said["renews_soon"]
    assert "Use another card, or stop" in said["renews_soon"]
    assert not any("nothing to do" in words for words in said.values())


@pytest.mark.parametrize(
    "changes", [{"interval": "month"}, {"status": "paused"}, {"ends_at": timezone.now()}]
)
def test_nothing_is_announced_that_is_not_collected_or_not_rare(changes: dict[str, object]) -> None:
    assert told(**changes) == {}
