"""axe, the accessibility checker, on a page as it stands."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# It must not load style sheets a second time: their imports would go astray.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
# What may differ between light and dark.
OF_COLOURS = ("color-contrast", "link-in-text-block")


def findings(page: Page, *rules: str) -> list[str]:
    """Return what axe finds, one line for each element: by all its rules, or by these alone."""
    options: dict[str, Any] = OPTIONS | ({"runOnly": {"type": "rule", "values": rules}} if rules else {})
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in Axe().run(page, options=options).response["violations"]
        for node in violation["nodes"]
    ]
