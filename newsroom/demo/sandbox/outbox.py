"""Queue of event deliveries: signed, sent and retried.

Whoever runs the sandbox takes the deliveries, sends them and reports the result.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stripe import WebhookSignature

from newsroom.demo.sandbox.faults import Fault, Faults
from newsroom.demo.sandbox.journal import write
from newsroom.demo.sandbox.world import World

# Seconds until the next try; after the last of them, about three days in, the processor gives up.
BACK_OFF = (10, 60, 300, 1800, 7200, 18000, 36000, 36000, 36000, 36000, 36000, 36000)
AN_HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One signed POST to `url`; two with the same `id` are copies of one."""

    id: str
    event_id: str
    type: str
    object_id: str
    attempt: int
    url: str
    body: bytes
    headers: Mapping[str, str]


class Outbox:
    """Deliveries that are planned; what was taken and not yet answered is not taken again."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world, self._faults = world, faults
        self._taken: set[str] = set()

    def taken(self) -> frozenset[str]:
        """Return the ids of the deliveries that are on their way."""
        return frozenset(self._taken)

    def retake(self, taken: frozenset[str]) -> None:
        """Set which deliveries are on their way, and no others."""
        self._taken = set(taken)

    def waiting(self) -> list[dict[str, Any]]:
        """Return all deliveries that have not succeeded yet, due or not, in order of their events."""
        return list(self._world.table("delivery").values())

    def next_at(self) -> float | None:
        """Return the sandbox time at which the next delivery is due."""
        return min((row["at"] for row in self.waiting() if row["id"] not in self._taken), default=None)

    def take(self) -> list[Delivery]:
        """Return the deliveries that are due now; each must be followed by `answered`."""
        now = self._world.now()
        due = [row for row in self.waiting() if row["at"] <= now and row["id"] not in self._taken]
        if len(due) > 1 and self._faults.shuffles():
            self._world.random.shuffle(due)
        return [delivery for row in due for delivery in self._send(row)]

    def answered(self, delivery: Delivery, status: int | None) -> None:
        """Record the result: the status of the answer, or None when there was none."""
        self._taken.discard(delivery.id)
        row = self._world.table("delivery").get(delivery.id)
        self._note(delivery.id, delivery.type, delivery.event_id, attempt=delivery.attempt, answer=status)
        if row is None:
            return
        if status is not None and 200 <= status < 300:
            self._finish(row)
        else:
            self._put_off(row)

    def _send(self, row: dict[str, Any]) -> list[Delivery]:
        """Sign a delivery, or apply the fault that is set."""
        fault = self._faults.strike(event=row["type"])
        kind = fault.kind if fault else ""
        if fault and kind in ("dropped", "lost", "late"):
            self._note(row["id"], row["type"], row["event"], attempt=row["attempts"] + 1, fault=kind)
            self._lose(row, fault)
            return []
        self._taken.add(row["id"])
        copies = fault.copies if fault and kind == "duplicated" else 1
        return [self._sign(row, kind)] * copies

    def _lose(self, row: dict[str, Any], fault: Fault) -> None:
        if fault.kind == "lost":
            self._world.drop("delivery", row["id"])
        elif fault.kind == "late":
            self._world.put("delivery", row["id"], row | {"at": self._world.now() + fault.seconds})
        else:
            self._put_off(row)

    def _sign(self, row: dict[str, Any], fault: str) -> Delivery:
        """Sign as the processor does; the time is the real one, which the receiver compares with its own."""
        place = self._world.find(row["destination"])
        kind = "v2.core.event" if place["event_payload"] == "thin" else "event"
        body = json.dumps(self._world.find(row["event"], kind))
        secret = self._world.secret(place["id"])["signing_secret"]
        if fault == "wrong_secret":
            secret = "whsec_of_somebody_else"  # noqa: S105  # a fault on purpose
        moment = int(self._world.wall()) - (AN_HOUR if fault == "old_timestamp" else 0)
        signature = WebhookSignature.generate_signature_header(body, secret, moment)
        return Delivery(
            id=row["id"],
            event_id=row["event"],
            type=row["type"],
            object_id=row["object"],
            attempt=row["attempts"] + 1,
            url=place["webhook_endpoint"]["url"],
            body=body.encode(),
            headers={"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature},
        )

    def _finish(self, row: dict[str, Any]) -> None:
        self._world.drop("delivery", row["id"])
        event = self._world.find(row["snapshot"])
        self._world.save(event | {"pending_webhooks": max(event["pending_webhooks"] - 1, 0)})
        if event["pending_webhooks"] <= 1:
            self._world.drop("undelivered", event["id"])

    def _put_off(self, row: dict[str, Any]) -> None:
        """Plan a retry, or give up; the event stays listed as not delivered."""
        attempts = row["attempts"] + 1
        if attempts > len(BACK_OFF):
            self._world.drop("delivery", row["id"])
            return
        at = self._world.now() + BACK_OFF[attempts - 1]
        self._world.put("delivery", row["id"], row | {"attempts": attempts, "at": at})

    def _note(self, name: str, kind: str, event: str, **facts: Any) -> None:
        write(self._world, "delivery", id=name, type=kind, event=event, **facts)
