"""A robot that opens every letter, follows every link and sends every form as served changes nothing."""

import datetime

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from donations.forms import choice as choices
from donations.forms.manage import SureField
from donations.models import AddressChange, Contribution, Letter
from donations.views import question_page
from tests.donations.books import make_supporter
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, work
from tests.donations.processor import Processor
from tests.donations.robot import Robot, everything, letters_of_all_kinds

pytestmark = pytest.mark.django_db(transaction=True)


def letters_about(contribution: Contribution) -> list[Letter]:
    """Write letters of all kinds, with one change of address that waits and one that can be taken back."""
    former, wanted = contribution.supporter, make_supporter("another@example.org")
    common = {"contribution": contribution, "former": former, "wanted": wanted}
    done = AddressChange.objects.create(**common, confirmed_at=timezone.now())
    waits = AddressChange.objects.create(**common)
    changes = {"confirm_address": str(waits.public_id), "address_changed": str(done.public_id)}
    return letters_of_all_kinds(contribution, changes)


def three_holders(supporter: Supporter, processor: Processor) -> list[Holder]:
    """Return supporters whose contributions run, are paused, and have ended so that it can be undone."""
    runs, paused, ended = (give(supporter, processor, interval) for interval in ("month", "year", "month"))
    paused.ask("pause", months="3")
    ended.ask("end", sure="yes")
    return [runs, paused, ended]


def test_nothing_changes(supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]) -> None:
    holders = three_holders(supporter, processor)
    letters = [letter for holder in holders for letter in letters_about(holder.contribution)]
    assert len(letters) >= 100
    before, robot = everything(processor), Robot()
    for letter in letters:
        robot.scan(letter)
    work()
    assert everything(processor) == before
    # It was there: each page in each language, with every form that it has.
    assert {f"{prefix}{holder.url}" for prefix in ("", "/ru") for holder in holders} <= robot.seen
    assert sum("/support/address/" in url for url in robot.seen) == 12
    assert sum("/support/forget/" in url for url in robot.seen) >= 2
    assert robot.asked >= 2
    assert robot.posted >= 2 * (7 + 7 + 4) + 12 + 2 + 2


def test_a_form_that_wants_no_tick_is_found(
    supporter: Supporter, processor: Processor, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = give(supporter, processor)
    letter = Letter.objects.get(kind="receipt")
    before = everything(processor)
    monkeypatch.setattr(SureField, "to_python", lambda _field, _value: "yes")
    Robot().scan(letter)
    assert everything(processor) != before
    assert holder.contribution.course


def test_a_question_that_wants_no_tick_is_found(
    supporter: Supporter, processor: Processor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choices, "LEAST_AGE", datetime.timedelta(seconds=-1))
    monkeypatch.setattr(question_page, "NO", "")
    before, robot = everything(processor), Robot()
    robot.follow("/support/")
    assert robot.asked
    assert everything(processor) != before
