"""What tests of the log-in begin with."""

import pytest
from django.core.cache import cache

from tests.builders import hashed_password


@pytest.fixture
def fresh_counts(settings):
    """Nobody has guessed yet, and hashing is quick."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The builders keep the hash of the password, and it is of the hasher that was set when they made it.
    hashed_password.cache_clear()
    cache.clear()
    yield
    hashed_password.cache_clear()
    cache.clear()
