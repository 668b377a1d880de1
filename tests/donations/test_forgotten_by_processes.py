"""Forgetting by processes: a worker that is killed, and an older dump with `replay`, bring nobody back."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from newsroom.demo.postgres.server import program
from tests.donations.mailing import MailServer, mail_at
from tests.donations.marks import ADDRESS, dump, search, search_files
from tests.donations.processes import Newsroom, Visitor, hurry, session_of

pytestmark = pytest.mark.processes
# What was sent is a letter to its reader; the sandbox plays the processor, whom readers tell their email.
EXEMPT = ("mail", "sandbox.json", "sandbox.json.new")
YES = {"sure": "yes", "end": "1"}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with Newsroom(tmp_path_factory.mktemp("forgetting")) as running:
        yield running


@pytest.fixture
def mail(newsroom: Newsroom) -> Iterator[MailServer]:
    with mail_at(newsroom.mail_port) as server:
        yield server


def paths(mail: MailServer, kind: str) -> list[str]:
    """Return the paths of the links of that kind in the letters that were taken."""
    found = []
    for raw in mail.taken:
        body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
        assert body is not None
        found += re.findall(rf"/support/{kind}/[^/\s]+/", body.get_content())
    return found


def subscribe(newsroom: Newsroom, mail: MailServer) -> Visitor:
    """Give monthly, and wait for the receipt."""
    visitor = Visitor(newsroom)
    status, page, url = visitor.give("month", "EUR", "12.50")
    assert status == 303, page
    newsroom.sandbox("pay", session=session_of(url), email=ADDRESS, means="succeeds")
    newsroom.wait(lambda: paths(mail, "manage"))
    return visitor


def wake(newsroom: Newsroom) -> bool:
    """Make what is to be erased due, and ring; true, so that a wait can do it again and again."""
    newsroom.sql("UPDATE donations_erasure SET next_at = now() WHERE blanked_at IS NULL")
    newsroom.manage("procrastinate", "defer", "donations.drain")
    return True


def restore(newsroom: Newsroom, path: Path) -> None:
    """Put the database back to what it was in that file, while nothing else runs, and replay."""
    for name in ("site", "worker"):
        newsroom.kill(name)
    command = [program("pg_restore"), "--clean", "--if-exists", "--single-transaction"]
    subprocess.run([*command, f"--dbname={newsroom.postgres.url}", str(path)], check=True)
    assert newsroom.sql("SELECT count(*) FROM donations_supporter") == [(1,)]
    assert "forgotten: 1 done again" in newsroom.manage("replay")
    for name in ("site", "worker"):
        newsroom.start(name)


def left(newsroom: Newsroom) -> set[str]:
    """Name everything that holds the address, or a row that could."""
    newsroom.sql("CHECKPOINT")
    rows = newsroom.sql("SELECT 'supporter' FROM donations_supporter")
    found = {f"dump: {what}" for what in search(dump(newsroom.postgres.url))} | {row for (row,) in rows}
    return found | set(search_files(newsroom.folder, EXEMPT))


def test_a_killed_worker_and_an_older_dump_bring_nobody_back(
    newsroom: Newsroom, mail: MailServer, tmp_path: Path
) -> None:
    visitor = subscribe(newsroom, mail)
    backup = tmp_path / "books"
    subprocess.run([program("pg_dump"), "-Fc", f"--file={backup}", newsroom.postgres.url], check=True)
    assert visitor.ask(paths(mail, "manage")[-1], {"act": "forget"} | YES)[0] == 303
    newsroom.wait(lambda: paths(mail, "forget"))
    sent = len(mail.taken)
    newsroom.fault("failed_after_commit", path="/v1/customers", times=3)
    assert visitor.ask(paths(mail, "forget")[-1], YES)[0] == 303
    newsroom.wait(lambda: wake(newsroom) and len(mail.taken) > sent)
    with newsroom.die_waiting("worker", "LOCK TABLE donations_addresschange"):
        wake(newsroom)
    assert newsroom.sql("SELECT count(*) FROM donations_supporter") == [(1,)]
    newsroom.start("worker")
    newsroom.wait(lambda: wake(newsroom) and left(newsroom) == set())
    restore(newsroom, backup)
    assert left(newsroom) == set()
    newsroom.sql("UPDATE donations_stripeevent SET outcome = 'waiting', attempts = 0, next_at = now()")
    newsroom.sandbox("clock", days=70)
    hurry(newsroom)
    wake(newsroom)
    newsroom.wait(lambda: not newsroom.sql("SELECT 1 FROM donations_stripeevent WHERE outcome = 'waiting'"))
    newsroom.wait(lambda: newsroom.sql("SELECT 1 FROM donations_erasure WHERE ended_at IS NOT NULL"))
    assert left(newsroom) == set()
    assert len(newsroom.sandbox("books")["payments"]) == 1
    assert newsroom.sql("SELECT count(*) FROM donations_payment") == [(1,)]
    assert len(mail.taken) == sent + 1
