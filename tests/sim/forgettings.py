"""Who asked to be forgotten, what that may cover, and that it does: after each commit, and in the end."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsroom.core import crypto
from tests.sim.hub import Violation

if TYPE_CHECKING:
    from tests.sim.stage import Stage

WHO = """SELECT s.public_id::text, s.email_sealed FROM donations_contribution c
    JOIN donations_supporter s ON s.id = c.supporter_id WHERE c.id = %s AND c.erased_at IS NULL"""
THEIRS = """SELECT c.public_id::text FROM donations_contribution c
    JOIN donations_supporter s ON s.id = c.supporter_id
    WHERE s.public_id::text = %s AND c.erased_at IS NULL"""
ROWS = """SELECT c.public_id::text, coalesce(s.public_id::text, ''), c.erased_at IS NOT NULL,
    extract(epoch FROM c.created_at)::float, c.session_id, c.subscription_id
    FROM donations_contribution c LEFT JOIN donations_supporter s ON s.id = c.supporter_id ORDER BY c.id"""
ERASED = """SELECT c.public_id::text, c.subscription_id, c.customer_id,
    coalesce(e.ended_at IS NOT NULL AND e.blanked_at IS NOT NULL, false)
    FROM donations_contribution c LEFT JOIN donations_erasure e ON e.contribution_id = c.id
    WHERE c.erased_at IS NOT NULL ORDER BY c.id"""
# Addresses that nothing is given from, and no letter or change names.
LEFT = """SELECT s.email_sealed FROM donations_supporter s
    WHERE NOT EXISTS (SELECT 1 FROM donations_contribution c WHERE c.supporter_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM donations_letter l WHERE l.supporter_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM donations_addresschange a WHERE s.id IN (a.wanted_id, a.former_id))"""


@dataclass
class Forgetting:
    """One act of it: whose, what was given from that address then, and when it was answered."""

    supporter: str
    email: str
    covers: frozenset[str]
    answered: float = math.inf


@dataclass
class Forgettings:
    """All of a run; `covered` are the contributions that were rightly forgotten."""

    stage: Stage
    # Whether anybody can ask for it in this run.
    is_watched: bool = False
    asked: list[Forgetting] = field(default_factory=list)
    covered: set[str] = field(default_factory=set)
    # Whose each contribution was last.
    known: dict[str, str] = field(default_factory=dict)

    def begin(self, number: int) -> Forgetting | None:
        """Note that somebody asks to forget the person behind a contribution; None where nobody is known."""
        row = self._rows(WHO, number)
        return self.begin_of(row[0][0], crypto.open_sealed(row[0][1])) if row else None

    def begin_of(self, supporter: str, email: str) -> Forgetting:
        """Note that somebody asks to forget this person."""
        self.is_watched = True
        covers = frozenset(name for (name,) in self._rows(THEIRS, supporter))
        self.asked.append(Forgetting(supporter, email, covers))
        return self.asked[-1]

    def answered(self, forgetting: Forgetting) -> None:
        """Note that it was granted: what is given from now on is somebody new's."""
        forgetting.answered = time.time()

    def refused(self, forgetting: Forgetting) -> None:
        """Note that it was refused: nothing may follow."""
        self.asked.remove(forgetting)

    @property
    def emails(self) -> set[str]:
        return {one.email.lower() for one in self.asked}

    # What must hold

    def after_commit(self) -> None:
        """Raise Violation where somebody is being forgotten whom nobody asked to forget."""
        for name, supporter, is_erased, created, *pages in self._rows(ROWS):
            if not is_erased:
                self.known[name] = supporter or self.known.get(name, "")
            elif name not in self.covered:
                who = supporter or self.known.get(name, "")
                if not (self._is_asked(name, who, created) or self._belongs_to_covered(pages)):
                    raise Violation(f"contribution {name} was forgotten, and nobody asked for that")
                self.covered.add(name)

    def in_the_end(self) -> None:
        """Raise Violation where somebody who was told to be forgotten is not, here or at the processor."""
        erased = self._rows(ERASED)
        there = {name for name, supporter, *_rest in self._rows(ROWS)}
        for one in self.asked:
            theirs = {name for name in one.covers & there if self.known.get(name) == one.supporter}
            left = theirs - {row[0] for row in erased}
            if left and one.answered < math.inf:
                raise Violation(f"somebody was told to be forgotten, and is not: {sorted(left)}")
        for name, subscription, customer, is_done in erased:
            if not is_done:
                raise Violation(f"contribution {name} is being forgotten for ever")
            self._check_processor(name, subscription, customer)
        known = {crypto.open_sealed(sealed).lower() for (sealed,) in self._rows(LEFT)}
        if back := known & self.emails:
            raise Violation(f"an address that nothing is given from is still known: {sorted(back)}")

    def _check_processor(self, name: str, subscription: str | None, customer: str) -> None:
        world = self.stage.processor.world
        if subscription and world.find(subscription)["status"] != "canceled":
            raise Violation(f"contribution {name} is forgotten, and runs at the processor")
        if customer and not world.find(customer).get("deleted"):
            raise Violation(f"contribution {name} is forgotten, and its customer is at the processor")

    def _is_asked(self, name: str, supporter: str, created: float) -> bool:
        """Return whether an act covers it; a replay does one that died, whatever its address is by then."""
        return any(
            name in one.covers or (one.supporter == supporter and created <= one.answered)
            for one in self.asked
        )

    def _belongs_to_covered(self, pages: list[Any]) -> bool:
        """Return whether it is of a page that names a contribution which was forgotten."""
        world = self.stage.processor.world
        found = [world.find(page) for page in pages if page]
        return any((one.get("metadata") or {}).get("contribution") in self.covered for one in found)

    def _rows(self, sql: str, *params: object) -> list[Any]:
        return self.stage.backends.eye.execute(sql, params).fetchall()
