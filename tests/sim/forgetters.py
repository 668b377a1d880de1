"""Supporters who ask to be forgotten, follow the link of the letter in time or too late, and give again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from donations import links, views
from newsroom.core import crypto
from tests.sim.forgettings import Forgetting
from tests.sim.hub import Violation
from tests.sim.people import MEANS, PAGE, Person, choose, guarded
from tests.sim.supporters import FACTORY, Supporters

LETTERS = """SELECT s.public_id::text, s.email_sealed, l.facts->>'asked_at' FROM donations_letter l
    JOIN donations_supporter s ON s.id = l.supporter_id
    WHERE l.kind = 'forget' AND l.status = 'sent' ORDER BY l.id"""
WITHIN = datetime.timedelta(days=3)


@dataclass
class Letter:
    """A letter with the link that has somebody forgotten; whoever has it can press it again and again."""

    supporter: str
    email: str
    asked_at: datetime.datetime
    is_answered: bool = False


@dataclass
class Forgetters(Supporters):
    """Those who want to be forgotten, one after the other, with what their mailboxes hold."""

    name: str = "forgetters"
    least: int = 5
    most: int = 10
    pauses: tuple[int, ...] = (0, 5, 20, 40)
    givers: list[Person] = field(default_factory=list)
    mailbox: dict[tuple[str, str], Letter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stage.forgettings.is_watched = True

    def act(self, number: int) -> None:
        """Ask for the letter, follow its link, or give again."""
        self._look_for_letters()
        what = self.stage.random.random()
        if what < 0.35 and any(one.is_answered for one in self.mailbox.values()):
            self.give_again()
        elif self.mailbox and what < 0.75:
            self.follow(self.stage.random.choice(list(self.mailbox.values())))
        else:
            self.ask_to_forget(number)

    def readers(self) -> list[int]:
        """Return whose page can be opened; whoever is forgotten has letters, and gives again."""
        return super().readers() or ([0] if self.mailbox else [])

    def ask_to_forget(self, number: int) -> None:
        """Ask for the letter on the supporter's own page."""
        offered = self.ask(lambda: self._offered(number)) if number else None
        if not isinstance(offered, tuple) or "forget" not in offered[1]:
            return
        token, sent = offered[0], {"act": "forget", "sure": "yes"}
        answer = self.ask(lambda: views.manage(FACTORY.post(f"/support/manage/{token}/", sent), token))
        if isinstance(answer, HttpResponse) and answer.status_code == 303:
            self.stage.note("supporter", "forget")

    def follow(self, letter: Letter) -> None:
        """Open the link of a letter and say yes there; some forget the tick."""
        token = links.forget_token(UUID(letter.supporter), letter.asked_at)
        path = f"/support/forget/{token}/"
        is_sure = self.stage.random.random() < 0.9
        # What was granted once grants nothing more, whatever was given since.
        forgetting = None if letter.is_answered or not is_sure else self._begin(letter)
        sent = {"sure": "yes"} if is_sure else {}
        request = self.stage.hub.spawn(
            f"{self.name} asks", guarded(self.stage, lambda: views.forget(FACTORY.post(path, sent), token))
        )
        self.stage.hub.wait([request])
        if not isinstance(request.result, HttpResponse):
            return  # It died, or its transaction failed: by then the journal can hold it.
        is_granted = request.result.status_code == 303
        if forgetting and not is_granted:
            self.stage.forgettings.refused(forgetting)
        elif forgetting:
            self.stage.forgettings.answered(forgetting)
        self._note(letter, is_sure=is_sure, is_granted=is_granted)

    def give_again(self) -> None:
        """Give from the same address, by a new form or one that was sent before."""
        stage, random = self.stage, self.stage.random
        giver = random.choice(self.givers)
        if random.random() < 0.6:
            giver = Person(stage, f"{giver.name} again", stage.uuid(), choose(stage), giver.email)
            self.givers.append(giver)
        was_forgotten = self._is_forgotten(giver)
        giver.submit()
        if was_forgotten and any(
            one.status_code == 303 and PAGE not in one["Location"] for one in giver.answers
        ):
            raise Violation("a form that is sent again finds what was forgotten")
        if giver.url and giver.pay(random.choice(MEANS)) == "done":
            stage.note("supporter", "gives again")

    def _is_forgotten(self, giver: Person) -> bool:
        """Return whether what was given by this form is forgotten."""
        pages = self.stage.processor.world.table("checkout.session")
        of = pages.get(giver.session_id, {}).get("metadata", {}).get("contribution", "")
        return of in self.stage.forgettings.covered

    def _begin(self, letter: Letter) -> Forgetting:
        return self.stage.forgettings.begin_of(letter.supporter, letter.email)

    def _note(self, letter: Letter, *, is_sure: bool, is_granted: bool) -> None:
        if letter.is_answered:
            what = "presses again"
        elif is_granted:
            what, letter.is_answered = "is forgotten", True
        elif is_sure and letter.asked_at + WITHIN < timezone.now():
            what = "comes too late"
        else:
            what = "is not forgotten"
        self.stage.note("supporter", what)

    def _look_for_letters(self) -> None:
        for supporter, sealed, asked_at in self.stage.backends.eye.execute(LETTERS).fetchall():
            at = datetime.datetime.fromisoformat(asked_at)
            letter = Letter(supporter, crypto.open_sealed(sealed), at)
            self.mailbox.setdefault((supporter, asked_at), letter)
