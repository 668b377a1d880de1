"""A mail server on loopback, as small as SMTP allows."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class MailServer:
    """What was taken; with `dies_after_data` the connection breaks before the sender hears yes."""

    dies_after_data: bool = False
    taken: list[bytes] = field(default_factory=list)


class Handler(socketserver.StreamRequestHandler):
    """Speak to one sender."""

    def handle(self) -> None:
        self.say("220 mail")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                self.take()
                if self.server.mail.dies_after_data:
                    return
            self.say("221 bye" if word == b"QUIT" else "250 ok")

    def take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mail.taken.append(b"".join(lines))

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(settings: Any, *, dies_after_data: bool = False) -> Iterator[MailServer]:
    """Run a mail server on a free port and point the settings at it; afterwards nobody answers there."""
    mail = MailServer(dies_after_data)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.mail = mail
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield mail
        server.shutdown()
        thread.join()
