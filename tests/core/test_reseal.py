"""`manage.py reseal`: a key that leaked is retired, and one that is needed is missed aloud."""

import base64
import datetime
import logging
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from donations import ledger, letters
from donations.models import Letter, Supporter
from newsroom.core import crypto, resealing
from newsroom.management.sealed_places import PLACES, log_missing_keys
from tests.builders import make_user
from tests.core.totp import SECOND, code, log_in, switch_on
from tests.donations.books import make_supporter
from tests.donations.test_letters import make_letter
from tests.house.tree import real_tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]
NEW = "2027:" + base64.b64encode(b"N" * 32).decode()


def reseal(*flags: str) -> str:
    out = StringIO()
    call_command("reseal", *flags, stdout=out)
    return out.getvalue()


def keys() -> set[str]:
    return {key for place in PLACES for key in place.counts()}


@pytest.fixture
def colleague() -> Client:
    client = Client()
    log_in(client, make_user("editor").username)
    return client


def test_everything_is_sealed_anew_so_that_the_old_key_can_go(
    colleague: Client, client: Client, settings: Settings
) -> None:
    old, secret = settings.SEALING_KEYS, switch_on(colleague)
    for number in range(5):
        make_supporter(f"reader{number}@example.org")
    settings.SEALING_KEYS = [NEW, *old]
    said = reseal()
    assert "supporters: 5 of 5 sealed anew" in said
    assert "Nothing needs another key than 2027." in said
    assert keys() == {"2027"}
    settings.SEALING_KEYS = [NEW]
    emails = sorted(crypto.open_sealed(one.email_sealed) for one in Supporter.objects.all())
    assert emails == [f"reader{number}@example.org" for number in range(5)]
    assert colleague.get("/admin/").status_code == 200
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    log_in(client, "editor")
    assert client.post(f"{SECOND}authenticate/", {"code": code(secret)})["Location"] == "/admin/"
    assert "supporters: 0 of 5 sealed anew" in reseal()


def test_one_that_was_killed_half_way_goes_on(
    colleague: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        make_supporter(f"reader{number}@example.org")
    settings.SEALING_KEYS = [NEW, *settings.SEALING_KEYS]
    [place] = [place for place in PLACES if place.model is Supporter]
    seal, left = crypto.seal, iter(range(3))

    def die(text: str) -> str:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return seal(text)

    monkeypatch.setattr(crypto, "seal", die)
    with pytest.raises(KeyboardInterrupt):
        resealing.reseal(place, batch=2)
    assert place.counts() == {"2027": 2, "t1": 5}
    monkeypatch.setattr(crypto, "seal", seal)
    reseal()
    assert place.counts() == {"2027": 7}


def test_a_key_that_is_still_needed_is_missed_at_every_start(
    colleague: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    make_supporter()
    settings.SEALING_KEYS = [NEW]
    with caplog.at_level(logging.ERROR):
        log_missing_keys()
    [line] = caplog.messages
    assert line.startswith("SEALING_KEYS lacks the key named t1, which sealed 1 supporters, 1 sessions")
    with pytest.raises(CommandError, match="lacks the key named t1"):
        reseal()
    with pytest.raises(CommandError, match="put it back"):
        reseal("--check")


def test_a_letter_whose_key_is_missing_asks_the_desk_for_it(client: Client, settings: Settings) -> None:
    letter = make_letter()
    Letter.objects.update(created_at=timezone.now() - datetime.timedelta(hours=2))
    settings.SEALING_KEYS = [NEW]
    assert letters.send_due() == 1
    assert Letter.objects.get().status == Letter.Status.DUE
    client.force_login(make_user("fundraiser"))
    asked = "A letter was not sent: does the mail server answer, and is every sealing key there?"
    assert asked in client.get("/admin/").content.decode()
    [one] = [one for one in ledger.broken() if one.what == "eventually_letter_waiting"]
    assert (one.row_id, one.to_do) == (letter.pk, asked)


def test_what_is_sealed_with_the_key_of_the_site_moves_to_the_first_that_is_set(settings: Settings) -> None:
    keys_of_tests, settings.SEALING_KEYS = settings.SEALING_KEYS, []
    make_supporter()
    assert keys() == {"site"}
    settings.SEALING_KEYS = keys_of_tests
    assert "Still needed, besides t1: site." in reseal("--check")
    reseal()
    assert keys() == {"t1"}


def test_no_other_place_seals_anything() -> None:
    sealing = {path for path, text in real_tree().items() if re.search(r"crypto\.seal\(", text)}
    product = {path for path in sealing if not path.startswith("tests/")}
    assert product == {
        "donations/ledger/supporters.py",
        "newsroom/core/desk/second_factor.py",
        "newsroom/core/migrations/0007_desk_secrets_sealed.py",
        "newsroom/core/resealing.py",
        "newsroom/core/sessions.py",
    }
