"""A dump still knows a wish that was granted, and overtaken, since: the last wish counts all the same."""

import datetime
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from donations import ledger
from donations.models import Contribution, Course
from tests.donations import giving
from tests.donations.dumps import dump, restore
from tests.donations.managing import Holder, give, work
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)
S = Contribution.Status


@pytest.fixture
def holder(supporter: giving.Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def bring_back(path: Path) -> None:
    """Restore the dump, and let everything follow that people and programs do then."""
    restore(path)
    ledger.adopt(timezone.now() - datetime.timedelta(days=9))
    Course.objects.update(next_at=timezone.now())
    work()


def status_of(holder: Holder) -> str:
    return Contribution.objects.get(pk=holder.contribution.pk).status


def test_an_ending_stays_where_the_dump_still_wants_a_pause(holder: Holder, tmp_path: Path) -> None:
    holder.send("pause", months="2")
    dump(tmp_path / "books")
    work()
    holder.ask("end", sure="yes")
    bring_back(tmp_path / "books")
    assert status_of(holder) == S.CANCELLED
    assert Course.objects.get().is_granted


def test_an_amount_that_was_changed_again_stays(holder: Holder, tmp_path: Path) -> None:
    holder.send("amount", amount="20")
    dump(tmp_path / "books")
    work()
    holder.ask("amount", amount="12")
    bring_back(tmp_path / "books")
    assert Contribution.objects.get().amount == 1200


def test_a_wish_that_came_to_nothing_overtakes_the_one_before(holder: Holder, tmp_path: Path) -> None:
    holder.send("end", sure="yes")
    dump(tmp_path / "books")
    # Taken back before the worker came to it: it runs as it did.
    holder.ask("undo", sure="yes")
    bring_back(tmp_path / "books")
    assert status_of(holder) == S.ACTIVE


def test_what_the_dump_wants_and_nobody_has_done_is_done(holder: Holder, tmp_path: Path) -> None:
    holder.ask("pause", months="2")
    holder.send("end", sure="yes")
    dump(tmp_path / "books")
    bring_back(tmp_path / "books")
    assert status_of(holder) == S.CANCELLED


def test_what_is_wished_after_a_restore_counts(holder: Holder, tmp_path: Path) -> None:
    dump(tmp_path / "books")
    holder.ask("pause", months="2")
    holder.ask("end", sure="yes")
    bring_back(tmp_path / "books")
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1), tick=True):
        holder.contribution.refresh_from_db()
        holder.ask("undo", sure="yes")
        assert status_of(holder) == S.ACTIVE
