"""Definition of a planted fault."""

from __future__ import annotations

import sys
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


def everywhere(real: Callable[..., Any], twin: Callable[..., Any]) -> Patches:
    """Return the patches that put a twin wherever the product calls this function by its name."""
    name = real.__name__
    mine = [module for path, module in sorted(sys.modules.items()) if path.startswith("donations")]
    return tuple((module, name, twin) for module in mine if getattr(module, name, None) is real)
