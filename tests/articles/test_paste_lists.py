"""Pasted lists, in whatever disguise, are real lists; what is no list stays as it is."""

from __future__ import annotations

import pytest

from articles.body import clean_source


def word(level: int, marker: str, text: str, font: str = "Calibri") -> str:
    """Return a list paragraph as Word writes it."""
    return (
        f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span style='font-family:{font}'><span style='mso-list:Ignore'>{marker}"
        f"<span style='font:7.0pt Arial'>&nbsp;&nbsp; </span></span></span><![endif]>{text}<o:p></o:p></p>\n"
    )


LISTS = {
    "Word's bullets": (
        word(1, "·", "a", "Symbol") + word(1, "Ø", "b", "Wingdings") + word(1, "-", "c"),
        "<ul><li>a</li><li>b</li><li>c</li></ul>",
    ),
    "Word's levels": (
        word(1, "·", "a")
        + word(2, "o", "b", '"Courier New"')
        + word(3, "§", "c", "Wingdings")
        + word(1, "·", "d"),
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
    ),
    "Word's levels that skip and go too deep": (
        word(2, "·", "a") + word(4, "·", "b") + word(9, "·", "c") + word(9, "·", "d"),
        "<ul><li>a<ul><li>b<ul><li>c</li><li>d</li></ul></li></ul></li></ul>",
    ),
    "Word's numbers that begin later": (
        word(1, "4.", "a") + word(1, "5.", "b"),
        '<ol start="4"><li>a</li><li>b</li></ol>',
    ),
    "Word's numbers after a paragraph": (
        word(1, "1.", "a") + "<p>x</p>" + word(1, "2.", "b"),
        '<ol><li>a</li></ol>\n<p>x</p>\n<ol start="2"><li>b</li></ol>',
    ),
    "Word's numbers that begin anew": (
        word(1, "1)", "a") + word(1, "1)", "b"),
        "<ol><li>a</li></ol>\n<ol><li>b</li></ol>",
    ),
    "Word's letters and Roman numerals": (
        word(1, "a.", "a") + word(2, "i.", "b") + word(2, "ii.", "c") + word(1, "b.", "d"),
        '<ol type="a"><li>a<ol type="i"><li>b</li><li>c</li></ol></li><li>d</li></ol>',
    ),
    "Word's letter i between h and j": (
        word(1, "H.", "a") + word(1, "I.", "b") + word(1, "J.", "c"),
        '<ol start="8" type="A"><li>a</li><li>b</li><li>c</li></ol>',
    ),
    "Word's numbers that no list counts": (
        word(1, "1.1", "a") + word(1, "§ 5", "b") + word(1, "б)", "c"),
        "<p>1.1 a</p>\n<p>§ 5 b</p>\n<p>б) c</p>",
    ),
    "Word's numbered crosshead": (
        "<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<i>&nbsp;</i></span>Ice</h1>",
        "<h2>2. Ice</h2>",
    ),
    "Word's marker in a comment, as browsers pass it on": (
        '<p style="mso-list:l0 level1 lfo1"><!--[if !supportLists]--><i>1.&nbsp;</i><!--[endif]-->a</p>',
        "<ol><li>a</li></ol>",
    ),
    "Word's list whose markers a mail program took": (
        "<p style='mso-list:l0 level1 lfo1'>a</p><p style='mso-list:l0 level1 lfo1'>b</p>",
        "<ul><li>a</li><li>b</li></ul>",
    ),
    "a slide's bullet": (
        "<div><span style='mso-special-format:bullet;font-family:Arial'>•</span>a</div>",
        "<ul><li>a</li></ul>",
    ),
    "typed bullets": (
        "<p>• one</p><p>•\ttwo</p><p>· three</p><p>▪️ four</p><p>●five</p>",
        "<ul><li>one</li><li>two</li><li>three</li><li>four</li><li>five</li></ul>",
    ),
    "typed bullets after breaks": (
        "<p>Shut:<br>• one<br>• two</p><p>Open.</p>",
        "<p>Shut:</p>\n<ul><li>one</li><li>two</li></ul>\n<p>Open.</p>",
    ),
    "a typed bullet that is bold": ("<p><b>• one</b> two</p>", "<ul><li><strong>one</strong> two</li></ul>"),
    "a bullet typed in a real list": (
        "<ul><li>• one</li><li>two</li></ul>",
        "<ul><li>one</li><li>two</li></ul>",
    ),
    "typed numbers": ("<p>1. one</p><p>2) two</p>", "<ol><li>one</li><li>two</li></ol>"),
    "numbers typed after breaks": ("3. one<br>4. two", '<ol start="3"><li>one</li><li>two</li></ol>'),
    "a list that begins later": (
        '<ol start="3"><li>a<li value="7">b</ol>',
        '<ol start="3"><li>a</li></ol>\n<ol start="7"><li>b</li></ol>',
    ),
    "a list that counts down": (
        "<ol reversed><li>c<li>b<li>a</ol><p>x</p><ol reversed start=10><li>j<li>i</ol>",
        '<ol start="3"><li>c</li></ol>\n<ol start="2"><li>b</li></ol>\n<ol><li>a</li></ol>\n<p>x</p>\n'
        '<ol start="10"><li>j</li></ol>\n<ol start="9"><li>i</li></ol>',
    ),
    "a list that counts down inside another": (
        "<ul><li>x<ol reversed type=a><li>b<li>a</ol></li><li>y</li></ul>",
        '<ul><li>x<ol start="2" type="a"><li>b</li></ol><ol type="a"><li>a</li></ol></li><li>y</li></ul>',
    ),
    "a list that counts down by its items": (
        '<ol reversed><li value="9">a<li value="7">b</ol>',
        '<ol start="9"><li>a</li></ol>\n<ol start="7"><li>b</li></ol>',
    ),
    "a list that counts down and is never closed": (
        "<ol reversed><li>b<li>a",
        '<ol start="2"><li>b</li></ol>\n<ol><li>a</li></ol>',
    ),
    "a list that counts down and jumps": (
        '<ol reversed><li>c<li value="7">b<li>a</ol>',
        '<ol start="3"><li>c</li></ol>\n<ol start="7"><li>b</li></ol>\n<ol start="6"><li>a</li></ol>',
    ),
    "a list that counts down to nothing": (
        '<ol reversed start="1"><li>b<li>a</ol>',
        '<ol><li>b</li></ol>\n<ol start="0"><li>a</li></ol>',
    ),
    "a list that begins at nothing": (
        '<ol start="0"><li>a</li><li>b</li></ol>',
        '<ol start="0"><li>a</li><li>b</li></ol>',
    ),
    "a list that begins below nothing": (
        '<ol start=" -2"><li>a</li><li value="0">b</li></ol>',
        '<ol start="-2"><li>a</li></ol>\n<ol start="0"><li>b</li></ol>',
    ),
    "Word's numbers that begin at nothing": (
        word(1, "0.", "a") + word(1, "1.", "b"),
        '<ol start="0"><li>a</li><li>b</li></ol>',
    ),
    "a list whose start is no number": ('<ol start="x7"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    "numbers that are not shown": (
        '<ol style="list-style: none"><li>1.1 a</li><li>1.2 b</li></ol>',
        "<ul><li>1.1 a</li><li>1.2 b</li></ul>",
    ),
    "letters of a style that names more": (
        '<ol style="list-style: lower-alpha outside"><li>a</li></ol>',
        '<ol type="a"><li>a</li></ol>',
    ),
    "Greek letters": (
        '<ol start="2" style="list-style-type:lower-greek"><li><p>a</p></li><li></li><li><b>b</b></li></ol>'
        "<p>c</p>",
        "<ul><li>β. a</li><li>δ. <strong>b</strong></li></ul>\n<p>c</p>",
    ),
    "Greek letters beyond the last": (
        '<ol style="list-style:lower-greek"><li value="24">a<li>b<li value="-1">c<li></ol>',
        "<ul><li>ω. a</li><li>αα. b</li><li>-1. c</li></ul>",
    ),
    "numbers of a list whose tag has none": (
        '<ul style="list-style-type:decimal"><li>a</li><li>b</li></ul>'
        '<ul style="list-style-type:lower-alpha"><li>c</li></ul>',
        '<ol><li>a</li><li>b</li></ol>\n<ol type="a"><li>c</li></ol>',
    ),
    "bullets of a list whose tag has numbers": (
        '<ol style="list-style-type:square"><li>a</li></ol>',
        "<ul><li>a</li></ul>",
    ),
    "numbers in letters": (
        '<ol><li style="list-style-type:upper-roman">a</li></ol><ol type="a"><li>b</li></ol>',
        '<ol type="I"><li>a</li></ol>\n<ol type="a"><li>b</li></ol>',
    ),
    "an item to a list": (
        '<div><ul><li>a</ul></div><div><ul><li>b</ul></div><ol><li>c</ol><ol start="2"><li>d</ol>',
        "<ul><li>a</li><li>b</li></ul>\n<ol><li>c</li><li>d</li></ol>",
    ),
    "a list inside a list, not inside its item": (
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
    ),
}
NO_LISTS = {
    "a line of speech": "<p>— Да?</p>\n<p>- Нет.</p>",
    "a note with an asterisk": "<p>* Внесён в реестр</p>",
    "bullets between words": "<p>• Минск • Гродно</p>",
    "one number": "<p>5. So it was.</p>\n<p>And 6. was not.</p>",
    "numbers that do not follow": "<p>1. one</p>\n<p>3. three</p>",
    "a number first, then words": "<p>The ports</p>\n<p>1. one</p>",
    "a crosshead": "<h2>• one</h2>",
    "a quote": "<blockquote><p>• one</p></blockquote>",
}


@pytest.mark.parametrize(("source", "stored"), LISTS.values(), ids=LISTS.keys())
def test_what_looked_like_a_list_is_one(source: str, stored: str) -> None:
    assert clean_source(source) == stored
    assert clean_source(stored) == stored


@pytest.mark.parametrize("source", NO_LISTS.values(), ids=NO_LISTS.keys())
def test_what_is_no_list_stays_as_it_is(source: str) -> None:
    assert clean_source(source) == source
