"""Changes of a raw form: what a window sends of a long one, put on what the desk has of it."""

import zlib
from collections.abc import Mapping
from typing import Any

from articles.desk.typed import Typed


def put_on(before: Typed, changes: Any) -> dict[str, Any] | None:
    """Return the form with the changes, or None where they cannot have been made from this one.

    A field is sent with all of its values, without any where it is gone, or, of a long text, as the part
    between a beginning and an end that stay.
    """
    if not isinstance(changes, Mapping):
        return None
    after: dict[str, Any] = dict(before)
    for name, change in changes.items():
        if isinstance(change, Mapping):
            after[name] = [_joined(before.get(name, ()), change)]
            if None in after[name]:
                return None
        elif change == []:
            after.pop(name, None)
        else:
            after[name] = change
    return after


def checksum(data: Typed) -> int:
    """Return the CRC-32 of a whole form, as `word_changes.js` counts it."""
    text = "\0\0".join("\0".join([name, *data[name]]) for name in sorted(data))
    return zlib.crc32(text.encode(errors="replace"))


def _joined(values: Any, change: Mapping[str, Any]) -> str | None:
    head, text, tail = (change.get(name) for name in ("head", "text", "tail"))
    if len(values) != 1 or type(head) is not int or type(tail) is not int or not isinstance(text, str):
        return None
    # Browsers count halves of characters.
    units = values[0].encode("utf-16-le", "surrogatepass")
    if min(head, tail) < 0 or 2 * (head + tail) > len(units):
        return None
    middle = text.encode("utf-16-le", "surrogatepass")
    joined: bytes = units[: 2 * head] + middle + units[len(units) - 2 * tail :]
    return joined.decode("utf-16-le", "surrogatepass")
