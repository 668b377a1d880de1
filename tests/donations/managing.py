"""A supporter with a link: opens the page behind it, and sends its forms over HTTP."""

import html
import re
from dataclasses import dataclass, field

from django.test import Client

from donations import ledger, letters, links
from donations.models import Contribution
from tests.answers import Answer
from tests.donations.giving import Supporter
from tests.donations.processor import Processor

SURE = "yes"


@dataclass
class Holder:
    """Whoever holds the link to a contribution, in a browser that keeps cookies."""

    contribution: Contribution
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    language: str = ""

    @property
    def url(self) -> str:
        return f"{self.language}/support/manage/{links.token_of(self.contribution)}/"

    @property
    def more(self) -> str:
        """The query of the support page that the page of the contribution leads to; empty without a link."""
        found = re.search(
            r'href="(?:/ru)?/support/(\?already=[^"]+)"', self.client.get(self.url).content.decode()
        )
        return html.unescape(found[1]) if found else ""

    def page(self, query: str = "") -> str:
        """Return the words of the page."""
        answer = self.client.get(self.url + query)
        assert answer.status_code == 200, answer.status_code
        return words(answer)

    def send(self, act: str, **values: str) -> Answer:
        """Send one of the forms, as a browser without scripts does; work is left to the worker."""
        return self.client.post(self.url, {"act": act, "end": "1"} | values)

    def ask(self, act: str, **values: str) -> Contribution:
        """Send a form that is taken, let the worker do its work, and return the contribution."""
        answer = self.send(act, **values)
        assert answer.status_code == 303, words(answer)
        work()
        self.contribution.refresh_from_db()
        return self.contribution


def words(answer: Answer) -> str:
    text = answer.content.decode()
    return html.unescape(re.sub(r"<[^>]+>|[ \n]+", " ", text[text.index("<main") : text.index("</main")]))


def work() -> None:
    """Do what the worker does when it is rung."""
    ledger.drain()
    ledger.carry_out()
    ledger.erase()
    ledger.use_cards()
    ledger.send_links()
    letters.send_due()


def give(
    supporter: Supporter, processor: Processor, interval: str = "month", means: str = "succeeds"
) -> Holder:
    """Give 9 EUR and return whoever holds the link."""
    supporter.give(interval, "EUR", "9")
    contribution = Contribution.objects.latest("id")
    processor.pay(contribution, means)
    ledger.sync_contribution(contribution)
    contribution.refresh_from_db()
    work()
    return Holder(contribution)
