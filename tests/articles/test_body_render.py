"""Rendering of a story's source: HTML, plain text, a count of words, an excerpt."""

from __future__ import annotations

import re

import pytest

from articles.body import excerpt, render

STORY = """<p>“We stood on the quay,” said Yegor. “There was grain.”</p>
<h2>‘You can’t hire a crane’</h2><div class="pull"><p>“There was grain.”</p></div>
<blockquote><p>Money can be found in a week.</p><cite>Raisa Ilinichna</cite></blockquote>
<section class="facts"><h2>The season</h2><ul><li><b>57</b> posts</li><li>3 times</li></ul></section>
<hr><p>He counted <a href="https://example.org/">nine</a>.</p>
<section class="facts"><h2>More</h2><p>Ice.</p></section>"""
# The shapes of sentences in a news story of today, in words of our own.
CURLY = [
    "The harbor office said Wednesday that the ice did not yet warrant a crew’s recall.",
    "An agreement covers both ports “but there’s currently no such need [to send tugs],” its speaker said.",
    "Lovers of the ‘old ferry’ — there are 4,000 — called it “unacceptable.”",
    "Tickets cost $940–$1,020; the winter’s schedule (“none at all”) is on www.example.org/winter--2.",
]


def test_readers_get_fact_boxes_with_a_name_and_pull_quotes_hidden_from_screen_readers() -> None:
    html = render(STORY, language="en").html
    assert '<section class="facts" aria-labelledby="facts-1"><h2 id="facts-1">The season</h2><ul>' in html
    assert '<section class="facts" aria-labelledby="facts-2"><h2 id="facts-2">More</h2>' in html
    assert '<div class="pull" aria-hidden="true"><p>“There was grain.”</p></div>' in html
    assert '<a href="https://example.org/" rel="noreferrer">nine</a>' in html


def test_plain_text_has_every_paragraph_and_no_pull_quote() -> None:
    assert render(STORY, language="en").text == (
        "“We stood on the quay,” said Yegor. “There was grain.”\n\n‘You can’t hire a crane’\n\n"
        "Money can be found in a week.\n\nRaisa Ilinichna\n\nThe season\n\n57 posts\n3 times\n\n"
        "He counted nine.\n\nMore\n\nIce."
    )


def test_words_are_counted_in_the_plain_text_and_dashes_are_none() -> None:
    assert (
        render("<p>Nine — or ten—cranes, 2 don’t</p><div class=pull><p>x y</p></div>", language="en").words
        == 6
    )
    assert render("<p>Д’Артаньян — в&nbsp;Нью-Йорке.</p>", language="ru").words == 3
    assert render("", language="en").words == 0


@pytest.mark.parametrize("paragraph", CURLY)
def test_a_paragraph_with_curly_quotes_reaches_readers_byte_for_byte(paragraph: str) -> None:
    assert render(f"<p>{paragraph}</p>", language="en").html == f"<p>{paragraph}</p>"


def test_english_readers_get_no_hard_space_whatever_was_typed() -> None:
    html = render("<p>a&nbsp;&nbsp; b\u00a0- \u00a0c &amp;nbsp;</p>", language="en").html
    assert html == "<p>a b — c &amp;nbsp;</p>"


def test_russian_readers_get_hard_spaces_as_characters_and_searchers_ordinary_ones() -> None:
    story = render('<p>"Мы <b>в</b> порту" - сказал он.</p>', language="ru")
    assert story.html == "<p>«Мы\u00a0<strong>в</strong>\u00a0порту»\u00a0— сказал он.</p>"
    assert story.text == "«Мы в порту» — сказал он."


@pytest.mark.parametrize("language", ["en", "ru"])
def test_quotes_turn_the_right_way_beside_marks_and_links(language: str) -> None:
    html = render('<p>"<em>a</em>", <b>"b"</b> "<a href="/c">c</a>"</p>', language=language).html
    outside_tags = re.sub(r"<[^>]*>", "", html)
    assert outside_tags == {"en": "“a”, “b” “c”", "ru": "«a», «b» «c»"}[language]
    assert 'href="/c"' in html


def test_what_was_rendered_once_is_not_changed_by_rendering_it_again() -> None:
    for language in ("en", "ru"):
        once = render(STORY + "<p>\"a\" -- 'b' - в 10 000</p>", language=language)
        assert render(once.html, language=language) == once


def test_an_excerpt_ends_after_a_whole_word() -> None:
    text = "The ferry, which is old,\n\ndid not sail."
    assert excerpt(text, 100) == "The ferry, which is old, did not sail."
    assert excerpt(text, 25) == "The ferry, which is old…"
    assert excerpt(text, 12) == "The ferry…"
    assert excerpt("Superfluous", 6) == "Super…"
    assert excerpt("", 10) == ""
    assert all(len(excerpt(text, length)) <= length for length in range(1, 50))
