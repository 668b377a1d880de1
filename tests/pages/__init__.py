"""One list of all pages, made from the URLconf: every URL has an example in whatever newsroom there is.

Query counts, axe, weights, pictures and the search for hidden stories all read it. A URL without an
example fails a test, so that nobody can add one that none of them sees.
"""

from __future__ import annotations

from tests.pages import desk, desk_singles, readers
from tests.pages.page import Page
from tests.urlconf import patterns

__all__ = ["Page", "desk_pages", "every_example", "examples", "public_pages"]


def examples() -> dict[str, list[Page]]:
    """Return the examples of every pattern by its name: none where nobody named one, or no row is there."""
    of_desk = desk_singles.singles() | desk.of_models()
    found: dict[str, list[Page]] = {}
    for pattern in patterns():
        of_readers = readers.examples(pattern.name)
        found[pattern.name] = of_desk.get(pattern.name, []) if of_readers is None else of_readers
    return found


def every_example() -> list[Page]:
    """Return all examples, what nobody looks at included."""
    return [page for pages in examples().values() for page in pages]


def public_pages() -> list[Page]:
    """Return the pages that readers see, the log-in included."""
    return [page for page in every_example() if page.is_seen and not page.role]


def desk_pages() -> list[Page]:
    """Return the pages that people at the desk see."""
    return [page for page in every_example() if page.is_seen and page.role]
