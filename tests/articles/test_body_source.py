"""Source of a story: how the editor's HTML is cleaned before it is stored."""

from __future__ import annotations

import pytest

from articles.body import clean_source

# As the clipboard holds it after copying from a document there; the words are ours.
GOOGLE_DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0a1b">
<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-family:Arial,sans-serif;
font-weight:400;font-style:normal;">The ferry </span><span style="font-size:11pt;font-weight:700;
font-style:normal;">did not</span><span style="font-weight:400;"> sail, said </span><span
style="font-weight:400;font-style:italic;">Izvestia</span><span style="font-weight:400;">.</span></p><br />
<h1 dir="ltr"><span style="font-weight:400;">Ice</span></h1>
<ul style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span
style="font-weight:400;">One&nbsp;&nbsp;boat</span></p></li></ul><p><a href="https://example.org/ice"
style="text-decoration:none;"><span style="color:#1155cc;">the map</span></a></p></b><br>"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Draft</title><style>
<!-- p.MsoNormal {margin:0cm} --></style></head><body lang=EN-GB><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-US>STARORECHENSK<o:p></o:p></span></b>
— The ferry&nbsp;did <i style='mso-bidi-font-style:normal'>not</i> sail.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<p class=MsoQuote><span style='font-weight:bold'>Ice.</span></p><!--EndFragment--></body></html>"""

CASES = {
    "unknown elements leave their words": (
        "<div><form>Kept</form><table><tr><td>a<td>b</table></div><script>gone()</script><style>p{}",
        "<p>Kept</p>\n<p>a</p>\n<p>b</p>",
    ),
    "a document from Google Docs": (
        GOOGLE_DOCS,
        "<p>The ferry <strong>did not</strong> sail, said <em>Izvestia</em>.</p>\n<h2>Ice</h2>\n"
        '<ul><li>One boat</li></ul>\n<p><a href="https://example.org/ice">the map</a></p>',
    ),
    "a document from Word": (
        WORD,
        "<p><strong>STARORECHENSK</strong> — The ferry did <em>not</em> sail.</p>\n"
        "<p><strong>Ice.</strong></p>",
    ),
    "the editor's own list and empty paragraphs": (
        "<p></p><ol><li><p>a</p><p>b</p></li><li><p></p></li></ol><p><br></p><p> &nbsp; </p>",
        "<ol><li>a<br>b</li></ol>",
    ),
    "other ranks of headings": ("<h1>a</h1><h4>b</h4><h6>c</h6>", "<h2>a</h2>\n<h3>b</h3>\n<h3>c</h3>"),
    "marks by their other names": ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
    "marks that cross": ("<p><b>a<i>b</b>c</i></p>", "<p><strong>a<em>b</em></strong><em>c</em></p>"),
    "marks left open": ("<p><b>a</p><p>b</p>", "<p><strong>a</strong></p>\n<p>b</p>"),
    "breaks inside a paragraph alone": ("<br>a<br>b<br>", "<p>a<br>b</p>"),
    "text outside any paragraph": ("a <em>b</em><p>c</p>d", "<p>a <em>b</em></p>\n<p>c</p>\n<p>d</p>"),
    "a quote": (
        "<blockquote><p>Money</p><cite>Raisa</cite></blockquote>",
        "<blockquote><p>Money</p><cite>Raisa</cite></blockquote>",
    ),
    "a quote without its paragraph": ("<blockquote>Money", "<blockquote><p>Money</p></blockquote>"),
    "a pull quote": (
        '<div class="pull big"><h2>Money</h2><ul><li>now</ul></div>',
        '<div class="pull"><p>Money</p><p>now</p></div>',
    ),
    "a fact box": (
        '<section class="facts"><h3 id="x">T</h3><ul><li><p>a</p></li></ul><h2>U</h2><p>b</p></section>',
        '<section class="facts"><h2>T</h2><ul><li>a</li></ul><h3>U</h3><p>b</p></section>',
    ),
    "nothing that is empty": (
        '<ul><li></li></ul><section class="facts"></section><a href="/a"></a>',
        "",
    ),
    "a divider": ("<p>a</p><hr><p>b</p>", "<p>a</p>\n<hr>\n<p>b</p>"),
    "links to anywhere sensible": (
        '<a href=" HTTPS://Example.org/?a=1&b=2#c ">a</a><a href="mailto:a@example.org">b</a>'
        '<a href="/ru/">c</a>',
        '<p><a href="HTTPS://Example.org/?a=1&amp;b=2#c">a</a><a href="mailto:a@example.org">b</a>'
        '<a href="/ru/">c</a></p>',
    ),
    "links to nowhere": (
        '<a href="#x">a</a><a href="ftp://x/">b</a><a href="http://[">c</a>',
        "<p>abc</p>",
    ),
    "quotes and dashes as typed": ("<p>\"a\" - 'b' “c”</p>", "<p>\"a\" - 'b' “c”</p>"),
    "a sign that starts no tag": ("a < b & c <3 d", "<p>a &lt; b &amp; c &lt;3 d</p>"),
    "a tag that never ends": ("<p>a <b", "<p>a &lt;b</p>"),
}
BY_NAME = pytest.mark.parametrize(("source", "stored"), CASES.values(), ids=CASES.keys())


@BY_NAME
def test_the_source_is_stored_in_our_own_elements(source: str, stored: str) -> None:
    assert clean_source(source) == stored


@BY_NAME
def test_what_is_stored_stays_as_it_is_when_it_is_saved_again(source: str, stored: str) -> None:
    assert clean_source(stored) == stored


def test_a_paragraph_longer_than_anybody_writes_becomes_several_and_loses_no_word() -> None:
    stored = clean_source("<p>" + "Слово " * 10_000 + "я" * 50_000)
    assert stored.count("Слово") == 10_000
    assert stored.count("я") == 50_000
    assert 5 < stored.count("<p>") < 10
    assert clean_source(stored) == stored
