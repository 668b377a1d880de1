"""A refusal of the processor leaves one line in the log and one at the desk, and nothing about a person."""

import logging
from typing import Any
from uuid import uuid4

import pytest

from donations import gateway, ledger
from donations.models import Finding
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)
CHOICE = ledger.Choice(interval="once", amount=4321, currency="EUR", language="en", from_path="/from/here/")


def begin() -> None:
    with pytest.raises(gateway.GatewayError):
        ledger.begin(choice=CHOICE, token=uuid4())


def test_a_refusal_is_one_line_with_its_code_and_the_processors_number(
    processor: Processor, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.STRIPE_PRODUCT_ID = "prod_of_nobody"
    with caplog.at_level(logging.WARNING, "donations"):
        begin()
    [line] = [record.getMessage() for record in caplog.records if record.name.startswith("donations")]
    finding = Finding.objects.get()
    assert line == f"no payment page: refused: resource_missing ({finding.provider_id})"
    assert finding.provider_id.startswith("req_")
    assert (finding.kind, finding.note) == ("no_page", "no payment page: refused: resource_missing")


def test_the_same_refusal_is_listed_once_a_day(processor: Processor, settings: Any) -> None:
    settings.STRIPE_PRODUCT_ID = "prod_of_nobody"
    for _turn in range(3):
        begin()
    assert Finding.objects.count() == 1


def test_an_outage_is_a_line_in_the_log_and_nothing_to_be_settled(
    processor: Processor, caplog: pytest.LogCaptureFixture
) -> None:
    processor.fault("failed_after_commit", times=None)
    with caplog.at_level(logging.WARNING, "donations"):
        begin()
    assert any(record.getMessage().startswith("no payment page: failed: ") for record in caplog.records)
    assert not Finding.objects.exists()
