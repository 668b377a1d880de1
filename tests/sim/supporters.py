"""Supporters with the link of a letter, and the scanner of their mail that opens every link first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import RequestFactory

from donations import forms, ledger, links, views
from donations.forms.manage import FORMS
from donations.models import AddressChange, Contribution
from newsroom.core.web.page_language import page_url
from tests.sim.hub import Violation
from tests.sim.people import AMOUNTS, choose, guarded
from tests.sim.stage import Stage
from tests.sim.wishes import Wished

FACTORY = RequestFactory()
READERS = """SELECT DISTINCT contribution_id FROM donations_letter WHERE status = 'sent' ORDER BY 1"""
CHANGES = "SELECT id FROM donations_addresschange ORDER BY id"
CARDS = ("succeeds", "succeeds", "recovers", "declined", "insufficient", "sepa")
# How often each thing is done of those that are offered.
USUAL = {
    "end": 5,
    "undo": 6,
    "resume": 4,
    "pause": 4,
    "amount": 3,
    "card": 3,
    "language": 1,
    "email": 1,
    "forget": 0,
}
WANTED = {"end": "end", "undo": "run", "resume": "run", "pause": "pause"}


@dataclass
class Supporters:
    """Those who have got letters: one actor who opens their links, one after the other."""

    stage: Stage
    name: str = "supporters"
    least: int = 2
    most: int = 6
    # For so many steps of others somebody waits before the next act.
    pauses: tuple[int, ...] = (0, 10, 30, 60, 90)
    # How often somebody sends a form of a page that was opened before others changed something.
    stale: float = 0.2

    def live(self) -> None:
        """Do some acts, with time between them."""
        random, hub = self.stage.random, self.stage.hub
        for _ in range(random.randint(self.least, self.most)):
            hub.stall(random.choice(self.pauses))
            hub.point("reads letters")
            while not (readers := self.readers()) and not self.stage.is_quiet:
                hub.stall(20)
                hub.point("waits for a letter")
            if readers:
                self.act(random.choice(readers))

    def readers(self) -> list[int]:
        """Return the contributions whose supporters have got a letter, and with it a link."""
        return [row[0] for row in self.stage.backends.eye.execute(READERS).fetchall()]

    def act(self, number: int) -> None:
        """Open the link of this one and change something there."""
        random = self.stage.random
        what = random.random()
        if what < 0.06:
            self.ask(lambda: ledger.ask_for_link(f"Reader{random.randint(1, 3)}@example.org", language="en"))
            self.stage.note("supporter", "link")
        elif what < 0.14:
            self.answer_address()
        else:
            self.change(number)

    def ask(self, body: Any) -> Any:
        """Do it in a process of the site, which can die, and return what it answered."""
        request = self.stage.hub.spawn(f"{self.name} asks", guarded(self.stage, body))
        self.stage.hub.wait([request])
        return None if request.is_dead else request.result

    def change(self, number: int) -> None:
        """Send one of the forms of a supporter's page."""
        offered = self.ask(lambda: self._offered(number))
        if not isinstance(offered, tuple) or not offered[1]:
            return
        token, acts = offered
        random = self.stage.random
        acts = list(WANTED) if random.random() < self.stale else acts
        [act] = random.choices(acts, [USUAL[act] for act in acts])
        data = {"act": act, **self._filled(act, number)}
        wishes = self.stage.wishes
        is_wish = act in WANTED or act == "amount"
        if is_wish:
            wishes.begin(number)
            self.stage.touched.discard(self._subscription(number))
        answer = self.ask(lambda: views.manage(FACTORY.post(f"/support/manage/{token}/", data), token))
        is_done = isinstance(answer, HttpResponse) and answer.status_code == 303
        is_done = is_done and (act == "card" or "done=" in answer["Location"])
        if is_wish:
            amount = int(data.get("minor", 0))
            wish = Wished(wanted=WANTED.get(act, ""), amount=amount) if is_done else None
            wishes.end(number, wish, is_lost=answer is None)
        if is_done:
            self.stage.note("supporter", act)
            if act == "card":
                self.give_card(answer["Location"])

    def _offered(self, number: int) -> tuple[str, list[str]]:
        contribution = Contribution.objects.select_related("supporter").get(pk=number)
        if contribution.supporter is None:
            return "", []
        return links.token_of(contribution), [form.act for form in forms.offered(contribution)]

    def _subscription(self, number: int) -> str:
        sql = "SELECT subscription_id FROM donations_contribution WHERE id = %s"
        row = self.stage.backends.eye.execute(sql, [number]).fetchone()
        return str(row[0]) if row else ""

    def _filled(self, act: str, number: int) -> dict[str, str]:
        random = self.stage.random
        sql = "SELECT currency FROM donations_contribution WHERE id = %s"
        row = self.stage.backends.eye.execute(sql, [number]).fetchone()
        currency = str(row[0]) if row else "EUR"
        minor = random.choice(AMOUNTS[currency]) * random.choice([1, 3])
        typed = str(minor) if currency == "JPY" else f"{minor // 100}.{minor % 100:02d}"
        values = {
            "pause": {"months": str(random.randint(1, 2))},
            "amount": {"amount": typed, "minor": str(minor)},
            "language": {"language": random.choice(["en", "ru"])},
            "email": {"email": f"Other{random.randint(1, 3)}@example.org"},
        }
        return values.get(act, {"sure": "yes"})

    def give_card(self, url: str) -> None:
        """Give another card on the processor's page, or leave it."""
        random, hub = self.stage.random, self.stage.hub
        hub.stall(random.choice([0, 20]))
        hub.point("finds another card")
        if random.random() < 0.85:
            page = urlsplit(url).path.rpartition("/")[2]
            said = self.stage.processor.pay(page, random.choice(CARDS), "Reader1@example.org")
            self.stage.note("supporter", f"card {said}")

    def answer_address(self) -> None:
        """Confirm a new address of letters, or take it back, by the link of its letter."""
        changes = [row[0] for row in self.stage.backends.eye.execute(CHANGES).fetchall()]
        if not changes:
            return
        number = self.stage.random.choice(changes)
        answer = self.stage.random.choice(["confirm", "confirm", "take_back"])

        def send() -> HttpResponse:
            change = AddressChange.objects.get(pk=number)
            token = links.answer_token(answer, str(change.public_id))
            return views.address(FACTORY.post(f"/support/address/{token}/", {"sure": "yes"}), token)

        said = self.ask(send)
        if isinstance(said, HttpResponse) and said.status_code == 303:
            self.stage.note("supporter", answer)


@dataclass
class Scanner(Supporters):
    """Scanner of incoming mail: it opens the links of letters and sends every form as it is served."""

    name: str = "scanner"
    least: int = 1
    most: int = 2

    def act(self, number: int) -> None:
        """Open the links of the letters about this one, and send the forms there."""
        if self.ask(lambda: self._scan(number)):
            self.stage.note("scanner", "page")
        if answered := self.ask(lambda: self._scan_addresses(number)):
            self.stage.note("scanner", f"address {' '.join(answered)}")
        if self.ask(self._scan_question):
            self.stage.note("scanner", "question")

    def _scan(self, number: int) -> bool:
        token, _acts = self._offered(number)
        if not token:
            return False
        path = page_url("donations:manage", token)
        for request in (FACTORY.head(path), FACTORY.get(path)):
            views.manage(request, token)
        for form in FORMS:
            answer = views.manage(FACTORY.post(path, {"act": form.act, **as_served(form.act)}), token)
            if answer.status_code == 303 and "done=" in answer["Location"]:
                raise Violation(f"a scanner that sends the form {form.act} as it is served changes something")
        return True

    def _scan_question(self) -> bool:
        """Send the question before money as it is served, a minute after the form."""
        token = self.stage.uuid()
        signed = forms.carry(token, choose(self.stage))
        self.stage.pass_time(60)
        if views.question(FACTORY.post("/support/question/", {"choice": signed})).status_code == 303:
            raise Violation("a scanner that sends the question as it is served gets a payment page")
        if Contribution.objects.filter(form_token=token).exists():
            raise Violation("a scanner that sends the question as it is served leaves a contribution")
        return True

    def _scan_addresses(self, number: int) -> list[str]:
        """Open the links of the letters about another address, and send their form as it is served."""
        shown = []
        for change in AddressChange.objects.filter(contribution=number).order_by("id"):
            for answer in ("confirm", "take_back"):
                token = links.answer_token(answer, str(change.public_id))
                path = page_url("donations:address", token)
                for request in (FACTORY.head(path), FACTORY.get(path), FACTORY.post(path, {})):
                    said = views.address(request, token).status_code
                    if said == 303:
                        raise Violation(f"a scanner that sends the form {answer} as it is served is believed")
                    shown += [answer] if said == 200 and request.method == "GET" else []
        return shown


def as_served(act: str) -> dict[str, str]:
    """Return what a form sends that nobody has filled in."""
    return {name: "" for name in ("months", "amount", "language", "email") if name == act or act == "pause"}
