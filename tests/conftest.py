"""pytest fixtures of all tests: collected static files, and the groups that a migration made."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.cache import cache

from newsroom.demo.static_files import collect


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright's event loop would disturb other tests after it."""
    items.sort(key=lambda item: "/browser/" in item.nodeid)


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Collect static files: pages name their style sheets by hash, so nothing renders before that."""
    collect()


@pytest.fixture(autouse=True)
def committed_ground(request: pytest.FixtureRequest) -> None:
    """Restore, before a test that commits, what the one before it took when it emptied the tables.

    Such a test ends with TRUNCATE: the groups of the migration are gone, and the counts of failed
    log-ins, whose table is no model's, are still there.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server", "site"} & set(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        cache.clear()
        if not Group.objects.exists():
            import_module("articles.migrations.0002_groups").make_groups(apps, None)
            import_module("donations.migrations.0004_fundraisers").grant(apps, None)


@pytest.fixture
def offers(request: pytest.FixtureRequest) -> None:
    """Restore the first appeals and amounts, where a test before this one emptied the tables."""
    from donations.models import Appeal

    request.getfixturevalue("committed_ground")
    request.getfixturevalue("db")
    if not Appeal.objects.exists():
        import_module("donations.migrations.0003_first_appeals").make(apps, None)
