"""Any HTML that is pasted: no word of it lost, added or joined, no digit on the line, nothing dangerous."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.body import clean_source, left_out, render
from articles.body.policy import TAGS
from tests.articles.any_html import Pasted, any_html

ATTRIBUTES = {"href", "rel", "dir", "class", "id", "aria-hidden", "aria-labelledby", "start", "type"}
FRAGMENTS = st.sampled_from(
    [
        *("<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&", "&#", "&#x3c;", "&lt", '"', "'"),
        *("script", "style", "svg", "math", "img", "a", "p", "title", "noscript", "template", "iframe", "`"),
        *(" onerror=alert(1)", " href=", " src=", " style=", "javascript:", "java\tscript:"),
        *("\x00", "\n", " ", "\u2028", "\u202e", "data:text/html,", "\u0338", "x", "1", "table", "=", "/"),
    ]
)
MUTATION = "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()&gt;'>"


class Dangers(HTMLParser):
    """Collect what readers' pages may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            is_safe = name != "href" or (value or "").startswith(("http://", "https://", "mailto:", "/"))
            if name not in ATTRIBUTES or not is_safe:
                self.found.append(f"{name}={value}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(decl)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    handle_pi = unknown_decl = handle_comment


def dangers(html: str) -> list[str]:
    reading = Dangers()
    reading.feed(html)
    reading.close()
    return reading.found


def keeps_its_words(pasted: Pasted) -> None:
    rendered = render(pasted.html, language="en")
    assert rendered.text.split() == pasted.words
    assert not dangers(rendered.html)
    source = clean_source(pasted.html)
    assert clean_source(source) == source
    assert not left_out(source)
    assert render(source, language="en") == rendered


def is_harmless(html: str) -> None:
    source = clean_source(html)
    assert clean_source(source) == source
    assert not dangers(source) + dangers(render(html, language="ru").html)


quick = settings(derandomize=True, deadline=None, max_examples=150, database=None)
thorough = settings(deadline=None, max_examples=5_000)


@quick
@given(any_html())
def test_no_word_is_lost_added_or_joined(pasted: Pasted) -> None:
    keeps_its_words(pasted)


@quick
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
@example("<svg><style><img src=x onerror=alert(1)></style></svg>")
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()&gt;'>")
def test_nothing_that_is_left_is_dangerous(html: str) -> None:
    is_harmless(html)


@pytest.mark.slow
@thorough
@given(any_html())
def test_no_word_of_thousands_is_lost_added_or_joined(pasted: Pasted) -> None:
    keeps_its_words(pasted)


@pytest.mark.slow
@thorough
@given(st.one_of(st.lists(FRAGMENTS, max_size=60).map("".join), st.text()))
def test_nothing_of_thousands_is_dangerous(html: str) -> None:
    is_harmless(html)


def test_a_planted_danger_is_found() -> None:
    assert dangers('<p onclick="x">') == ["onclick=x"]
    assert dangers('<script>1</script><a href="javascript:1">') == ["script", "href=javascript:1"]
