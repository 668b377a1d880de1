"""What no story can keep of pasted HTML is counted, whatever element holds it, and tears no word."""

from __future__ import annotations

import pytest

from articles.body import clean_source, left_out

OMML = "<m:oMath><m:sSup><m:e>10</m:e><m:sup>6</m:sup></m:sSup></m:oMath>"
LEFT: dict[str, tuple[str, str, dict[str, int]]] = {
    "a picture in several sizes": (
        "<p>a<picture><source srcset=x><img src=y></picture>b</p>",
        "<p>a b</p>",
        {"pictures": 1},
    ),
    "a picture to press": ("<p>a<input type=image src=x alt=Map>b</p>", "<p>a b</p>", {"pictures": 1}),
    "a picture of Word's own": (
        '<p>a<v:shape><v:imagedata src="file:///C:/1.png"/></v:shape>b</p><p>c<v:imagedata src=x />d</p>',
        "<p>a b</p>\n<p>c d</p>",
        {"pictures": 2},
    ),
    "a picture that Word wrote twice": (
        "<p>a<!--[if gte vml 1]><v:imagedata src=x /><![endif]--><![if !vml]><img width=300 src=x>b",
        "<p>a b</p>",
        {"pictures": 1},
    ),
    "a picture of a fast page": (
        "<p>a</p><amp-img src=x width=600 height=20></amp-img>",
        "<p>a</p>",
        {"pictures": 1},
    ),
    "a long chart": ("<p>a</p><img src=x width=600 height=40>", "<p>a</p>", {"pictures": 1}),
    "a line, an icon and a pixel that counts readers": (
        "<p>a<img src=x width=600 height=2><img src=y width=20><img src=z width=1 height=1>",
        "<p>a</p>",
        {},
    ),
    "a film behind its first picture": (
        "<p>a<lite-youtube videoid=x></lite-youtube>b</p>",
        "<p>a b</p>",
        {"media": 1},
    ),
    "a file in the page": (
        "<p>a<object data=x type='application/pdf'>Open it</object>b",
        "<p>a b</p>",
        {"media": 1},
    ),
    "a formula of Word": (f"<p>It is {OMML} liters.</p>", "<p>It is liters.</p>", {"formulas": 1}),
    "a table of roles": (
        "<div role=table><div role=row><span role=columnheader>12</span><span role=cell>34</span></div>"
        "<div role=row><span role=rowheader>56</span><span role=cell>78</span></div></div>",
        "<p>12</p>\n<p>34</p>\n<p>56</p>\n<p>78</p>",
        {"tables": 1},
    ),
    "a table that only arranges": (
        "<table role=presentation><tr><td>12</td><td>34</td></tr></table>",
        "<p>12</p>\n<p>34</p>",
        {},
    ),
    "a note of Substack": (
        '<p>a<a id="footnote-anchor-1" href="#footnote-1">1</a>.</p><div class="footnote">'
        '<a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>'
        '<div class="footnote-content"><p>Note.</p></div></div>',
        "<p>a.</p>",
        {"footnotes": 1},
    ),
    "a mark of WordPress": (
        '<p>a<a href="#easy-footnote-bottom-1-12"><sup>1</sup></a>.</p>',
        "<p>a.</p>",
        {"footnotes": 1},
    ),
    "addresses of programs": (
        '<p><a href="whatsapp://send?x">a</a> <a href="tg://resolve?x">b</a> <a href="mailto:">c</a></p>',
        "<p>a b c</p>",
        {"links": 3},
    ),
    "everything at once": (
        "<p>a<img src=x> <del>b</del> <select><option>c</select></p><svg></svg><math></math>",
        "<p>a</p>",
        {"pictures": 2, "formulas": 1, "fields": 1, "struck": 1},
    ),
}


@pytest.mark.parametrize(("source", "stored", "left"), LEFT.values(), ids=LEFT.keys())
def test_what_cannot_be_kept_is_counted(source: str, stored: str, left: dict[str, int]) -> None:
    assert clean_source(source) == stored
    assert left_out(source) == left
    assert clean_source(stored) == stored
    assert left_out(stored) == {}
