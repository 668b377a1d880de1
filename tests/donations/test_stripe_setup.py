"""`manage.py stripe_setup` makes once what is needed at the processor; refusals are sentences."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from donations.gateway import setup
from donations.gateway.client import make_client
from tests.donations.books import make_contribution
from tests.donations.processor import PRODUCT, Processor

pytestmark = pytest.mark.django_db
ADDRESS = "https://testserver/support/webhook/"


def run() -> dict[str, str]:
    """Run it, and return the settings that it prints; everything else under an empty name."""
    out = StringIO()
    call_command("stripe_setup", stdout=out)
    lines = out.getvalue().splitlines()
    printed = dict(line.split("=", 1) for line in lines if line.split("=")[0].isupper())
    return printed | {"": " ".join(line for line in lines if not line.split("=")[0].isupper())}


def destinations() -> list[Any]:
    return list(make_client().v2.core.event_destinations.list({"include": ["webhook_endpoint.url"]}).data)


@pytest.fixture
def untouched(processor: Processor, settings: Any) -> Processor:
    """An account that was never prepared, and a site that has a key alone."""
    processor.core.world.tables.clear()
    settings.STRIPE_PRODUCT_ID, settings.STRIPE_WEBHOOK_SECRETS = "", []
    return processor


def test_it_makes_product_and_destination_and_prints_what_the_environment_needs(
    untouched: Processor, settings: Any
) -> None:
    settings.SEALING_KEYS, settings.LOOKUP_KEY = [], ""
    printed = run()
    assert printed["STRIPE_PRODUCT_ID"] == setup.PRODUCT
    assert printed["STRIPE_WEBHOOK_SECRETS"].startswith("whsec_")
    assert printed["SEALING_KEYS"].startswith("first:")
    (destination,) = destinations()
    assert destination.webhook_endpoint.url == ADDRESS
    assert destination.event_payload == "thin"
    assert set(destination.enabled_events) == set(setup.TYPES)


def test_with_what_it_prints_the_site_takes_contributions_and_believes_the_events(
    untouched: Processor, settings: Any
) -> None:
    from donations import gateway
    from newsroom.core import crypto

    settings.SEALING_KEYS, settings.LOOKUP_KEY = [], ""
    printed = run()
    settings.STRIPE_PRODUCT_ID = printed["STRIPE_PRODUCT_ID"]
    settings.SEALING_KEYS, settings.LOOKUP_KEY = [printed["SEALING_KEYS"]], printed["LOOKUP_KEY"]
    assert crypto.fault_in(settings.SEALING_KEYS, settings.LOOKUP_KEY) == ""
    assert gateway.is_open()


def test_whoever_goes_live_with_the_books_of_a_rehearsal_is_told(untouched: Processor, settings: Any) -> None:
    assert "hold contributions already" not in run()[""]
    make_contribution()
    assert "never say 0: go back to the database that you dumped before them." in run()[""]
    settings.STRIPE_PRODUCT_ID = setup.PRODUCT
    assert "hold contributions already" not in run()[""]


def test_what_bank_statements_show_of_regular_contributions_stands_at_the_product(
    untouched: Processor, settings: Any
) -> None:
    settings.STRIPE_STATEMENT = "OUR GIFTS"
    first = run()
    settings.STRIPE_PRODUCT_ID = first["STRIPE_PRODUCT_ID"]
    assert "bank statements will show OUR GIFTS for regular contributions" in first[""]
    product = make_client().v1.products.retrieve(first["STRIPE_PRODUCT_ID"])
    assert product.statement_descriptor == "OUR GIFTS"
    assert "bank statements" not in run()[""]
    settings.STRIPE_STATEMENT = "A GIFT"
    assert "bank statements will show A GIFT" in run()[""]


def test_a_second_run_finds_everything_again_and_makes_nothing(untouched: Processor, settings: Any) -> None:
    first = run()
    settings.STRIPE_PRODUCT_ID = first["STRIPE_PRODUCT_ID"]
    settings.STRIPE_WEBHOOK_SECRETS = [first["STRIPE_WEBHOOK_SECRETS"]]
    before = len(untouched.requests("POST"))
    second = run()
    assert "everything was there already" in second[""]
    assert "STRIPE_WEBHOOK_SECRETS stays as it is" in second[""]
    assert first["STRIPE_WEBHOOK_SECRETS"] not in str(second)
    assert len(untouched.requests("POST")) == before
    assert len(destinations()) == 1


def test_a_secret_that_was_lost_is_looked_up_in_the_dashboard(untouched: Processor) -> None:
    run()
    assert f"reveal it in Stripe's dashboard, at {destinations()[0].id}" in run()[""]


def test_another_address_on_the_same_account_is_left_alone(untouched: Processor, settings: Any) -> None:
    run()
    settings.SITE_URL = "https://staging.example"
    assert "the destination of events was made" in run()[""]
    assert len(destinations()) == 2


def test_a_destination_that_hears_of_less_and_is_off_is_completed(untouched: Processor) -> None:
    run()
    (place,) = untouched.core.world.table("v2.core.event_destination").values()
    place |= {"enabled_events": ["v1.refund.created"], "status": "disabled"}
    said = run()[""]
    assert "hears of more" in said
    assert "switched on again" in said
    (destination,) = destinations()
    assert set(destination.enabled_events) == {"v1.refund.created", *setup.TYPES}
    assert destination.status == "enabled"


def refusal() -> str:
    with pytest.raises(CommandError) as refused:
        run()
    return str(refused.value)


def test_without_a_key_nothing_is_asked(untouched: Processor, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert refusal().startswith("STRIPE_SECRET_KEY is not set")
    assert untouched.requests() == []


def test_a_live_site_without_https_is_refused_before_anything_is_asked(
    untouched: Processor, settings: Any
) -> None:
    settings.STRIPE_SECRET_KEY, settings.SITE_URL = "sk_live_x", "http://news.example"
    assert refusal().startswith("SITE_URL must begin with https://")
    assert untouched.requests() == []


def test_a_key_that_is_not_known_is_one_sentence(untouched: Processor, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "nonsense"
    assert refusal().startswith("Stripe does not know this STRIPE_SECRET_KEY")


def test_a_product_that_is_archived_or_not_there_is_one_sentence(processor: Processor, settings: Any) -> None:
    processor.core.world.table("product")[PRODUCT]["active"] = False
    assert refusal() == f"Stripe refused: the product {PRODUCT} is archived."
    settings.STRIPE_PRODUCT_ID = "prod_of_somebody_else"
    assert refusal() == "Stripe refused: this account has no product prod_of_somebody_else."


def test_a_processor_that_is_away_is_one_sentence(processor: Processor, settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    assert refusal().endswith("nothing is lost, run this again.")
