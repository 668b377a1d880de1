"""The journal outlives a restore: rows and file hold the same, whichever of them was lost or cut."""

import datetime
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from newsroom.core import journal
from newsroom.core.models import Tombstone

pytestmark = pytest.mark.django_db
KIND = journal.FORGOTTEN
ONE, TWO, THREE = (f"{number}0000000-0000-4000-8000-000000000000" for number in (1, 2, 3))


@pytest.fixture
def path(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_FILE = str(tmp_path / "backups" / "journal.jsonl")
    return Path(settings.JOURNAL_FILE)


def test_an_entry_is_a_row_and_a_line_that_its_owner_alone_can_read(path: Path) -> None:
    journal.write(KIND, [ONE, TWO])
    assert journal.names(KIND) == [ONE, TWO]
    assert [line.count(ONE) + line.count(TWO) for line in path.read_text().splitlines()] == [1, 1]
    assert path.stat().st_mode & 0o777 == 0o600
    assert isinstance(journal.at_of(KIND, ONE), datetime.datetime)
    assert journal.at_of(KIND, THREE) is None


def test_an_entry_is_on_the_disk_before_anybody_hears_of_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync = os.fsync

    def note(number: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{number}"))
        sync(number)

    monkeypatch.setattr(os, "fsync", note)
    journal.write(KIND, [ONE])
    assert synced == [str(path), str(path.parent)]


def test_an_entry_that_the_file_does_not_take_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FILE = str(tmp_path)
    with pytest.raises(journal.CannotWrite, match="directory"):
        journal.write(KIND, [ONE])
    assert not Tombstone.objects.exists()


def test_rows_that_a_restore_lost_come_back_from_the_file(path: Path) -> None:
    journal.write(KIND, [ONE, TWO])
    before = list(Tombstone.objects.order_by("name").values_list("kind", "name", "at"))
    Tombstone.objects.all().delete()
    merged = journal.merge()
    assert (merged.into_rows, merged.into_file, merged.unreadable) == (2, 0, 0)
    assert list(Tombstone.objects.order_by("name").values_list("kind", "name", "at")) == before
    assert journal.merge() == journal.Merged(into_rows=0, into_file=0, unreadable=0)


def test_a_file_that_was_lost_is_written_anew_from_the_rows(path: Path) -> None:
    journal.write(KIND, [ONE, TWO])
    before = path.read_text()
    path.unlink()
    assert journal.merge().into_file == 2
    assert path.read_text() == before


@pytest.mark.parametrize("cut", range(1, 40, 6))
def test_a_line_that_a_killed_process_left_cut_costs_no_other(path: Path, cut: int) -> None:
    journal.write(KIND, [ONE, TWO])
    path.write_bytes(path.read_bytes()[:-cut])
    journal.write(KIND, [THREE])
    Tombstone.objects.all().delete()
    journal.merge()
    assert set(journal.names(KIND)) >= {ONE, THREE}


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", '{"kind": "a"}', "\udcff", f'{{"kind": "a", "name": "{TWO}", "at": "c"}}'),
        *(
            f'{{"kind": "forgotten", "name": {name}, "at": "2026-11-30T12:00:00+00:00"}}'
            for name in ('"b"', "7", "null", '"1000"')
        ),
    ],
)
def test_a_line_that_is_no_entry_is_counted_and_left(path: Path, line: str) -> None:
    journal.write(KIND, [ONE])
    with path.open("ab") as file:
        file.write(line.encode(errors="surrogateescape") + b"\n")
    assert journal.merge().unreadable == 1
    assert journal.names(KIND) == [ONE]
