"""pytest fixtures of all tests: static files, a database for each run, a supporter, the payment sandbox."""

from __future__ import annotations

import gc
import math
import os
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import TransactionTestCase, override_settings
from django.utils.safestring import SafeString
from pytest_django import DjangoDbBlocker
from whitenoise import WhiteNoise

from articles.desk import due
from newsroom.demo.static_files import collect
from tests import migrated
from tests.donations.giving import Supporter
from tests.donations.processor import Processor, running
from tests.ground import Ground

PRODUCT = ("newsroom", "articles", "donations")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright's event loop would disturb other tests after it.

    Branches are counted at the first parameters of each test, and without a browser: that doubles the time.
    """
    items.sort(key=lambda item: "/browser/" in item.nodeid)
    for item in items:
        parameters = getattr(item, "callspec", None)
        if "/browser/" in item.nodeid or (parameters and any(parameters.indices.values())):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Keep the garbage collector from going through all modules and tests again and again.

    What a page leaves behind is a few thousand objects: once in many pages is enough for it.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def looked_up(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test count queries without the look-up for scheduled changes, one a second."""
    due.look()
    monkeypatch.setattr(due, "LOOK_EVERY", math.inf)


@pytest.fixture(scope="session", autouse=True)
def static_files() -> Iterator[None]:
    """Collect static files: pages name their style sheets by hash, so nothing renders before that.

    Each test client has a middleware of its own, which would go through the folder anew.
    """
    collect()
    look = WhiteNoise.update_files_dictionary
    found: dict[tuple[str, str], dict[str, object]] = {}

    def look_once(self: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in found:
            look(self, root, prefix)
            found[root, prefix] = dict(self.files)
        self.files.update(found[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def whole_product(pytestconfig: pytest.Config) -> None:
    """Import every module where branches are counted: who needs one first may not be counted."""
    for package in PRODUCT if pytestconfig.pluginmanager.hasplugin("_cov") else ():
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if not module.name.endswith((".__main__", ".wsgi")) and ".migrations" not in module.name:
                import_module(module.name)


@pytest.fixture(scope="session", autouse=True)
def plain_rendering(django_test_environment: None) -> Iterator[None]:
    """Render templates as the site does.

    Django's test environment copies the context of every template, each widget's own included: an eighth of
    the time of a form. What a page was given is in `context_data` of its answer anyhow.
    """

    def render(template: Template, context: Context) -> SafeString:
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_hashing() -> Iterator[None]:
    """Hash passwords quickly: the hasher of production takes a third of a second, on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> bool:
    """Name the test database by the run, beside the worker: two runs may share the server.

    Returns whether it will be a copy of one that went through the migrations (`tests/migrated.py`).
    """
    test = settings.DATABASES["default"].setdefault("TEST", {})
    test["NAME"] = f"{test.get('NAME') or 'test_newsroom'}_{os.environ['NEWSROOM_TESTS']}"
    with django_db_blocker.unblock():
        return migrated.use()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_modify_db_settings: bool, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Restore after each test that commits what migrations made (`tests/ground.py`)."""
    with django_db_blocker.unblock():
        if not django_db_modify_db_settings:
            migrated.keep()
        ground = Ground()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: ground.restore())
        yield


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
