"""An older dump is restored after somebody was forgotten: `replay` forgets again, and so does each sync."""

import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from donations import ledger
from donations.models import Contribution, Erasure, Payment, StripeEvent, Supporter
from newsroom.core.models import Tombstone
from tests.donations import giving
from tests.donations.dumps import dump, restore
from tests.donations.forgetting import erase, forget
from tests.donations.managing import Holder, give
from tests.donations.processor import READER, Processor
from tests.donations.remains import remains_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def journal_file(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_FILE = str(tmp_path / "journal.jsonl")
    return tmp_path / "journal.jsonl"


@pytest.fixture
def holder(supporter: giving.Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def replay() -> str:
    out = StringIO()
    call_command("replay", stdout=out)
    return out.getvalue()


def let_everything_happen() -> None:
    """Do what worker and night do, and deliver every event once more."""
    StripeEvent.objects.update(outcome="waiting", attempts=0, next_at=timezone.now())
    while ledger.drain():
        pass
    ledger.reconcile(everything=True)
    ledger.adopt(timezone.now() - datetime.timedelta(days=9))
    erase()


def test_replay_does_the_rest_where_a_line_names_nothing_that_could_be_ours(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage], tmp_path: Path, settings: Settings
) -> None:
    dump(tmp_path / "books")
    forget(holder, mailoutbox)
    file = Path(settings.JOURNAL_FILE)
    made_up = '{"kind": "forgotten", "name": "%s", "at": "2026-11-30T12:00:00+00:00"}\n'
    file.write_text(made_up % "somebody" + file.read_text() + made_up % "")
    restore(tmp_path / "books")
    with pytest.raises(CommandError, match="2 lines of the journal are no entries"):
        replay()
    assert remains_of(READER) == set()


def test_replay_forgets_again_before_the_site_opens_and_without_the_processor(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    dump(tmp_path / "books")
    forget(holder, mailoutbox)
    restore(tmp_path / "books")
    assert remains_of(READER) == {"donations_supporter"}
    sent, asked = len(mailoutbox), len(processor.requests())
    assert "forgotten: 1 done again" in replay()
    assert remains_of(READER) == set()
    assert len(processor.requests()) == asked
    let_everything_happen()
    assert remains_of(READER) == set()
    assert len(mailoutbox) == sent
    processor.core.advance(70 * 24 * 3600)
    let_everything_happen()
    assert Payment.objects.count() == len(processor.books()) == 1
    assert "forgotten: 0 done again" in replay()


def test_what_still_ran_when_the_database_was_lost_ends_after_the_restore(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    dump(tmp_path / "books")
    # The wish was taken, and the machine died before the worker came to it.
    ledger.forget(Supporter.objects.get())
    restore(tmp_path / "books")
    replay()
    let_everything_happen()
    [subscription] = processor.core.world.table("subscription").values()
    assert subscription["status"] == "canceled"
    assert remains_of(READER) == set()
    assert Erasure.objects.get().ended_at


def test_without_replay_a_sync_learns_it_from_the_mark_at_the_processor(
    holder: Holder, mailoutbox: list[EmailMessage], tmp_path: Path, journal_file: Path
) -> None:
    dump(tmp_path / "books")
    forget(holder, mailoutbox)
    restore(tmp_path / "books")
    journal_file.unlink()
    sent = len(mailoutbox)
    let_everything_happen()
    assert remains_of(READER) == set()
    assert len(mailoutbox) == sent


def test_a_gift_that_the_dump_does_not_know_comes_back_as_money_alone(
    supporter: giving.Supporter, processor: Processor, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    dump(tmp_path / "books")
    forget(give(supporter, processor), mailoutbox)
    later = give(giving.Supporter(), processor)
    restore(tmp_path / "books")
    replay()
    let_everything_happen()
    assert Payment.objects.count() == 2
    people = dict(Contribution.objects.values_list("public_id", "supporter"))
    assert people[later.contribution.public_id] is not None
    assert [one for one in people.values() if one is None] == [None]


def test_who_gave_again_is_not_forgotten_by_a_replay(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    forget(holder, mailoutbox)
    again = give(giving.Supporter(), processor)
    dump(tmp_path / "books")
    restore(tmp_path / "books")
    assert "forgotten: 0 done again" in replay()
    again.contribution.refresh_from_db()
    assert again.contribution.supporter is not None


def test_replay_that_was_killed_half_way_goes_on(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    give(giving.Supporter(), processor, "once")
    dump(tmp_path / "books")
    forget(holder, mailoutbox)
    restore(tmp_path / "books")
    first = Contribution.objects.earliest("id")
    ledger.forget_again(first.public_id)
    assert remains_of(READER) == {"donations_supporter"}
    assert "forgotten: 1 done again" in replay()
    assert remains_of(READER) == set()


def test_replay_says_what_the_journal_cannot_tell(holder: Holder, journal_file: Path) -> None:
    ledger.forget(Supporter.objects.get())
    with journal_file.open("a") as file:
        file.write("what is this\n")
    Tombstone.objects.all().delete()
    with pytest.raises(CommandError, match="1 lines of the journal"):
        replay()
    assert remains_of(READER) == set()
