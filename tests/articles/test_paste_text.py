"""Pasted HTML keeps every fact: raised digits, what was struck out, what was hidden, where paragraphs end."""

from __future__ import annotations

import pytest

from articles.body import clean_source

RAISED = {
    "elements": (
        "10<sup>6</sup> liters, 3 km<sup>2</sup>, CO<sub>2</sub>, Ca<sup>2+</sup>",
        "10⁶ liters, 3 km², CO₂, Ca²⁺",
    ),
    "styles of Google Docs": (
        '10<span style="vertical-align:super">-3</span>m<span style="vertical-align:sub">k</span>',
        "10⁻³mₖ",
    ),
    "a shift that Word writes": (
        "10<span style='position:relative;top:-4.5pt;mso-text-raise:4.5pt'>6</span>"
        "H<span style='mso-text-raise:-3.0pt'>2</span>O",
        "10⁶H₂O",
    ),
    "a length that Apple's programs write": ('40 m<span style="vertical-align: 4.0px">2</span>', "40 m²"),
    "a style sheet that came along": (
        "<style>span.s1 {font: 9px Arial; vertical-align: super}</style>40 m<span class=s1>2</span>",
        "40 m²",
    ),
    "a web page that resets its baseline": (
        '10<sup style="position:relative;vertical-align:baseline;top:-0.5em">6</sup>',
        "10⁶",
    ),
    "position of the font": ('x<span style="font-variant-position:super">n</span>', "xⁿ"),
    "a shift by another property": (
        '10<span style="vertical-align:baseline;baseline-shift:super">6</span>',
        "10⁶",
    ),
    "small at the top of the line": ('10<span style="vertical-align:text-top;font-size:60%">6</span>', "10⁶"),
    "a class that makes it small": (
        "<style>.e{vertical-align:text-top;font-size:.6em}</style>10<span class=e>6</span>",
        "10⁶",
    ),
    "raised twice by two programs": ('10<sup><span style="vertical-align:super">6</span></sup>', "10⁶"),
    "an exponent with an exponent": ("2<sup>2<sup>n</sup></sup>", "2^(2ⁿ)"),
    "no such small characters": (
        "10<sup>2,5</sup>, V<sub>cc</sub>, Р<sub>макс</sub>",
        "10^(2,5), V_(cc), Р_(макс)",
    ),
    "bold and links inside": (
        'E=mc<sup><b>2</b></sup>, m<sup><a href="https://a.example/">3</a></sup>',
        'E=mc<strong>²</strong>, m<a href="https://a.example/">³</a>',
    ),
    "different looks in one": ("x<sup>a<b>q</b></sup>", "x^(a<strong>q</strong>)"),
    "particles and isotopes": (
        "PM<sub>2.5</sub>, <sup>235</sup>U, x<sub>1</sub><sup>2</sup>",
        "PM₂.₅, ²³⁵U, x₁²",
    ),
    "ordinals, which nobody misreads": (
        "21<sup>st</sup>, 2<sup>nd</sup>, 1<sup>er</sup>, 5<sup>го</sup>, N<sup>o</sup> 7, 3<sup>a</sup>",
        "21st, 2nd, 1er, 5-го, Nº 7, 3ª",
    ),
    "signs of their own": ("Acme<sup>TM</sup>, Acme<sup>®</sup>, 5<sup>*</sup>", "Acme™, Acme®, 5*"),
    "spaces inside": (
        "10<sup>6 </sup>liters, 10<sup>n + 1</sup>, H<sub>2 3</sub>",
        "10⁶ liters, 10ⁿ⁺¹, H_(2 3)",
    ),
    "a raised line of words": ("<sup>Conditions apply from May</sup>", "Conditions apply from May"),
    "a tweak of one pixel, which is none": ('a<span style="position:relative;top:-1px">b</span>', "ab"),
    "the font Symbol, where letters are others": (
        "<span style='font-family:Symbol'>a</span>-rays, <span style='font-family:Symbol'>£</span> 5 <span"
        " style='mso-symbol-font-family:Symbol'>m</span>g",
        "α-rays, ≤ 5 μg",
    ),
    "quotation marks that the browser draws": ("He said <q>no</q>.", 'He said "no".'),
    "a reading over a word": ("<ruby>漢字<rp>(</rp><rt>kanji</rt><rp>)</rp></ruby>", "漢字(kanji)"),
}
STRUCK = {
    "tracked changes": (
        "The governor <del>resigned</del><ins>was dismissed</ins>.",
        "The governor was dismissed.",
    ),
    "older elements": ("He earned <s>40</s> <strike>41</strike> 45 rubles.", "He earned 45 rubles."),
    "style of Google Docs": (
        'on <span style="text-decoration:line-through;-webkit-text-decoration-skip:none">Monday</span>Friday',
        "on Friday",
    ),
    "struck and underlined": (
        'a <span style="text-decoration: underline line-through red">b</span> c',
        "a c",
    ),
    "the long form of the style": ('a <span style="text-decoration-line:line-through">b</span>c', "a c"),
    "Word's double line": ("a <span style='text-line-through:double'>b</span>c", "a c"),
    "Word's class alone": ("a <span class=msoDel>b</span>c", "a c"),
    "a class of the style sheet": (
        "<style><!-- b.Old, .xl65 {color:red; text-decoration:line-through}--></style>a <i class=xl65>b</i>c",
        "a c",
    ),
    "before a full stop": ("He came <del>late</del>.", "He came."),
    "in brackets": ("He (<del>late</del>) came, “<del>so</del> what”", "He came, “what”"),
    "with the spaces around it": ("one<del> big </del>ship, two<del> big</del> ships", "one ship, two ships"),
    "inside a word": ("20<del>15</del>16, resign<del>ed</del>s", "2016, resigns"),
    "marks inside": ("a <del><b>b <a href='https://a.example/'>c</a></b></del>d", "a d"),
    "in a mark": ("<b>a <del>b</del></b> <i>c</i>", "<strong>a </strong><em>c</em>"),
    "an underline is no strike": ('a <u>b</u> <span style="text-decoration:none">c</span>', "a b c"),
    "boxes that are ticked or not, which stay": (
        "<input type=checkbox checked>Yes<input type=checkbox> No <input type=radio CHECKED>both",
        "☑ Yes ☐ No ☑ both",
    ),
    "undone by its style": ('a <s style="text-decoration:none">b</s>', "a b"),
    "a comment's mark of Word": (
        "<a style='mso-comment-reference:AB_1'>closed</a><span class=MsoCommentReference>"
        "<a class=msocomanchor href='#_msocom_1'>[AB1]</a>"
        "<span style='mso-special-character:comment'>&nbsp;</span></span>, then",
        "closed, then",
    ),
    "a comment's mark of Google Docs": (
        "grain<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup>, said",
        "grain, said",
    ),
}
HIDDEN = {
    "not displayed": ('a <span style="display:none">Desk note</span>b', "a b"),
    "Word's hidden text": ("a <span style='mso-hide:all'>Desk note</span>b", "a b"),
    "invisible": ('a <span style="visibility: hidden">x</span>b', "a b"),
    "visible again inside": (
        '<span style="visibility:hidden">x<i style="visibility:visible">y</i></span>',
        "<em>y</em>",
    ),
    "by the attribute": ("a <span hidden>x</span>b <i hidden=until-found>x</i>c", "a b c"),
    "of no size": (
        'a<span style="font-size:0px">x<b style="font-size:1em">y</b></span>',
        "a<strong>y</strong>",
    ),
    "see-through": ('a<span style="opacity: 0.0">x</span><i style="opacity:0.5">b</i>', "a<em>b</em>"),
    "for screen readers alone": (
        'a<span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0px, 0px, 0px, 0px)">'
        "x</span>"
        '<span class="sr-only">x</span><i style="clip-path:inset(50%)">x</i>',
        "a",
    ),
    "beyond the edge": (
        'a<span style="position:absolute; left:-9999px">x</span><b style="text-indent:-9999px">x</b>',
        "a",
    ),
    "beyond the edge in letters": (
        'a<span style="position:absolute;left:-999em">x</span><b style="text-indent:-100vw">x</b>',
        "a",
    ),
    "beyond the other edges": (
        'a<span style="position:fixed;right:-9999px">x</span><b style="margin-left:-10000px">x</b>',
        "a",
    ),
    "cut to nothing": ('a<span style="clip-path:polygon(0 0, 0 0, 0 0, 0 0)">x</span>', "a"),
    "filtered away": (
        'a<span style="filter:opacity(0%)">x</span><i style="filter:opacity(50%)">b</i>',
        "a<em>b</em>",
    ),
    "the words on a button": (
        "The quay<button>Share</button>, at noon<button> Copy </button> b",
        "The quay, at noon b",
    ),
    "of a point, as a letter's preview": (
        'a<span style="font-size:1px">x</span><b style="font-size:.1pt">x</b><i style="font-size:.9em">b</i>',
        "a<em>b</em>",
    ),
    "no wider than nothing": (
        'a<span style="display:inline-block;max-width:0;overflow:hidden">x</span>',
        "a",
    ),
    "in no colour": ('a<span style="color:transparent">x</span>', "a"),
    "in a colour that is clear": (
        'a<span style="color:rgba(0, 0, 0, 0)">x</span><b style="color:#12345600">x</b>'
        '<b style="color:rgb(0 0 0 / 0%)">x</b><i style="color:rgb(0, 0, 0)">b</i>',
        "a<em>b</em>",
    ),
    "in no colour, but cut out of a picture, so seen": (
        '<span style="color:transparent;-webkit-background-clip:text">a</span>'
        '<i style="background:linear-gradient(red, blue) text;color:transparent">b</i>',
        "a<em>b</em>",
    ),
    "a letter's preview": ('<div style="max-height:0px;overflow:hidden">x</div><div>a</div>', "a"),
    "in the colour of its ground": ('a<span style="color:#fff;background-color:#fff">x</span>', "a"),
    "in the colour of a ground said shortly": ('a<span style="color:white;background:white">x</span>', "a"),
    "by a class of the style sheet": (
        "<style>/* x */ span.Note{mso-hide:all; /*;*/ display:none}</style>a<span class=Note>x</span>",
        "a",
    ),
    "by the more important declaration": (
        'a<span style="display:none!important;display:inline">x</span>',
        "a",
    ),
    "a dialog that is shut": ("a<dialog>x</dialog><dialog open>b</dialog>", "a</p>\n<p>b"),
    "left open by broken HTML": ("<p style='display:none'>x<p>a", "a"),
    "hidden from screen readers alone, so seen": ('<span aria-hidden="true">a</span>', "a"),
    "shown by the later declaration": ('<span style="display:none;display:inline">a</span>', "a"),
}
ENDS = {
    "two breaks": ("a<br><br>b<br/>\n<br/>c", "a</p>\n<p>b</p>\n<p>c"),
    "two breaks inside a mark": ("<b>a<br><br>b</b>", "<strong>a</strong></p>\n<p><strong>b</strong>"),
    "one break": ("a<br>b", "a<br>b"),
    "empty lines of Google Docs": ("<p>a</p><br /><p>b</p><br><p><span><br></span></p>", "a</p>\n<p>b"),
    "lines that are elements": ("<div>a</div><div><br></div><div>b</div>", "a</p>\n<p>b"),
    "newlines that the page keeps": (
        '<span style="white-space:pre-wrap">a\nb\r\n\r\nc</span>',
        "a<br>b</p>\n<p>c",
    ),
    "newlines that it does not": ("a\n\nb", "a</p>\n<p>b"),
    "newlines inside HTML": ("<p>a\n\nb</p>", "a b"),
    "spans that stand as lines": (
        '<span style="display:block">a</span><span style="display:block">b</span>',
        "a</p>\n<p>b",
    ),
    "cells side by side": ("<table><tr><td>12</td><td>34</td></tr></table>", "12</p>\n<p>34"),
    "parts that a picture kept apart": ("a<img src=x>b<svg></svg>c", "a b c"),
    "text that is preformatted": ("<pre>a\n  b</pre>", "a<br>b"),
}
TURNED = {
    "an address that is turned round": (
        "Write to <bdo dir=rtl>gro.elpmaxe@ksed</bdo>.",
        "Write to desk@example.org.",
    ),
    "by its style, with marks and brackets": (
        'a <span style="unicode-bidi:bidi-override;direction:RTL">)2<b>1 (ти</b>ф</span> b',
        "a ф<strong>ит) 1</strong>2( b",
    ),
    "by a class of the style sheet": (
        "<style>.x{unicode-bidi:isolate-override;direction:rtl}</style>No. <i class=x>321</i>",
        "No. <em>123</em>",
    ),
    "line by line, with its accents": ("<bdo dir=rtl>e\u0301a<br>dc</bdo>", "aé<br>cd"),
    "what runs this way by itself": ("<bdo dir=rtl>שלום 12</bdo>", "שלום 12"),
    "turned back inside": ("<bdo dir=rtl><bdo dir=ltr>12</bdo></bdo>", "12"),
    "no override": ('<bdi dir=rtl>12</bdi> <span dir=rtl style="unicode-bidi:embed">34</span>', "12 34"),
}
KINDS = {"raised": RAISED, "struck": STRUCK, "hidden": HIDDEN, "ends": ENDS, "turned": TURNED}
SOURCES = {
    f"{kind}: {name}": source for kind, cases in KINDS.items() for name, (source, _stored) in cases.items()
}
CASES = [
    pytest.param(source, stored, id=f"{kind}: {name}")
    for kind, cases in KINDS.items()
    for name, (source, stored) in cases.items()
]


@pytest.mark.parametrize(("source", "stored"), CASES)
def test_a_pasted_text_says_what_it_said_before(source: str, stored: str) -> None:
    assert clean_source(source) == f"<p>{stored}</p>"
    assert clean_source(clean_source(source)) == clean_source(source)
