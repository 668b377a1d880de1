"""The private PostgreSQL: shared, adopted, and up again after anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newsroom.demo import processes
from newsroom.demo.postgres.account import server_account
from newsroom.demo.postgres.server import PostgresError, PrivatePostgres, use
from tests.database import FAST_AND_LOOSE
from tests.demo.checkout import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes

STRANGER = 4711


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder whose name would trip a shell, and whose servers are gone at the end."""
    with tempfile.TemporaryDirectory(prefix="newsroom's $HOME \"") as folder:
        yield Path(folder) / "postgres"
        processes.end(
            lambda: processes.running_in(Path(folder) / "postgres" / "data"), first=signal.SIGQUIT, seconds=5
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that tests share which do not care how it was made."""
    return tmp_path_factory.mktemp("shared") / "postgres"


@pytest.fixture
def server(made: Path) -> Iterator[PrivatePostgres]:
    private = PrivatePostgres(made, FAST_AND_LOOSE)
    private.start()
    yield private
    private.release()
    assert is_gone(made)


def connect(server: PrivatePostgres, **changes: Any) -> psycopg.Connection:
    wanted: dict[str, Any] = {
        "dbname": "newsroom",
        "user": "newsroom",
        "host": str(server.socket_folder),
        "port": 5432,
    }
    return psycopg.connect(**{**wanted, **changes}, autocommit=True)


def folder_of(server: PrivatePostgres) -> Path:
    """Return where the socket of a server that runs lies."""
    assert server.socket_folder
    return server.socket_folder


def is_gone(home: Path) -> bool:
    return not processes.running_in(home / "data")


def test_server_folds_cyrillic_whatever_the_locale_and_listens_on_no_port(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "POSIX")
    monkeypatch.setenv("PGPORT", "1")
    server = PrivatePostgres(home, FAST_AND_LOOSE)
    server.start()
    with connect(server) as connection:
        found = connection.execute("SELECT upper('выборы'), current_setting('listen_addresses')").fetchone()
    server.release()
    assert found == ("ВЫБОРЫ", "")


def test_second_user_adopts_the_server_and_the_last_one_stops_it(server: PrivatePostgres) -> None:
    second = PrivatePostgres(server.home)
    assert second.start() == server.url
    server.release()
    assert second.is_running()
    second.release()
    assert not second.is_running()
    assert is_gone(server.home)
    assert not folder_of(second).exists()


def test_many_starting_at_once_share_one_server_that_ends_with_them(home: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from newsroom.demo import postgres\n"
        "print(postgres.use(pathlib.Path(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", code, str(home)]
    many = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    said = [each.communicate(timeout=PATIENCE) for each in many]
    assert [each.returncode for each in many] == [0, 0, 0, 0], said
    assert all(out.startswith(b"postgres://newsroom@/newsroom?host=/") for out, _ in said)
    assert is_gone(home)


def test_rows_survive_the_kill_of_every_process(made: Path) -> None:
    server = PrivatePostgres(made)
    server.start()
    with connect(server) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'here' AS word")
    pid_file = server.data / "postmaster.pid"
    before = pid_file.read_text()
    for pid in processes.running_in(server.data):
        processes.send(pid, signal.SIGKILL)
    assert processes.wait_until(lambda: is_gone(server.home), PATIENCE)
    # The worst that can stand there: the number of a living process of the same account.
    pid_file.write_text(before.replace(before.split("\n")[0], str(os.getpid()), 1))
    assert not server.is_running()
    url = server.url
    assert server.start() == url
    with connect(server) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("here",)
    server.release()


def test_server_that_repairs_itself_is_waited_for(server: PrivatePostgres) -> None:
    first = min(processes.running_in(server.data))
    child = next(pid for pid in processes.running_in(server.data) if pid != first)
    processes.send(child, signal.SIGKILL)
    server.start()
    with connect(server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_server_whose_socket_was_swept_away_is_started_again(server: PrivatePostgres) -> None:
    for path in folder_of(server).iterdir():
        path.unlink()
    assert not server.is_running()
    server.start()
    with connect(server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_set_up_that_was_killed_halfway_is_made_anew(home: Path) -> None:
    (home / "new").mkdir(parents=True)
    (home / "new" / "PG_VERSION").write_text("18")
    server = PrivatePostgres(home, FAST_AND_LOOSE)
    server.start()
    assert server.is_running()
    server.release()


def test_data_is_removed_only_when_nobody_uses_it(server: PrivatePostgres) -> None:
    second = PrivatePostgres(server.home)
    with pytest.raises(PostgresError, match="is in use"):
        second.remove()
    assert server.is_running()
    server.release()
    second.remove()
    assert not server.data.exists()


def test_server_that_cannot_start_says_why_in_one_sentence(made: Path) -> None:
    with pytest.raises(PostgresError, match=r"PostgreSQL did not start: .*shared_buffers"):
        use(made, {"shared_buffers": "none"})


def test_another_name_and_another_account_are_refused(server: PrivatePostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        connect(server, user="postgres")
    if os.geteuid() == 0:
        assert "Permission denied" in said_to_stranger(server)
        folder_of(server).chmod(0o755)
        assert "Peer authentication failed" in said_to_stranger(server)
        folder_of(server).chmod(0o700)


def said_to_stranger(server: PrivatePostgres) -> str:
    """Return the error that an account hears which has nothing to do with this folder."""
    code = (
        "import os, sys, psycopg\n"
        "os.setgid(int(sys.argv[2])), os.setuid(int(sys.argv[2]))\n"
        "psycopg.connect(host=sys.argv[1], port=5432, user='newsroom', dbname='newsroom')\n"
    )
    command = [sys.executable, "-c", code, str(server.socket_folder), str(STRANGER)]
    return subprocess.run(command, capture_output=True, text=True).stderr


def test_folder_that_the_servers_account_may_not_enter_is_named_in_one_sentence(home: Path) -> None:
    home.mkdir()
    if os.geteuid() == 0:
        os.chown(home.parent, STRANGER, STRANGER)
    else:
        home.chmod(0o500)
    with pytest.raises(PostgresError, match=r"may not enter|belongs to somebody else"):
        PrivatePostgres(home).start()
    home.chmod(0o700)


def test_data_of_another_person_is_left_alone(made: Path) -> None:
    server = PrivatePostgres(made, FAST_AND_LOOSE)
    server.start()
    server.release()
    if os.geteuid() == 0:
        os.chown(server.data, STRANGER, STRANGER)
    else:
        server.data.chmod(0)
    with pytest.raises(PostgresError, match="belongs to"):
        server.start()
    if os.geteuid() == 0:
        os.chown(server.data, 0, 0)
    server.data.chmod(0o700)


def test_root_uses_another_account_where_namespaces_are_forbidden(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refusing = tmp_path / "unshare"
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    home.parent.chmod(0o755)
    home.mkdir()
    assert server_account(home).user_id == (1 if os.geteuid() == 0 else os.geteuid())
    server = PrivatePostgres(home, FAST_AND_LOOSE)
    server.start()
    with connect(server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.release()
