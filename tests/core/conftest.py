"""pytest fixture for tests of the log-in."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.builders import hashed_password


@pytest.fixture
def fresh_counts() -> Iterator[None]:
    """No log-in has failed yet."""
    cache.clear()
    yield
    cache.clear()
    # The builders keep the hash of the password, and one of these tests sets another hasher.
    hashed_password.cache_clear()
