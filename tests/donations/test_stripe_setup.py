"""`manage.py stripe_setup` makes what is needed at the processor once, and says what to set."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parent.parent.parent
KEYS = {"live": "rk_live_" + "0" * 20, "test": "sk_test_" + "0" * 20}


def run() -> str:
    out = StringIO()
    call_command("stripe_setup", stdout=out)
    return out.getvalue()


@pytest.fixture
def fresh(processor, settings):
    """An account in which nothing was made yet."""
    settings.STRIPE_PRODUCT_ID = ""
    settings.SITE_URL = "https://news.example"
    return processor


def test_it_makes_product_and_destination_and_prints_what_to_set(fresh) -> None:
    said = run()
    assert "STRIPE_PRODUCT_ID=newsroom_contribution" in said
    secret = re.search(r"STRIPE_WEBHOOK_SECRETS=(whsec_\w+)", said)[1]
    place = next(iter(fresh.core.world.table("v2.core.event_destination").values()))
    assert place["webhook_endpoint"]["url"] == "https://news.example/support/webhook/"
    assert place["event_payload"] == "thin"
    assert "v1.invoice.paid" in place["enabled_events"]
    assert secret


def test_run_again_it_finds_them_and_makes_nothing(fresh) -> None:
    run()
    made = [entry for entry in fresh.requests() if entry["method"] == "POST"]
    said = run()
    assert [entry for entry in fresh.requests() if entry["method"] == "POST"] == made
    assert "STRIPE_PRODUCT_ID=newsroom_contribution" in said
    assert "already" in said
    assert "whsec_" not in said


def test_a_product_that_is_set_but_not_there_is_said(fresh, settings) -> None:
    settings.STRIPE_PRODUCT_ID = "prod_of_somebody_else"
    with pytest.raises(CommandError, match="run it again"):
        run()


def test_a_processor_that_is_away_is_a_sentence(fresh) -> None:
    fresh.fault("closed_before", path="/v1/products", times=50)
    with pytest.raises(CommandError, match="Stripe did not do it"):
        run()


def test_without_a_key_it_says_so(fresh, settings) -> None:
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(CommandError, match="STRIPE_SECRET_KEY is not set"):
        run()


@pytest.mark.parametrize(
    ("key", "more", "sentence"),
    [
        ("live", {"DEMO": "1"}, "the demo never moves real money"),
        ("test", {"LIVE": "1"}, "LIVE=1 says this is the real thing"),
    ],
)
def test_a_key_of_the_wrong_kind_is_refused_at_start(key: str, more: dict[str, str], sentence: str) -> None:
    command = (sys.executable, "-c", "import newsroom.wsgi")
    environment = os.environ | {"STRIPE_SECRET_KEY": KEYS[key]} | more
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert sentence in done.stderr
