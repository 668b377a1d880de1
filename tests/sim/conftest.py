"""The defences are also tried against the processor's sandbox."""

from tests.donations.conftest import processor, running_processor

__all__ = ["processor", "running_processor"]
