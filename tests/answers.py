"""Type of what Django's test client returns, which only its stubs know, and a search in its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
else:
    from django.http import HttpResponse as Answer

__all__ = ["Answer", "find"]


def find(pattern: str, text: str, flags: int = 0) -> re.Match[str]:
    """Return the first match in the text of a page, where there must be one."""
    found = re.search(pattern, text, flags)
    assert found, f"no {pattern} in {text[:500]}"
    return found
