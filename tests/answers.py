"""Type of what Django's test client returns, what its template was given, and a search in its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
else:
    from django.http import HttpResponse as Answer

__all__ = ["Answer", "context_of", "find"]


def find(pattern: str, text: str, flags: int = 0) -> re.Match[str]:
    """Return the first match in the text of a page, where there must be one."""
    found = re.search(pattern, text, flags)
    assert found, f"no {pattern} in {text[:500]}"
    return found


def context_of(answer: Any) -> dict[str, Any]:
    """Return what the template of a page of the desk was given."""
    context: dict[str, Any] = answer.context_data
    return context
