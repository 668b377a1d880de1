"""pytest fixture for tests of the log-in."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.builders import hashed_password


@pytest.fixture
def fresh_counts(settings: Settings) -> Iterator[None]:
    """No log-in has failed yet, and hashing is quick."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The builders keep the hash of the password, and it is of the hasher that was set when they made it.
    hashed_password.cache_clear()
    cache.clear()
    yield
    hashed_password.cache_clear()
    cache.clear()
