"""Definition of a planted fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Patches = tuple[tuple[object, str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Plant:
    """One planted fault: `hidden_by` is the defence because of which people may never notice it."""

    fault: str
    family: str
    hidden_by: str
    patches: Callable[[], Patches] = tuple
    sql: str = ""
