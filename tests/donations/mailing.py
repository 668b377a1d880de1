"""SMTP server on loopback, as small as SMTP allows."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives


@dataclass
class MailServer:
    """Emails that were taken; with `dies_after_data` the connection breaks before the sender hears yes."""

    dies_after_data: bool = False
    pause_after_data: float = 0  # seconds before the sender hears yes
    refuses: bool = False  # nobody whom it is asked about lives here
    asked_about: list[bytes] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    address: tuple[str, int] = ("", 0)


class Handler(socketserver.StreamRequestHandler):
    """SMTP dialogue with one sender."""

    server: _Server

    def handle(self) -> None:
        self.say("220 mail")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"RCPT" and self.server.mail.refuses:
                self.server.mail.asked_about.append(line)
                self.say(f"550 nobody of that name: {line.decode().strip()}")
                continue
            if word == b"DATA":
                self.say("354 go on")
                self.take()
                time.sleep(self.server.mail.pause_after_data)
                if self.server.mail.dies_after_data:
                    return
            self.say("221 bye" if word == b"QUIT" else "250 ok")

    def take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mail.taken.append(b"".join(lines))

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mail: MailServer


def html_of(letter: EmailMessage) -> str:
    """Return the HTML of a letter, which is beside its text."""
    assert isinstance(letter, EmailMultiAlternatives)
    return str(letter.alternatives[0][0])


@contextmanager
def mail_server(settings: Any, *, dies_after_data: bool = False) -> Iterator[MailServer]:
    """Run a mail server on a free port and point the settings at it; afterwards the port is closed."""
    with mail_at(0) as mail:
        mail.dies_after_data = dies_after_data
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = mail.address
        yield mail


@contextmanager
def mail_at(port: int) -> Iterator[MailServer]:
    """Run a mail server at this port of this machine."""
    mail = MailServer()
    with _Server(("127.0.0.1", port), Handler) as server:
        server.mail = mail
        mail.address = ("127.0.0.1", server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield mail
        server.shutdown()
        thread.join()
