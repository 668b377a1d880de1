"""Texts and queries become the same words, however somebody typed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body.words import LONGEST, TERMS, fold, query


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O’Brien", "O'Brien"),
        ("ЁЛКА", "елка"),
        ("cafés", "cafes"),
        ("«Новая газета»", '"Новая газета"'),
        ("U.S.", "US"),
        ("в\u00a0Москве", "в Москве"),
        ("и\u0306од", "йод"),
        ("ﬁnance", "finance"),
        ("Putin’s", "putin"),
        ("river—port", "river port"),
        ("Ünïcödé", "unicode"),
    ],
)
def test_what_means_the_same_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_of_their_own_stay_apart() -> None:
    assert fold("й") != fold("и")
    assert fold("їжак") != fold("йжак")


@pytest.mark.parametrize(
    ("typed", "strict", "loose"),
    [
        ("river port", "river port", "river port"),
        ("“river port” -ship", '"river port" -ship', "river port -ship"),
        ("river-port", '"river port"', "river port"),
        ("кот or пёс", "кот or пес", "кот or пес"),
        ('wheat -"grain deal"', 'wheat -"grain deal"', "wheat"),
        ("or wheat or", "wheat", "wheat"),
        ('"not closed', '"not closed"', "not closed"),
    ],
)
def test_a_query_is_read_as_people_mean_it(typed: str, strict: str, loose: str) -> None:
    asked = query(typed)
    assert (asked.text, asked.loose) == (strict, loose)


@pytest.mark.parametrize("typed", ["", "-war", '"', "((((", "or or", "—", "\0", "-“grain deal”"])
def test_what_has_no_word_to_look_for_is_empty(typed: str) -> None:
    assert query(typed).words == ()


@given(st.text(max_size=400))
def test_no_text_makes_anything_but_words_and_signs(typed: str) -> None:
    asked = query(typed)
    assert set(asked.text) - set('"- ') <= set(fold(typed)) | set("or")
    assert len(asked.loose.split()) <= LONGEST
    assert len(asked.text.split('" ')) <= TERMS * 2
