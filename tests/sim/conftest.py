"""pytest fixtures of the payment sandbox, against which the defences are tried, too."""

from tests.donations.conftest import processor, running_processor, supporter

__all__ = ["processor", "running_processor", "supporter"]
