"""Argument of the sandbox's endpoints: one checked API call."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newsroom.demo.sandbox.wire import Refused
from newsroom.demo.sandbox.world import World


@dataclass(frozen=True, kw_only=True)
class Call:
    """One checked call: `name` is the id in the path, `origin` the sandbox's own URL."""

    world: World
    params: dict[str, Any]
    name: str
    origin: str

    def honour(self, known: frozenset[str]) -> None:
        """Refuse parameters that the API would accept and this sandbox would ignore."""
        for param in self.params:
            if param not in known:
                raise Refused(f"This sandbox does not honour {param}", param=param, code="not_in_sandbox")


Endpoint = Callable[[Call], dict[str, Any]]
