"""Content of the page that this project starts from: the real text if present, else a similar one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "story-page.txt"
OWN = Path(__file__).with_name("seed_page.txt")


@dataclass(frozen=True)
class Card:
    """A story under “Read more”: its label, its author where it is opinion, headline and summary."""

    label: str
    author: str
    headline: str
    summary: str


@dataclass(frozen=True)
class Page:
    """Everything that an editor types for the page."""

    headline: str
    caption: str
    credit: str
    paragraphs: list[str]
    credit_line: str
    topic: str
    cards: list[Card]


def read() -> Page:
    """Return the page of the seed, or our own of the same shape."""
    text = (SEED if SEED.is_file() else OWN).read_text()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    about = next(place for place, line in enumerate(lines) if line.startswith("Read more about:"))
    caption, _dot, credit = lines[3].rpartition(". ")
    return Page(
        headline=lines[2],
        caption=f"{caption}.",
        credit=credit,
        paragraphs=lines[4 : about - 1],
        credit_line=lines[about - 1],
        topic=lines[about].partition(": ")[2],
        cards=[_card(lines[about + 2 + 3 * number :][:3]) for number in range(4)],
    )


def _card(lines: list[str]) -> Card:
    label, headline, summary = lines
    is_opinion = label.startswith("opinion ")
    return Card(
        label="opinion" if is_opinion else label,
        author=label.removeprefix("opinion ") if is_opinion else "",
        headline=headline,
        summary=summary,
    )
