"""A supporter at the support form: reads its fields, fills them in, answers the question, over HTTP."""

import re
import time
from dataclasses import dataclass, field
from html import unescape

from django.core.signing import BadSignature, Signer, TimestampSigner, b62_encode
from django.test import Client

from donations.forms.choice import SALT
from tests.answers import Answer

INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')


def fields(page: str) -> dict[str, str]:
    """Return what a browser would send of the page's form: hidden and written fields, chosen buttons."""
    sent = {}
    for tag in INPUT.findall(page[page.index("<form") :]):
        found = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag[6:-1])}
        if found.get("type") not in ("radio", "checkbox") or "checked" in found:
            sent[found["name"]] = found.get("value", "")
    return sent


@dataclass
class Supporter:
    """A supporter before the support page, with a browser that keeps cookies."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    url: str = "/support/"

    def open(self, query: str = "") -> dict[str, str]:
        """Open the form and return what stands in it."""
        answer = self.client.get(self.url + query)
        assert answer.status_code == 200, answer.status_code
        return fields(answer.content.decode())

    def ask(self, sent: dict[str, str], **choices: str) -> Answer:
        """Send the form with these changes: the answer is the question, where the form is taken."""
        return self.client.post(self.url, sent | choices)

    def answer(self, question: dict[str, str], **changes: str) -> Answer:
        """Answer the question with a no, after having read it for a minute."""
        said = question | {"answer": "no"} | changes
        return self.client.post(f"{self.url}question/", said | {"choice": aged(said["choice"])})

    def send(self, sent: dict[str, str], **choices: str) -> Answer:
        """Send the form with these changes, and where the question comes, answer it."""
        if "choice" in sent:
            return self.answer(sent)
        asked = self.ask(sent, **choices)
        return self.answer(fields(asked.content.decode())) if asked.status_code == 200 else asked

    def give(self, interval: str, currency: str, typed: str = "", preset: int = 0) -> Answer:
        """Choose and send: an amount that is offered, in minor units, or one that is written."""
        return self.send(self.open(), **choice(interval, currency, typed, preset))


def choice(interval: str, currency: str, typed: str = "", preset: int = 0) -> dict[str, str]:
    """Return the form fields of a choice."""
    chosen = f"{interval}:{currency}:{preset}" if preset else "other"
    return {
        "interval": interval,
        "currency": currency,
        f"amount-{interval}-{currency}": chosen,
        f"other-{interval}-{currency}": typed,
    }


def aged(signed: str, seconds: int = 60) -> str:
    """Return a signed choice as if it had been signed so many seconds earlier."""
    try:
        carried = TimestampSigner(salt=SALT).unsign(signed)
    except BadSignature:
        return signed
    return Signer(salt=SALT).sign(f"{carried}:{b62_encode(int(time.time()) - seconds)}")
