"""Letters about ends, pauses and changes: one for each change, the same one again after an older dump."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from donations import ledger
from donations.models import Letter
from tests.donations.dumps import dump, restore
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, work
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)


def take(mailoutbox: list[EmailMessage]) -> dict[str, str]:
    """Return the subjects of what went out since, by Message-ID; none of them went out twice."""
    taken = {str(one.message()["Message-ID"]): str(one.subject) for one in mailoutbox}
    assert len(taken) == len(mailoutbox)
    mailoutbox.clear()
    return taken


def catch_up() -> None:
    """Do what the worker does at night, and send what is due."""
    ledger.reconcile(everything=True)
    work()


def lapse(processor: Processor, holder: Holder) -> None:
    """Let the processor stop trying to collect from a card that fails."""
    processor.control("cards", subscription=holder.contribution.subscription_id, means="declined")
    processor.control("clock", days=32)
    catch_up()
    processor.control("clock", days=30)


def before_the_dump(supporter: Supporter, processor: Processor) -> Iterator[Holder]:
    """Subscriptions of which one is paused, one has ended, and a debit is under way."""
    for _ in range(7):
        yield give(supporter, processor)
    yield (paused := give(supporter, processor))
    paused.ask("pause", months="3")
    yield (ended := give(supporter, processor))
    ended.ask("end", sure="yes")
    yield give(supporter, processor, means="sepa_fails")


def after_the_dump(processor: Processor, holders: list[Holder]) -> None:
    """Every change that a letter tells, by supporters and in the dashboard, some of them twice."""
    ends, pauses, amounts, ends_later, paused_there, lapses, undone_twice, paused, ended, _debit = holders
    ends.ask("end", sure="yes")
    pauses.ask("pause", months="2")
    for amount in ("15", "20", "15"):
        amounts.ask("amount", amount=amount)
    processor.control("cancel", subscription=ends_later.contribution.subscription_id, when="period_end")
    processor.control("pause", subscription=paused_there.contribution.subscription_id)
    for act in ("end", "undo", "end"):
        undone_twice.ask(act, sure="yes")
    paused.ask("resume", sure="yes")
    ended.ask("undo", sure="yes")
    catch_up()
    lapse(processor, lapses)
    catch_up()


TOLD = {
    *("ended", "paused", "changed", "ends_later", "lapsed", "resumed"),
    *("first_debit_failed", "failed_renewal", "receipt"),
}


def test_after_an_older_dump_each_change_is_told_by_the_same_letter(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    holders = list(before_the_dump(supporter, processor))
    before = take(mailoutbox)
    dump(tmp_path / "books")
    after_the_dump(processor, holders)
    # The dump is restored much later: by then the processor tells of other periods.
    processor.control("clock", days=31)
    catch_up()
    assert set(Letter.objects.values_list("kind", flat=True)) == TOLD
    keys = set(Letter.objects.values_list("dedupe_key", flat=True))
    # What was done twice was told twice.
    assert len([key for key in keys if key.startswith("ended:")]) == 5
    assert len([key for key in keys if key.startswith("changed:")]) == 3
    after = take(mailoutbox)
    restore(tmp_path / "books")
    catch_up()
    assert set(Letter.objects.values_list("dedupe_key", flat=True)) <= keys
    again = take(mailoutbox)
    assert again.keys() <= after.keys()
    assert {again[name] for name in again} == {after[name] for name in again}
    assert not again.keys() & before.keys()
    assert len(again) >= 10
