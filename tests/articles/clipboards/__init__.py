"""Corpus of clipboards, as programs write them, for the server's and the editor's reading of HTML.

Beside each sample stands `NAME.expected`: first what is left out, then the source as it is stored.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class Clipboard(NamedTuple):
    """One sample: what is pasted, and what a story keeps of it."""

    name: str
    kind: str
    """"text/html" or "text/plain"."""
    source: str
    left_out: dict[str, int]
    stored: str


def _read(path: Path) -> Clipboard:
    first, _, stored = path.with_suffix(".expected").read_text().partition("\n")
    things = first.removeprefix("left out: ").split(", ")
    counts = {kind: int(count) for kind, count in map(str.split, things if things != ["nothing"] else [])}
    kind = "text/html" if path.suffix == ".html" else "text/plain"
    return Clipboard(path.stem, kind, path.read_bytes().decode(), counts, stored.removesuffix("\n"))


CLIPBOARDS = [_read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in (".html", ".txt")]
