"""Of several cards that somebody gives for a contribution the newest is used, whichever page is seen last."""

from pathlib import Path

import pytest
from django.utils import timezone

from donations.models import CardChange
from tests.donations import giving
from tests.donations.dumps import dump, restore
from tests.donations.managing import Holder, give, work
from tests.donations.processor import READER, Processor

pytestmark = pytest.mark.django_db(transaction=True)
Status = CardChange.Status


@pytest.fixture
def holder(supporter: giving.Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def open_page(holder: Holder) -> str:
    """Ask for a page for another card, and return its number."""
    holder.send("card", sure="yes")
    return CardChange.objects.latest("id").session_id


def give_card(processor: Processor, page: str, means: str = "succeeds") -> str:
    """Give a card on this page, some minutes after whatever was before; return the number of the card."""
    processor.control("clock", days=0.01)
    processor.control("pay", session=page, email=READER, means=means)
    world = processor.core.world
    return str(world.find(world.find(page)["setup_intent"])["payment_method"])


def look_at(*pages: str) -> None:
    """Let the worker look at these pages, whenever it would have come to them."""
    CardChange.objects.filter(session_id__in=pages).update(next_at=timezone.now())
    work()


def collected_from(holder: Holder, processor: Processor) -> str:
    subscription = processor.core.world.find(holder.contribution.subscription_id or "")
    return str(subscription["default_payment_method"])


def statuses() -> list[str]:
    return list(CardChange.objects.order_by("id").values_list("status", flat=True))


def test_a_page_that_is_looked_at_late_does_not_bring_its_older_card_back(
    holder: Holder, processor: Processor
) -> None:
    first, second = open_page(holder), open_page(holder)
    give_card(processor, first)
    newest = give_card(processor, second)
    look_at(second)
    look_at(first)
    assert collected_from(holder, processor) == newest
    assert statuses() == [Status.OLDER, Status.USED]


def test_a_card_given_last_is_used_on_whichever_page_it_was(holder: Holder, processor: Processor) -> None:
    first, second = open_page(holder), open_page(holder)
    give_card(processor, second)
    newest = give_card(processor, first)
    look_at(first)
    look_at(second)
    assert collected_from(holder, processor) == newest
    assert statuses() == [Status.USED, Status.OLDER]


def test_a_restored_dump_does_not_bring_an_older_card_back(
    holder: Holder, processor: Processor, tmp_path: Path
) -> None:
    first = open_page(holder)
    dump(tmp_path / "books")
    give_card(processor, first)
    look_at(first)
    second = open_page(holder)
    newest = give_card(processor, second)
    look_at(second)
    restore(tmp_path / "books")
    assert statuses() == [Status.OPEN]
    look_at(first)
    assert collected_from(holder, processor) == newest
    assert statuses() == [Status.OLDER]


def test_a_card_that_was_set_in_the_dashboard_since_stays_and_nothing_is_collected_from_the_older(
    holder: Holder, processor: Processor
) -> None:
    page = open_page(holder)
    give_card(processor, page)
    processor.control("clock", days=0.01)
    processor.control("cards", subscription=holder.contribution.subscription_id, means="declined")
    # A month, and the hour for which an invoice is a draft.
    processor.control("clock", days=32)
    look_at(page)
    invoices = processor.core.world.table("invoice").values()
    assert sorted(one["status"] for one in invoices) == ["open", "paid"]
    assert statuses() == [Status.OLDER]
