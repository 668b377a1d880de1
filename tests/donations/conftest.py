"""pytest fixtures of supporters and of the payment sandbox."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.donations.giving import Supporter
from tests.donations.processor import Processor, running


@pytest.fixture
def supporter(db: None) -> Supporter:
    return Supporter()


@pytest.fixture(scope="session")
def running_processor() -> Iterator[Processor]:
    with running() as processor:
        yield processor


@pytest.fixture
def processor(running_processor: Processor, settings: Any) -> Iterator[Processor]:
    """A payment sandbox on loopback that this test has for itself; it delivers nothing by itself."""
    running_processor.become_new()
    running_processor.enter_into(settings)
    yield running_processor
    running_processor.become_new()
