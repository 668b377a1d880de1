"""Site, worker and payment sandbox as processes of their own, with their own PostgreSQL, to be killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener, urlopen

import psycopg
from stripe import WebhookSignature

from donations.ledger.invariants import ALWAYS, EVENTUALLY
from newsroom.demo import processes
from newsroom.demo.postgres.server import PrivatePostgres
from tests.answers import find
from tests.database import FAST_AND_LOOSE, ROOT, SETTINGS
from tests.donations.giving import aged, choice, fields
from tests.patience import PATIENCE

HOST = "127.0.0.1"
SECRET = "whsec_of_the_processes"
PRODUCT = "prod_of_the_processes"
WORKER = ("manage.py", "procrastinate", "--verbosity", "0", "worker")


def free_ports(count: int) -> list[int]:
    """Return ports on which nothing listens."""
    held = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@dataclass
class Newsroom:
    """Processes by name: `site`, `worker`, `sandbox`; everything of theirs lies in `folder`."""

    folder: Path
    web_workers: int = 1
    environment: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port, self.sandbox_port, self.mail_port = free_ports(3)
        self.origin = f"http://{HOST}:{self.port}"
        # A server that is killed keeps what was committed, unless it said yes before it wrote.
        options = FAST_AND_LOOSE | {"synchronous_commit": "on"}
        self.postgres = PrivatePostgres(self.folder / "postgres", options)
        self.log = (self.folder / "log").open("ab")

    def __enter__(self) -> Newsroom:
        sandbox = f"http://{HOST}:{self.sandbox_port}"
        self.environment = (
            os.environ
            | SETTINGS
            | {
                "DATABASE_URL": self.postgres.start(),
                "ALLOWED_HOSTS": HOST,
                "SITE_URL": self.origin,
                "PORT": str(self.port),
                "WEB_WORKERS": str(self.web_workers),
                "EMAIL_URL": f"smtp://{HOST}:{self.mail_port}",
                "STRIPE_API_BASE": sandbox,
                "STRIPE_CHECKOUT_ORIGINS": sandbox,
                "STRIPE_WEBHOOK_SECRETS": SECRET,
                "STRIPE_PRODUCT_ID": PRODUCT,
                "SANDBOX_WEBHOOK_SECRET": SECRET,
                "MEDIA_ROOT": str(self.folder / "media"),
                "JOURNAL_FILE": str(self.folder / "journal.jsonl"),
                # Plain HTTP; DEMO would load nothing, and lets cookies travel so.
                "DEMO": "1",
                "EXTRA_APPS": "",
            }
        )
        self.manage("migrate")
        for name in ("sandbox", "site", "worker"):
            self.start(name)
        return self

    def __exit__(self, *_error: object) -> None:
        for name in list(self.running):
            self.kill(name)
        self.log.close()
        self.postgres.release()

    def start(self, name: str) -> None:
        """Start one of them, and wait until it answers."""
        state = ("--state", str(self.folder / "sandbox.json"), "--product", PRODUCT)
        webhook = ("--webhook-url", f"{self.origin}/support/webhook/")
        arguments = {
            "site": ("manage.py", "serve"),
            "worker": WORKER,
            "sandbox": ("-m", "newsroom.demo.sandbox", "--port", str(self.sandbox_port), *state, *webhook),
        }[name]
        self.running[name] = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            preexec_fn=processes.die_with_parent,
        )
        if name == "site":
            self.wait(lambda: processes.answers(self.port))
        if name == "sandbox":
            self.wait(lambda: processes.answers(self.sandbox_port, "/_control/clock"))

    def kill(self, name: str, sign: signal.Signals = signal.SIGKILL) -> None:
        """End one of them at once, with all its own processes, or send another signal."""
        os.killpg(self.running[name].pid, sign)
        if sign == signal.SIGKILL:
            self.running.pop(name).wait()

    def kill_postgres(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Kill the database server as a power cut would; then start it again, and those who use it."""
        pid = int((self.postgres.data / "postmaster.pid").read_text().split()[0])
        children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        for one in (pid, *children):
            processes.send(one, signal.SIGKILL)
        self.wait(
            lambda: not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_text()
        )
        meanwhile()
        # It comes back on another socket, so whoever talks to it must be started again.
        self.environment["DATABASE_URL"] = self.postgres.start()
        for name in ("site", "worker"):
            self.kill(name)
            self.start(name)

    @contextmanager
    def die_waiting(self, name: str, lock: str, *, connection_too: bool = True) -> Iterator[None]:
        """Hold a lock until one of them waits for it; kill that one, there, after the block's own steps."""
        waits = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        with psycopg.connect(self.postgres.url) as holder:
            holder.execute(lock)
            yield
            self.wait(lambda: self.sql(f"SELECT 1 {waits}"))
            self.kill(name)
            if connection_too:  # Otherwise the server goes on with the statement that it has.
                self.sql(f"SELECT pg_terminate_backend(pid) {waits}")
            holder.rollback()

    def manage(self, *command: str) -> str:
        """Run a command of manage.py and return what it printed, whether it ended well or not."""
        arguments = [sys.executable, "manage.py", *command]
        done = subprocess.run(
            arguments, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout + done.stderr

    def wait(self, done: Callable[[], object]) -> None:
        """Wait until `done` is true; fail with the end of the log."""
        if not processes.wait_until(lambda: bool(done()), PATIENCE):
            raise AssertionError((self.folder / "log").read_text()[-3000:])

    # What stands there

    def sql(self, statement: str, *params: object) -> list[Any]:
        with psycopg.connect(self.postgres.url, autocommit=True) as connection:
            cursor = connection.execute(statement, params)
            return cursor.fetchall() if cursor.description else []

    def sandbox(self, control: str, /, **given: Any) -> Any:
        """Use a control of the sandbox; without values it is only read."""
        body = json.dumps(given).encode() if given else None
        request = Request(
            f"http://{HOST}:{self.sandbox_port}/_control/{control}",
            body,
            {"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def fault(self, kind: str, **how: Any) -> None:
        self.sandbox("faults", kind=kind, **how)

    def journal(self, kind: str) -> list[Any]:
        """Return the sandbox's requests (`request`) or deliveries (`delivery`)."""
        return list(self.sandbox(f"journal?kind={kind}")["entries"])

    def books_agree(self) -> bool:
        """Return whether the books are those of the sandbox, letters sent, and all views are empty."""
        sql = "SELECT provider_payment_id, amount, lower(currency) FROM donations_payment"
        theirs = {
            (row["payment_intent"], row["amount"], row["currency"])
            for row in self.sandbox("books")["payments"]
        }
        ours = self.sql(sql)
        letters = self.sql("SELECT count(*) FROM donations_letter WHERE status = 'sent' AND kind = 'receipt'")
        broken = [name for name in ALWAYS + EVENTUALLY if self.sql(f"SELECT 1 FROM donations_{name}")]
        return len(ours) == letters[0][0] == len(theirs) and set(ours) == theirs and not broken

    def contribution(self) -> Any:
        """Return status, payment page and public id of the newest contribution."""
        return self.sql("SELECT status, session_id, public_id FROM donations_contribution ORDER BY id DESC")[
            0
        ]

    # What people and the processor do

    def pay(self, session_id: str, means: str = "succeeds") -> str:
        paid = self.sandbox("pay", session=session_id, email="reader@example.org", means=means)
        return str(paid["outcome"])

    def post_event(self, body: bytes, *, secret: str = SECRET, at: float = 0) -> int:
        """Post a signed event to the site's webhook; return the status."""
        moment = int(at or time.time())
        signature = WebhookSignature.generate_signature_header(body.decode(), secret, moment)
        return self.post(body, {"Stripe-Signature": signature})

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        request = Request(
            f"{self.origin}/support/webhook/", body, headers | {"Content-Type": "application/json"}
        )
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def event(self, event_id: str) -> bytes:
        """Return an event as the processor sends it."""
        headers = {"Authorization": f"Bearer {SETTINGS['STRIPE_SECRET_KEY']}"}
        url = f"http://{HOST}:{self.sandbox_port}/v2/core/events/{event_id}"
        with urlopen(Request(url, headers=headers), timeout=PATIENCE) as answer:
            return bytes(answer.read())


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


class Visitor:
    """A browser that keeps cookies and the form it was given, and follows no redirect."""

    def __init__(self, newsroom: Newsroom, headers: dict[str, str] | None = None) -> None:
        self.origin, self.headers = newsroom.origin, headers or {}
        self.opener = build_opener(HTTPCookieProcessor(), _Stay())
        self.form: dict[str, str] = {}

    def open_form(self) -> None:
        status, page, _to = self.ask("/support/")
        assert status == 200, page
        self.form = fields(page)

    def give(self, interval: str, currency: str, typed: str = "", preset: int = 0) -> tuple[int, str, str]:
        """Send the form and answer the question; return status, page, and where it leads."""
        if not self.form:
            self.open_form()
        status, page, _to = self.ask("/support/", self.form | choice(interval, currency, typed, preset))
        if status != 200:
            return status, page, ""
        question = fields(page)
        return self.ask("/support/question/", question | {"choice": aged(question["choice"]), "answer": "no"})

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        from urllib.parse import urlencode

        body = urlencode(sent).encode() if sent is not None else None
        try:
            answer = self.opener.open(Request(self.origin + path, body, self.headers), timeout=PATIENCE)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")


def session_of(url: str) -> str:
    """Return the id of the payment page at this URL."""
    return find(r"cs_test_\w+", url)[0]


def hurry(newsroom: Newsroom) -> None:
    """Make everything due that waits for its next try, and do what the worker does at its hours."""
    newsroom.sql("UPDATE donations_stripeevent SET next_at = now() WHERE outcome = 'waiting'")
    newsroom.sql("UPDATE donations_letter SET next_at = now() WHERE status = 'due'")
    newsroom.sql("UPDATE donations_contribution SET changed_at = changed_at - interval '1 hour'")
    newsroom.manage("reconcile")
