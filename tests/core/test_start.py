"""Site, worker and manage.py refuse to start without what they need, or with keys that cannot be meant."""

from __future__ import annotations

import base64
import os
import subprocess
import sys

import pytest

from newsroom.core import crypto
from tests.demo.checkout import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes

LIVE, RESTRICTED, TEST = "sk_live_" + "0" * 20, "rk_live_" + "0" * 20, "sk_test_" + "0" * 20
GOOD, SHORT = base64.b64encode(b"k" * 32).decode(), base64.b64encode(b"k" * 31).decode()
DOORS = {
    "site": ("-c", "import newsroom.wsgi"),
    "worker": ("manage.py", "procrastinate", "healthchecks"),
    "command": ("manage.py", "check"),
}
NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "PUBLICATION_NAME")
REFUSED = [
    ({"STRIPE_SECRET_KEY": LIVE, "DEMO": "1"}, "the demo never moves real money"),
    ({"STRIPE_SECRET_KEY": RESTRICTED, "DEMO": "1", "LIVE": "1"}, "the demo never moves real money"),
    ({"STRIPE_SECRET_KEY": LIVE}, "set LIVE=1 to move real money"),
    ({"STRIPE_SECRET_KEY": RESTRICTED, "LIVE": "0"}, "set LIVE=1 to move real money"),
    ({"STRIPE_SECRET_KEY": TEST, "LIVE": "1"}, "but LIVE=1 is set"),
    ({"SEALING_KEYS": f"one:{GOOD},two:{SHORT}"}, "SEALING_KEYS: number 2 is not a name"),
    ({"LANGUAGES": "en,klingon"}, "LANGUAGES names 'klingon', which Django does not know"),
    ({"LOOKUP_KEY": "nonsense"}, "LOOKUP_KEY is not 32 random bytes"),
    ({"STRIPE_SECRET_KEY": LIVE, "LIVE": "1"}, "STRIPE_API_BASE is not Stripe, but LIVE=1 moves real money"),
    ({"WEB_WORKERS": "-2"}, "WEB_WORKERS is '-2': write a number from 1 to 64."),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS=* lets anybody name the site in its own links"),
]


def start(door: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *DOORS[door]],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize(("environment", "sentence"), REFUSED, ids=lambda given: str(given)[:40])
def test_keys_that_cannot_be_meant_are_refused_in_a_sentence_without_the_key(
    environment: dict[str, str], sentence: str
) -> None:
    said = start("site", environment)
    assert said.returncode != 0
    assert sentence in said.stderr.splitlines()[-1]
    assert not any(key in said.stderr for key in (LIVE, RESTRICTED, TEST, GOOD, SHORT))


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("door", DOORS)
def test_every_door_refuses_to_start_without_a_value_that_production_needs(door: str, name: str) -> None:
    said = start(door, {name: "", "DEBUG": "0"})
    assert said.returncode != 0
    assert f"{name} is not set: " in said.stderr.splitlines()[-1]
    assert door == "site" or len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize("door", DOORS)
def test_every_door_refuses_a_live_key_that_nobody_confirmed(door: str) -> None:
    said = start(door, {"STRIPE_SECRET_KEY": LIVE})
    assert said.returncode != 0
    assert "set LIVE=1 to move real money" in said.stderr


@pytest.mark.parametrize("key", [LIVE, RESTRICTED])
def test_a_live_key_that_is_confirmed_starts(key: str) -> None:
    stripe = {"STRIPE_API_BASE": "", "STRIPE_CHECKOUT_ORIGINS": "https://checkout.stripe.com"}
    said = start("site", {"STRIPE_SECRET_KEY": key, "LIVE": "1", **stripe})
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("keys", [[GOOD], [f":{GOOD}"], [f"a:{GOOD}", f"a:{GOOD}"], ["a:"], ["a:%%%"]])
def test_sealing_keys_that_are_malformed_are_one_sentence_that_tells_no_key(keys: list[str]) -> None:
    said = crypto.fault_in(keys, "")
    assert said.startswith("SEALING_KEYS")
    assert GOOD not in said


def test_new_keys_are_good_and_each_is_another() -> None:
    first, second = crypto.new_key(), crypto.new_key()
    assert first != second
    assert crypto.fault_in([f"a:{first}", f"b:{second}"], first) == ""
    assert crypto.fault_in([], "") == ""
