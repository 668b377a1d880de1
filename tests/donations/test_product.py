"""What `manage.py stripe_setup` made is sold at the form, renewed and changed, as is what people made."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from donations import ledger
from donations.models import Contribution, Finding
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


def set_up(settings: Settings) -> str:
    """Run it on an account without a product, and take from what it prints the product's id."""
    settings.STRIPE_PRODUCT_ID = ""
    out = StringIO()
    call_command("stripe_setup", stdout=out)
    [line] = [line for line in out.getvalue().splitlines() if line.startswith("STRIPE_PRODUCT_ID=")]
    settings.STRIPE_PRODUCT_ID = product = line.partition("=")[2]
    return product


@pytest.fixture
def product(processor: Processor, settings: Settings) -> str:
    processor.core.world.tables.clear()
    return set_up(settings)


def sold(processor: Processor, holder: Holder) -> set[str]:
    """Return the products of all that the processor collects or has collected for."""
    lines = [line for one in processor.core.world.table("invoice").values() for line in one["lines"]["data"]]
    return {line["pricing"]["price_details"]["product"] for line in lines}


@pytest.mark.parametrize("interval", ["once", "month", "year"])
def test_it_is_sold_at_the_form(
    product: str, supporter: Supporter, processor: Processor, interval: str
) -> None:
    holder = give(supporter, processor, interval)
    assert holder.contribution.status in ("paid", "active")
    assert holder.contribution.payments.get().amount == 900
    assert not Finding.objects.exists()


def test_it_is_renewed_for_another_amount(product: str, supporter: Supporter, processor: Processor) -> None:
    holder = give(supporter, processor)
    assert holder.ask("amount", amount="20").amount == 2000
    processor.control("clock", days=33)
    ledger.sync_contribution(holder.contribution)
    amounts = holder.contribution.payments.order_by("paid_at").values_list("amount", flat=True)
    assert list(amounts) == [900, 2000]
    assert sold(processor, holder) == {product}


def test_a_second_run_leaves_what_runs_and_sells_the_same(
    product: str, supporter: Supporter, processor: Processor, settings: Settings
) -> None:
    give(supporter, processor)
    assert set_up(settings) == product
    holder = give(Supporter(), processor)
    assert holder.contribution.status == "active"
    assert sold(processor, holder) == {product}


@pytest.mark.parametrize("name", ["support-2026", "prod_QXg1hqf4jFNsqG", "Поддержка"])
def test_one_that_people_made_with_a_number_of_their_own_is_sold(
    supporter: Supporter, processor: Processor, settings: Settings, name: str
) -> None:
    processor.core.make_product(name)
    settings.STRIPE_PRODUCT_ID = name
    holder = give(supporter, processor)
    assert holder.contribution.status == "active"
    assert sold(processor, holder) == {name}


def test_one_that_is_not_there_is_said_to_people_and_asked_for_again_by_the_supporter(
    product: str, supporter: Supporter, processor: Processor, settings: Settings
) -> None:
    settings.STRIPE_PRODUCT_ID = "prod_of_nobody"
    refused = supporter.give("month", "EUR", "9")
    assert refused.status_code == 503
    assert "The payment page did not open" in refused.content.decode()
    assert Finding.objects.get().kind == "no_page"
    settings.STRIPE_PRODUCT_ID = product
    give(supporter, processor)
    assert Contribution.objects.filter(status="active").count() == 1
