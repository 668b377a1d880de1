"""Data of the sandbox: its clock, its random generator, its objects, and its schedule."""

import random as chance
import string
from collections.abc import Callable, Iterator
from typing import Any

from newsroom.demo.sandbox.wire import Refused, missing

ALPHABET = string.ascii_letters + string.digits
# Which table an id belongs to, by its beginning; also what may be expanded.
TABLES = {
    "cus": "customer",
    "cs": "checkout.session",
    "sub": "subscription",
    "in": "invoice",
    "inpay": "invoice_payment",
    "pi": "payment_intent",
    "ch": "charge",
    "py": "charge",
    "seti": "setup_intent",
    "re": "refund",
    "pyr": "refund",
    "du": "dispute",
    "po": "payout",
    "txn": "balance_transaction",
    "prod": "product",
    "price": "price",
    "pm": "payment_method",
    "evt": "event",
    "clock": "test_helpers.test_clock",
    "ed": "v2.core.event_destination",
    "prj": "privacy.redaction_job",
}
# What a sandbox can be told to do otherwise, and what it does unless it is told.
SETTINGS: dict[str, Any] = {
    # Seconds from a charge's success to its balance transaction.
    "capture_delay": 60,
    # What becomes of a subscription after the last retry: cancel, unpaid or past_due.
    "after_retries": "cancel",
    # Whether the account has redaction jobs.
    "redaction": "off",
}
CHOICES = {"after_retries": ("cancel", "unpaid", "past_due"), "redaction": ("off", "on")}
Change = tuple[str, str, Any]


def copied(value: Any) -> Any:
    """Copy plain JSON values; far quicker than `copy.deepcopy`."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


class World:
    """Objects in tables of plain JSON values, in order of their making.

    `wall` gives the real seconds since 1970; the sandbox's own time runs beside it and can be moved ahead.
    `random` makes every id and every choice, so the same seed is the same history. `keep` is called with
    every change, for those who want to store it.
    """

    def __init__(
        self,
        *,
        wall: Callable[[], float],
        random: chance.Random,
        keep: Callable[[Change], None] | None = None,
        origin: str = "",
    ) -> None:
        self.wall, self.random, self.origin = wall, random, origin
        self.tables: dict[str, dict[str, Any]] = {}
        self._keep = keep
        self._at: float | None = None
        # A moment before which nothing is due.
        self._quiet_until: float = 0

    # Time

    @property
    def offset(self) -> float:
        """Seconds by which the sandbox is ahead of the real clock."""
        return float(self.table("clock").get("offset", 0))

    def now(self) -> float:
        """Return the sandbox's time; while something due is done, the moment it was due."""
        return self.wall() + self.offset if self._at is None else self._at

    def seconds(self) -> int:
        """Return the sandbox's time in whole seconds, as objects carry it."""
        return int(self.now())

    def move(self, offset: float) -> None:
        """Set how far the sandbox is ahead."""
        self.put("clock", "offset", offset)

    def plan(self, at: float, act: str, name: str) -> None:
        """Schedule this act on this object for this moment (`newsroom.demo.sandbox.due`)."""
        self.put("due", f"{act}:{name}", {"at": at, "act": act, "name": name})
        self._quiet_until = min(self._quiet_until, at)

    def unplan(self, act: str, name: str) -> None:
        """Remove an act from the schedule."""
        self.drop("due", f"{act}:{name}")

    def replace(self, tables: dict[str, dict[str, Any]]) -> None:
        """Replace all data by these tables."""
        self.tables, self._quiet_until = tables, 0

    def next_due(self) -> dict[str, Any] | None:
        """Take what is due first; from here on `now` is that moment, until it is released again."""
        self._at = None
        now = self.now()
        if now < self._quiet_until:
            return None
        plans = self.table("due").values()
        plan: dict[str, Any] | None = min(plans, key=lambda plan: plan["at"], default=None)
        if plan is None or plan["at"] > now:
            self._quiet_until = plan["at"] if plan else float("inf")
            return None
        self.unplan(plan["act"], plan["name"])
        self._at = plan["at"]
        return plan

    # Settings

    def setting(self, name: str) -> Any:
        """Return a setting (`SETTINGS`)."""
        return self.table("settings").get(name, SETTINGS[name])

    def set(self, name: str, value: Any) -> None:
        """Change a setting, for what happens from now on."""
        is_right = value in CHOICES.get(name, ()) if isinstance(value, str) else name == "capture_delay"
        if not is_right or (not isinstance(value, str) and not value >= 0):
            raise Refused(f"The settings are {SETTINGS}", param=name)
        self.put("settings", name, value)

    # Objects

    def table(self, name: str) -> dict[str, Any]:
        """Return one table; change it by `put` and `drop` only."""
        return self.tables.setdefault(name, {})

    def put(self, table: str, key: str, value: Any) -> None:
        """Store a value, new or changed."""
        self.table(table)[key] = value
        if self._keep:
            self._keep((table, key, value))

    def drop(self, table: str, key: str) -> None:
        """Delete a value."""
        if self.table(table).pop(key, None) is not None and self._keep:
            self._keep((table, key, None))

    def save(self, thing: dict[str, Any]) -> dict[str, Any]:
        """Store an API object in the table of its kind."""
        self.put(thing["object"], thing["id"], thing)
        return thing

    def find(self, name: str, kind: str = "", param: str = "id") -> dict[str, Any]:
        """Return the API object of this id, or raise the error of the API."""
        table = kind or TABLES.get(name.partition("_")[0], "")
        thing: dict[str, Any] | None = self.table(table).get(name)
        if thing is None:
            raise missing(table or "object", name, param)
        return thing

    def newest(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the objects of a kind, the newest first."""
        yield from reversed(list(self.table(kind).values()))

    def secret(self, name: str) -> dict[str, Any]:
        """Return the data of an object that the API does not show."""
        known: dict[str, Any] = self.table("secret").get(name, {})
        return known

    def note(self, name: str, **facts: Any) -> None:
        """Store data of an object that the API does not show."""
        self.put("secret", name, self.secret(name) | facts)

    def new_id(self, prefix: str, length: int = 24) -> str:
        """Return an id that no object has."""
        return f"{prefix}_{''.join(self.random.choices(ALPHABET, k=length))}"
