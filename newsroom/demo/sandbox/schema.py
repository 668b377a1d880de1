"""Validation of requests against the library's own parameter types, so that the sandbox cannot drift."""

import functools
import re
import types
import typing
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import stripe
import typing_extensions
from stripe._request_options import RequestOptions

from newsroom.demo.sandbox.wire import Refused

# Parameters that are gone; old recipes still send them.
GONE = {"payment_method_types": "payment_method_types_no_longer_supported"}
METADATA_KEYS, METADATA_KEY, METADATA_VALUE = 50, 40, 500


def check(kind: Any, given: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """Return the parameters with their types, or raise `Refused` as the API would."""
    hints = hints_of(kind)
    for key in given:
        if key not in hints:
            name = f"{path}[{key}]" if path else key
            code = GONE.get(key, "parameter_unknown")
            raise Refused(f"Received unknown parameter: {name}", param=name, code=code)
    for key in kind.__required_keys__:
        if key in hints and key not in given:
            name = f"{path}[{key}]" if path else key
            raise Refused(f"Missing required param: {name}.", param=name, code="parameter_missing")
    return {
        key: convert(value, hints[key], f"{path}[{key}]" if path else key) for key, value in given.items()
    }


@functools.cache
def hints_of(kind: Any) -> dict[str, Any]:
    """Return the resolved types of a parameter class, without the library's own request options."""
    names = {"StripeContext": stripe.StripeContext, "Mapping": Mapping}
    hints = typing_extensions.get_type_hints(kind, localns=names)
    own = set(RequestOptions.__annotations__)
    options = own if own <= set(hints) else set()
    return {key: hint for key, hint in hints.items() if key not in options}


def convert(value: Any, hint: Any, name: str) -> Any:
    """Return the value as this type, or raise `Refused`."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _one_of(value, typing.get_args(hint), name)
    if origin is typing.Literal:
        return _choice(value, typing.get_args(hint), name)
    if origin is list:
        return _list(value, typing.get_args(hint)[0], name)
    if origin in (dict, Mapping) or (isinstance(origin, type) and issubclass(origin, stripe.StripeObject)):
        return _mapping(value, name)
    if typing_extensions.is_typeddict(hint):
        if not isinstance(value, Mapping):
            raise Refused(f"Invalid object: {name}", param=name)
        return check(hint, value, name)
    return _scalar(value, hint, name)


def _one_of(value: Any, options: tuple[Any, ...], name: str) -> Any:
    """Convert to the first type that fits; a Literal beside `str` means that the API knows no others."""
    words = [
        word
        for option in options
        if typing.get_origin(option) is typing.Literal
        for word in typing.get_args(option)
    ]
    is_closed = any(words)
    refusals = []
    for option in options:
        if option is type(None) or (option is str and is_closed and not isinstance(value, Mapping | list)):
            continue
        try:
            return convert(value, option, name)
        except Refused as refusal:
            refusals.append(refusal)
    raise max(refusals, key=lambda refusal: len(refusal.error.get("param", "")))


def _choice(value: Any, words: tuple[Any, ...], name: str) -> Any:
    if value in words:
        return value
    known = ", ".join(str(word) for word in words[:12])
    raise Refused(f"Invalid {name}: must be one of {known}", param=name)


def _list(value: Any, hint: Any, name: str) -> list[Any]:
    if value == "":
        return []
    if not isinstance(value, list):
        raise Refused("Invalid array", param=name)
    return [convert(item, hint, f"{name}[{number}]") for number, item in enumerate(value)]


def _mapping(value: Any, name: str) -> dict[str, str]:
    """Check metadata: text to text, within the limits of the API."""
    if not isinstance(value, Mapping):
        raise Refused(f"Invalid object: {name}", param=name)
    if len(value) > METADATA_KEYS:
        raise Refused(f"{name} can have up to {METADATA_KEYS} keys", param=name)
    for key, text in value.items():
        if not isinstance(text, str) or len(key) > METADATA_KEY or len(text) > METADATA_VALUE:
            raise Refused("Metadata keys and values are short texts", param=f"{name}[{key}]")
    return dict(value)


def _scalar(value: Any, hint: Any, name: str) -> Any:
    if isinstance(value, list | Mapping):
        raise Refused(f"Invalid string: {name}", param=name)
    if hint is bool:
        if value in ("true", "false", True, False):
            return value in ("true", True)
        raise Refused(f"Invalid boolean: {value}", param=name)
    if hint is int:
        if re.fullmatch(r"-?[0-9]{1,18}", str(value)):
            return int(value)
        raise Refused(f"Invalid integer: {value}", param=name, code="parameter_invalid_integer")
    if hint in (float, Decimal):
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise Refused(f"Invalid decimal: {value}", param=name) from error
    if value == "":
        raise Refused(f"You passed an empty string for '{name}'.", param=name, code="parameter_invalid_empty")
    return str(value)
