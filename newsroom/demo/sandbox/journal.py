"""Journal of every request and every delivery, in order, and the list of payments."""

from typing import Any

from newsroom.demo.sandbox.world import World

LONGEST = 20_000


def write(world: World, kind: str, **facts: Any) -> None:
    """Add an entry; the oldest are dropped when there are very many."""
    number = world.table("counters").get("journal", 0) + 1
    world.put("counters", "journal", number)
    world.put("journal", str(number), {"number": number, "kind": kind, "at": world.now(), **facts})
    world.drop("journal", str(number - LONGEST))


def entries(world: World, kind: str = "", since: int = 0) -> list[dict[str, Any]]:
    """Return the entries after this number, of one kind or of all."""
    # Copied at one stroke: whoever reads may do so while a request is written down.
    return [
        entry
        for entry in tuple(world.table("journal").values())
        if entry["number"] > since and kind in ("", entry["kind"])
    ]


def books(world: World) -> list[dict[str, Any]]:
    """Return every payment that succeeded: what our own ledger must equal."""
    return [
        {
            "payment_intent": intent["id"],
            "amount": intent["amount_received"],
            "currency": intent["currency"],
            "reference": world.secret(intent["id"]).get("reference", ""),
        }
        for intent in tuple(world.table("payment_intent").values())
        if intent["status"] == "succeeded"
    ]
