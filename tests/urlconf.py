"""Every URL pattern of the site, found by walking the URLconf, so that no list of them is kept by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pattern:
    """One pattern of the URLconf: its name, or its route where it has none, and what stands in its place."""

    name: str
    parameters: frozenset[str]

    def url(self, values: Mapping[str, object] | None = None) -> str:
        """Return the URL with these values, of which there may be more than it takes."""
        return reverse(self.name, kwargs={name: (values or {})[name] for name in self.parameters})


def patterns(
    resolver: URLResolver | None = None, space: str = "", route: str = "", taken: Set[str] = NONE
) -> Iterator[Pattern]:
    """Return every pattern of the URLconf."""
    for part in (resolver or get_resolver()).url_patterns:
        parameters = frozenset(taken | set(part.pattern.regex.groupindex) | set(part.pattern.converters))
        whole = f"{route}{part.pattern}"
        if isinstance(part, URLResolver):
            inside = f"{space}{part.namespace}:" if part.namespace else space
            yield from patterns(part, inside, whole, parameters)
        elif isinstance(part, URLPattern):
            yield Pattern(f"{space}{part.name}" if part.name else whole, parameters)
