"""The site as a process of its own, started by `manage.py serve`, for what must meet it over a socket."""

from __future__ import annotations

import http.client
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlencode

from newsroom.demo import processes
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
SERVE = "python manage.py serve"


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])


@contextmanager
def site_process(
    port: int,
    changes: Mapping[str, str] | None = None,
    *,
    command: str = SERVE,
    folder: Path = ROOT,
    log: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the site at that port until the block ends; `changes` go into its environment."""
    program, *arguments = shlex.split(command.format(port=port))
    words = [sys.executable if program == "python" else program, *arguments]
    given = os.environ | {"PORT": str(port)} | dict(changes or {})
    with (
        log.open("wb") if log else nullcontext() as written,
        subprocess.Popen(
            words, cwd=folder, env=given, start_new_session=True, stdout=written, stderr=written
        ) as site,
    ):
        try:
            processes.wait_until(lambda: processes.answers(port) or site.poll() is not None, PATIENCE)
            if site.poll() is not None or not processes.answers(port):
                raise RuntimeError(f"The site did not start: {command}")
            yield site
        finally:
            site.terminate()
            if not processes.wait_until(lambda: site.poll() is not None, PATIENCE):
                os.killpg(site.pid, signal.SIGKILL)


def log_in(port: int, name: str, password: str) -> str:
    """Log in through the page, as behind a proxy that ends HTTPS, and return the session's cookie."""
    own = {"Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/admin/login/"}
    with closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
        connection.request("GET", "/admin/login/", headers=own)
        answer = connection.getresponse()
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        assert token, answer.status
        typed = {"csrfmiddlewaretoken": token[1], "login": name, "password": password, "end": "1"}
        cookies = "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())
        form = own | {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/admin/login/", urlencode(typed), form)
        answer = connection.getresponse()
        session = re.search(r"\bsessionid=\w+", " ".join(answer.headers.get_all("Set-Cookie") or ()))
        assert session, (answer.status, answer.read())
    return session[0]
