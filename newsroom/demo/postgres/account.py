"""User account of the private PostgreSQL, which refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534


class PostgresError(RuntimeError):
    """Error of the private PostgreSQL; its message is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class ServerAccount:
    """User account of the server: a command prefix, the owner of its files, the name of its client."""

    prefix: tuple[str, ...]
    user_id: int
    group_id: int
    client: str

    def own(self, folder: Path) -> None:
        """Give root's own `folder` to the server's account; a third person's raises PostgresError."""
        owner = folder.stat().st_uid
        if owner == self.user_id:
            return
        if owner != os.geteuid():
            raise PostgresError(f"{folder} belongs to user {owner}: use their account.")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.user_id, self.group_id, follow_symlinks=False)


def server_account(home: Path) -> ServerAccount:
    """Return how this person starts PostgreSQL with its files in `home`.

    Root enters a user namespace, in which its files belong to an ordinary account; a stranger's number is
    unknown there, so peer authentication refuses it. Where namespaces are forbidden, the server becomes
    that account outright. Raises PostgresError when the account may not enter `home`.
    """
    if os.geteuid() != 0:
        return ServerAccount((), os.geteuid(), os.getegid(), _own_name())
    # Never NOBODY: every stranger's number turns into it, and would pass peer authentication.
    person = next(entry for entry in pwd.getpwall() if entry.pw_uid not in (0, NOBODY))
    user, group = person.pw_uid, person.pw_gid
    namespace = ("unshare", "--user", f"--map-user={user}", f"--map-group={group}", "--")
    if _works((*namespace, "true")):
        found = ServerAccount(namespace, 0, 0, person.pw_name)
    else:
        change = ("setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--")
        found = ServerAccount(change, user, group, "root")
    if not _works((*found.prefix, "test", "-x", str(home))):
        raise PostgresError(
            f"PostgreSQL never runs as root, and its account may not enter {home}: "
            "make the demo as the folder's owner, or clone to another folder."
        )
    return found


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise PostgresError(
            f"User {os.geteuid()} has no name in /etc/passwd, and PostgreSQL needs one."
        ) from error


def _works(command: tuple[str, ...]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False
