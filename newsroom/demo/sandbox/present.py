"""Presentation of stored objects in API answers: lists, pagination and expansion."""

from collections.abc import Iterable, Mapping
from typing import Any

from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import TABLES, World, copied

PAGING = frozenset(("created", "ending_before", "expand", "limit", "starting_after"))
DEEPEST = 4
COMPARE = {
    "gt": lambda value, than: value > than,
    "gte": lambda value, than: value >= than,
    "lt": lambda value, than: value < than,
    "lte": lambda value, than: value <= than,
}


def list_object(things: list[Any], url: str, *, has_more: bool = False) -> dict[str, Any]:
    """Return a list as API v1 shows it."""
    return {"object": "list", "data": things, "has_more": has_more, "url": url}


def page(things: Iterable[dict[str, Any]], params: Mapping[str, Any], url: str) -> dict[str, Any]:
    """Return one page, the newest first, after or before the object that the cursor names."""
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise Refused("limit is between 1 and 100", param="limit", code="parameter_invalid_integer")
    rows = [thing for thing in things if is_within(thing["created"], params.get("created"))]
    before = params.get("ending_before")
    if before:
        rows = rows[: _place(rows, before, "ending_before")][::-1]
    elif after := params.get("starting_after"):
        rows = rows[_place(rows, after, "starting_after") + 1 :]
    shown = rows[:limit]
    return list_object(shown[::-1] if before else shown, url, has_more=len(rows) > limit)


def is_within(value: Any, bounds: Any) -> bool:
    """Return whether a moment is the one asked for, or within the bounds."""
    if bounds is None:
        return True
    if isinstance(bounds, Mapping):
        return all(COMPARE[name](value, than) for name, than in bounds.items())
    return bool(value == bounds)


def _place(rows: list[dict[str, Any]], name: str, param: str) -> int:
    for number, row in enumerate(rows):
        if row["id"] == name:
            return number
    raise Refused(f"No such object: '{name}'", param=param, code="resource_missing")


def expanded(world: World, thing: dict[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """Return a copy with the objects behind these paths in place of their ids."""
    shown: dict[str, Any] = copied(thing)
    for path in paths:
        parts = path.split(".")
        if len(parts) > DEEPEST:
            raise Refused(f"You cannot expand more than {DEEPEST} levels of a property", param="expand")
        _expand(world, shown, parts, path)
    return shown


def _expand(world: World, shown: dict[str, Any], parts: list[str], path: str) -> None:
    name, rest = parts[0], parts[1:]
    if shown.get("object") == "list" and name == "data":
        for row in shown["data"]:
            _expand(world, row, rest, path)
        return
    if (shown.get("object"), name) == ("invoice", "payments"):
        known = world.secret(shown["id"]).get("payment")
        payments = [world.find(known)] if known else []
        shown[name] = list_object(copied(payments), f"/v1/invoice_payments?invoice={shown['id']}")
    elif (shown.get("object"), name) == ("checkout.session", "line_items"):
        lines = world.secret(shown["id"])["line_items"]
        shown[name] = list_object(copied(lines), f"/v1/checkout/sessions/{shown['id']}/line_items")
    elif (shown.get("object"), name) == ("charge", "refunds"):
        refunds = [one for one in world.newest("refund") if one["charge"] == shown["id"]]
        url = f"/v1/charges/{shown['id']}/refunds"
        shown[name] = list_object(copied(refunds[:10]), url, has_more=len(refunds) > 10)
    elif name not in shown:
        raise Refused(f"This property cannot be expanded ({path}).", param="expand")
    elif isinstance(shown[name], str):
        kind = "product" if name == "product" else TABLES.get(shown[name].partition("_")[0])
        if kind is None or name in ("id", "url"):
            raise Refused(f"This property cannot be expanded ({path}).", param="expand")
        shown[name] = copied(world.find(shown[name], kind))
    if rest and isinstance(shown[name], dict):
        _expand(world, shown[name], rest, path)
