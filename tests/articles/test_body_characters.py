"""Characters of a story's body: composed and seen, across bold, italic and linked parts of a line."""

from __future__ import annotations

import pytest

from articles.body import clean_source, render

HEBREW = "\u05e9\u05dc\u05d5\u05dd"
PERSIAN = ("\u0645\u06cc", "\u062e\u0648\u0627\u0647\u0645")
# What can carry the number of a copy between two letters, where no script needs it.
CARRIERS = [
    *("\u200b", "\u200c", "\u200d", "\u00ad", "\u034f", "\u180e", "\u2061", "\u2064", "\u3164", "\ufe00"),
    *("\ufe0f", "\U000e0001", "\U000e007f", "\U000e0100", "\U000e01ef", "\u200e", "\u2066\u2069", "&#x200b;"),
]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_mark_of_a_copy_stands_between_two_letters(carrier: str) -> None:
    source = clean_source(f"<p>The re{carrier}port, <b>pa{carrier}ge</b>{carrier} 4.</p>")
    assert source == "<p>The report, <strong>page</strong> 4.</p>"


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("Зеле\u0308ныи\u0306", "Зелёный"),
        ("<b>е</b>\u0308ж", "<strong>ё</strong>ж"),
        ("е<em>\u0308ж</em>", "ё<em>ж</em>"),
        ("<b>\u1112\u1161</b>\u11ab\u1100\u116e\u11a8", "<strong>한</strong>국"),
        ("q\u0301\u0323<i>x</i>", "q\u0323\u0301<em>x</em>"),
        ('a<a href="https://a.example/е\u0308\u200f">b</a>', 'a<a href="https://a.example/ё">b</a>'),
        ("a\u2003<b>\u3000b</b>", "a <strong>b</strong>"),
        ("\u0338stroke<br>\u0338again", "stroke<br>again"),
        (" \u0338&lt;", "&lt;"),
        ("a &lt;\u0338 b", "a \u226e b"),
        ("a\u200b <br>b <del>c</del> d", "a<br>b d"),
    ],
)
def test_letters_are_composed_and_keep_the_look_of_their_base(pasted: str, stored: str) -> None:
    assert clean_source(f"<p>{pasted}</p>") == f"<p>{stored}</p>"


@pytest.mark.parametrize(
    "needed",
    [
        f"{HEBREW}\u200f!",
        f"{HEBREW} \u2066(abc)\u2069 {HEBREW}",
        f"{HEBREW} <strong>\u2066(abc)</strong>\u2069 {HEBREW}",
        "\u200c".join(PERSIAN),
        f"{PERSIAN[0]}\u200c<strong>{PERSIAN[1]}</strong>",
        "<em>\U0001f468\u200d\U0001f469\u200d\U0001f467</em> ❤\ufe0f 1\ufe0f\u20e3",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(needed: str) -> None:
    source = f"<p>{needed}</p>"
    assert clean_source(source) == source
    assert needed in render(source, language="en").html


def test_a_direction_mark_goes_where_no_line_runs_from_right_to_left() -> None:
    assert clean_source(f"<p>a\u200f b</p><p>{HEBREW}\u200f</p>") == f"<p>a b</p>\n<p>{HEBREW}\u200f</p>"


def test_a_paragraph_of_nothing_visible_is_none() -> None:
    assert clean_source("<p>\u3164</p><p>\u2066\u2069<b>\u200c</b></p><p>a</p>") == "<p>a</p>"


def test_a_thousand_isolates_in_one_another_take_no_longer_than_their_letters() -> None:
    """Peeled layer by layer they took minutes, which any form of the desk could be sent."""
    nested = "\u2066" * 9000 + "\u2069" * 9000
    assert clean_source(f"<p>{HEBREW}{nested}</p>") == f"<p>{HEBREW}</p>"
