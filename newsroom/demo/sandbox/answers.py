"""Validation of answers against the installed library's own classes, so that the sandbox cannot drift."""

import functools
import types
import typing
from decimal import Decimal
from typing import Any

import stripe
from stripe._object_classes import get_object_class
from stripe._stripe_object import UntypedStripeObject
from stripe.events._event_classes import get_v2_event_class

from newsroom.demo.sandbox import redaction


class Drifted(AssertionError):
    """Error for a response with a field or type that the installed library does not know."""


def check(value: dict[str, Any]) -> None:
    """Raise `Drifted` where an answer differs from what the library says of its object."""
    kind = value.get("object")
    if kind is None:
        for inner in value["data"]:
            check(inner)
    else:
        _check_object(value, _class_of(value), kind)


def _class_of(value: dict[str, Any]) -> type:
    kind = value["object"]
    if kind == redaction.KIND:
        return redaction.Job
    mode: Any = "V2" if kind.startswith("v2.") else "V1"
    found: type = get_object_class(mode, kind)
    if kind == "v2.core.event":
        found = get_v2_event_class(value["type"])
    if found is stripe.StripeObject:
        raise Drifted(f"no class for {kind}")
    return found


@functools.cache
def _fields(kind: type) -> dict[str, Any]:
    """Return the annotated fields of a class and of its base classes."""
    fields: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, stripe.StripeObject) and base is not stripe.StripeObject:
            fields |= base.__annotations__
    return {name: hint for name, hint in fields.items() if name != "OBJECT_NAME" and not name.startswith("_")}


def _is_optional(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def _check_object(value: dict[str, Any], kind: type, path: str) -> None:
    if kind is stripe.ListObject:
        for number, inner in enumerate(value["data"]):
            _check_object(inner, _class_of(inner), f"{path}.data[{number}]")
        return
    if value.get("deleted"):
        if set(value) != {"id", "object", "deleted"}:
            raise Drifted(f"{path}: what is deleted shows its id alone")
        return
    fields = _fields(kind)
    for name in value:
        if name not in fields:
            raise Drifted(f"{path}: the library knows no {name}")
    for name, hint in fields.items():
        if name in value:
            if not _fits(value[name], hint, f"{path}.{name}"):
                raise Drifted(f"{path}.{name}: {value[name]!r} is no {hint}")
        elif not _is_optional(hint):
            raise Drifted(f"{path}: {name} is missing")


def _fits(value: Any, hint: Any, path: str) -> bool:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _fits_one(value, typing.get_args(hint), path)
    if origin is typing.Literal:
        return value in typing.get_args(hint)
    if origin is list:
        inner = typing.get_args(hint)[0]
        return isinstance(value, list) and all(
            _fits(item, inner, f"{path}[{number}]") for number, item in enumerate(value)
        )
    if isinstance(value, dict):
        return _fits_object(value, hint, origin, path)
    if hint is float:
        return isinstance(value, float | int) and not isinstance(value, bool)
    if hint is Decimal:
        return isinstance(value, str)
    return hint is Any or (isinstance(hint, type) and type(value) is hint)


def _fits_one(value: Any, options: tuple[Any, ...], path: str) -> bool:
    """Return whether one of the types fits; a string must be in the library's Literal, where there is one."""
    is_listed = any(typing.get_origin(option) is typing.Literal for option in options)
    return any(
        value is None if option is type(None) else _fits(value, option, path)
        for option in options
        if not (is_listed and option is str)
    )


def _fits_object(value: dict[str, Any], hint: Any, origin: Any, path: str) -> bool:
    if origin is UntypedStripeObject or hint in (UntypedStripeObject, Any):
        return True
    if isinstance(value.get("object"), str):
        _check_object(value, stripe.ListObject if value["object"] == "list" else _class_of(value), path)
        return True
    if isinstance(hint, type) and issubclass(hint, stripe.StripeObject):
        _check_object(value, hint, path)
        return True
    return False
