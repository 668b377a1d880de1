"""HTTP requests and responses of the sandbox, the form encoding of the API, and its errors."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

DEEPEST = 12
NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Request:
    """One HTTP request; header names in any case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return a header, or an empty text."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


@dataclass(frozen=True, kw_only=True)
class Response:
    """One answer. `delay`: seconds it takes on its way; `is_lost`: the socket closes without it."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    is_lost: bool = False


class Refused(Exception):
    """Error of the API; carries what goes into the `error` of the answer."""

    def __init__(
        self,
        message: str,
        *,
        param: str = "",
        code: str = "",
        status: int = 400,
        kind: str = "invalid_request_error",
    ) -> None:
        self.status, self.message = status, message
        self.error: dict[str, Any] = {"type": kind, "message": message}
        self.error |= {"param": param} if param else {}
        self.error |= {"code": code} if code else {}
        super().__init__(message)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text: long lists of names read better so."""
    return tuple(text.split())


def missing(kind: str, name: str, param: str = "id") -> Refused:
    """Return the error for an object that does not exist."""
    return Refused(f"No such {kind}: '{name}'", param=param, code="resource_missing", status=404)


def to_json(value: object, status: int = 200, headers: Mapping[str, str] = NO_HEADERS) -> Response:
    """Return an answer with this value as JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Response(status=status, body=body, headers={"Content-Type": "application/json", **headers})


def parse_form(text: str) -> dict[str, Any]:
    """Parse `a[b][0]=c` into nested objects and lists; the values stay text."""
    tree: dict[str, Any] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        head, _, rest = key.partition("[")
        parts = [head, *re.findall(r"([^\[\]]*)\]", rest)] if rest else [head]
        if len(parts) > DEEPEST:
            raise Refused(f"Invalid object: {head}", param=head)
        _plant(tree, parts, value)
    return {key: _with_lists(value) for key, value in tree.items()}


def _plant(tree: dict[str, Any], parts: list[str], value: str) -> None:
    node = tree
    for part in parts[:-1]:
        below = node.setdefault(part or str(len(node)), {})
        if not isinstance(below, dict):
            raise Refused(f"Invalid object: {parts[0]}", param=parts[0])
        node = below
    node[parts[-1] or str(len(node))] = value


def _with_lists(node: Any) -> Any:
    """Turn objects whose keys count from 0 into lists."""
    if not isinstance(node, dict):
        return node
    values = [_with_lists(value) for value in node.values()]
    if list(node) == [str(number) for number in range(len(node))]:
        return values
    return dict(zip(node, values, strict=True))


def read_params(request: Request) -> dict[str, Any]:
    """Return the parameters of a request: form or query of v1, JSON bodies of v2."""
    if request.method == "POST" and request.path.startswith("/v2/"):
        try:
            given = json.loads(request.body or b"{}")
        except ValueError as error:
            raise Refused("The body is not JSON") from error
        if not isinstance(given, dict):
            raise Refused("The body is no JSON object")
        return given
    try:
        form = request.body.decode() if request.method == "POST" else ""
    except UnicodeDecodeError as error:
        raise Refused("The body is not UTF-8") from error
    return parse_form(request.query) | parse_form(form)
