"""Nothing that an editor's account sends as a body runs, loads or breaks the page."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest

from articles.body import MAX_SOURCE, clean_source, render

from .hostile_bodies import HOSTILE_BODIES

ALLOWED = {
    "a": {"href": r"(https?://[\w.-]+|mailto:\w|/(?![/\\])).*", "rel": "noreferrer"},
    "div": {"class": "pull", "aria-hidden": "true"},
    "section": {"class": "facts", "aria-labelledby": r"facts-\d+"},
    "h2": {"id": r"facts-\d+"},
    **{tag: {} for tag in ("p", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "cite", "hr", "br")},
}
BODIES = pytest.mark.parametrize("source", [s for _, s in HOSTILE_BODIES], ids=[n for n, _ in HOSTILE_BODIES])


class Strict(HTMLParser):
    """Fail on any element or attribute that readers must not get, and on tags that do not pair."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            assert re.fullmatch(ALLOWED[tag][name], value or ""), (tag, name, value)
            self.ids += [value or ""] if name == "id" else []
        assert tag in ALLOWED
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment came through: {data}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"a declaration came through: {decl}")

    def handle_pi(self, data: str) -> None:
        pytest.fail(f"an instruction came through: {data}")

    def unknown_decl(self, data: str) -> None:
        pytest.fail(f"an unknown declaration came through: {data}")


@BODIES
def test_a_hostile_body_comes_out_as_our_own_few_elements(source: str) -> None:
    page = Strict(render(source, language="en").html)
    assert len(page.ids) == len(set(page.ids))
    Strict(clean_source(source))


@BODIES
def test_a_hostile_body_keeps_its_honest_paragraph(source: str) -> None:
    story = render(source, language="en")
    assert story.html.startswith("<p>Still here.</p>")
    assert story.text.startswith("Still here.")


@BODIES
def test_cleaning_a_hostile_body_twice_changes_nothing_more(source: str) -> None:
    stored = clean_source(source)
    assert clean_source(stored) == stored
    assert render(stored, language="ru") == render(source, language="ru")


def test_half_of_a_surrogate_pair_which_no_database_stores_is_left_out() -> None:
    assert clean_source("<p>a\ud800b</p>") == "<p>ab</p>"


def test_there_are_at_least_sixty_hostile_bodies() -> None:
    assert len({source for _, source in HOSTILE_BODIES}) >= 60


@pytest.mark.parametrize(
    "piece",
    [
        "<b>",
        "<ul><li>",
        '"',
        "' \" ",
        "&",
        "<",
        "<a ",
        '<a b=">" ',
        "<!--",
        "<title></titl",
        "<svg>",
        '<div class="pull">',
        " - ",
        "--a",
        "http://",
        "«„",
        "и в 000 ",
        "word ",
    ],
)
def test_a_large_body_of_one_repeated_piece_takes_moments(piece: str) -> None:
    source = piece * (MAX_SOURCE // len(piece) // 5)
    started = time.process_time()
    render(clean_source(source), language="ru")
    # What grows with the square of the length needs minutes here, on the slowest machine too.
    assert time.process_time() - started < 3


def test_marks_that_each_differ_cannot_multiply() -> None:
    source = "".join(f"<font color={n}>" for n in range(5_000)) + "<p>a" * 5_000
    assert len(render(source, language="en").html) < 5_000 * len("<p>a</p>\n")
