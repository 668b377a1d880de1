"""Cleaning of typed text: composed, without what cannot be seen, and nothing that writing needs is lost."""

import sys
import unicodedata

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.core.text import clean, clean_line, lookalike_words

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
HEBREW = "\u05e9\u05dc\u05d5\u05dd"
# Every character that Unicode says may be left undrawn, and every control.
IGNORABLE = regex.findall(
    r"[[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}]--[\n]]",
    "".join(map(chr, range(sys.maxunicode + 1))),
    flags=regex.VERSION1,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Зеле\u0308ныи\u0306", "Зелёный"),
        ("e\u200b\u0301", "é"),
        ("a\u202eb\x07\ufeff\u00adc", "abc"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb\u2003c\u3000d", "a b c d"),
        ("10\u00a0km, 5\u202f%", "10\u00a0km, 5\u202f%"),
        ("x\u2800y\u3164z\uffa0", "x yz"),
        ("字\U000e0100", "字"),
        ("a\ue000b\ufdd0c\ud800d", "abcd"),
        ("The quay \ufffcat noon", "The quay at noon"),
        ("a" + "\u0336\u0321" * 40 + "b", "a" + "\u0336" * 4 + "b"),
        ("Ж" + "\u0301" * 40, "Ж" + "\u0301" * 4),
        ("\u05e9" + "\u05b0" * 40, "\u05e9" + "\u05b0" * 9),
    ],
)
def test_what_cannot_be_seen_goes_and_the_rest_is_composed(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "needed",
    [
        FAMILY,
        ENGLAND,
        "ệ x\u0330\u0301\u0302 \u0456\u0483\u2ded\u0487",  # Tones, and letters over letters.
        "\u05e9\u05b8\u05bc\u05bd\u05c1\u0591",  # A consonant with its vowel, points, stress and chant.
        "\u0f67\u0fa0\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82",  # The tallest pile of Tibetan.
        "❤\ufe0f 1\ufe0f\u20e3 👍🏽 🇳🇱",
        PERSIAN,
        "\u0647\u200d",  # The Arabic letter that stands for the year of the Hijra.
        "\u0915\u094d\u200d\u0937",  # A half form of Devanagari.
        f"{HEBREW}\u200f!",
        f"{HEBREW} \u2066(abc)\u2069 {HEBREW}",
        "\u1820\u180b\u1820",  # A variant of a Mongolian letter.
        "\u2813\u280a\u2800\u2813",  # The blank of braille.
    ],
)
def test_what_scripts_and_emoji_need_stays(needed: str) -> None:
    assert clean(needed) == needed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u200cb\u200dc", "abc"),  # Latin letters join nothing.
        ("👍\ufe0f\ufe0f\ufe0f", "👍\ufe0f"),
        ("\U0001f3f4\U000e0031\U000e0032\U000e007f", "\U0001f3f4"),  # A number where a flag's region belongs.
        (f"{HEBREW}\u200f\u200f\u200e\u200f", f"{HEBREW}\u200f"),
        ("left\u200f to right", "left to right"),
        (f"{HEBREW} \u2067abc", f"{HEBREW} abc"),
        (f"{HEBREW}\u2066\u2069", HEBREW),
        (f"{PERSIAN}\u200c\u200c{PERSIAN}", PERSIAN + PERSIAN),
    ],
)
def test_needed_characters_carry_no_number_elsewhere(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "blank", ["", " ", "\u200b\u200b", "\u0301", "\ufe0f\u200d", "\u3164\n\u2800", "\u00a0"]
)
def test_a_text_in_which_nothing_can_be_seen_is_empty(blank: str) -> None:
    assert clean(blank) == clean_line(blank) == ""


def test_one_line_stays_one_line() -> None:
    assert clean_line("  A\u2028 headline \r\n\n in   three\nlines ") == "A headline in three lines"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Пoчта and Pоst, Москва", ["Пoчта", "Pоst"]),
        ("Рoccия, рayраl, Пoчта, Пoчта", ["Рoccия", "рayраl", "Пoчта"]),
        ("Зеле\u0308нaя", ["Зелёнaя"]),
        ("Kиїв, Хaркiв", ["Kиїв", "Хaркiв"]),
        ("Αthens, Gοοgle", ["Αthens", "Gοοgle"]),
    ],
)
def test_words_with_a_letter_that_only_looks_like_another_are_named(text: str, words: list[str]) -> None:
    assert lookalike_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "IT-специалист, COVID-ный, веб-site, онлайн-chat, β-каротин",
        "SMSка, VIPов, PDFы, COVIDа",
        "The paper Novaya Gazeta (Новая газета) wrote: «В Москве», and so on.",
        "µm, μm, kΩ, 5G, H2O, Щ9, Т-34, T-34",
        "日本語とEnglish, ру́сский",
    ],
)
def test_words_that_mix_alphabets_for_all_to_see_are_not_named(text: str) -> None:
    assert not lookalike_words(text)


def test_none_of_all_undrawn_characters_stays_between_latin_letters() -> None:
    kept = [
        f"U+{ord(letter):04X}" for letter in IGNORABLE if clean(f"a{letter}b") not in ("ab", "a b", "a\nb")
    ]
    assert len(IGNORABLE) > 4000
    assert not kept


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from(IGNORABLE), st.sampled_from(FAMILY + PERSIAN))
    )
)
@example("\u1160\u0301")
@example("\u200d" + FAMILY + "\u200d")
def test_any_text_is_composed_and_cleaning_again_changes_nothing(typed: str) -> None:
    for cleaned in (clean(typed), clean_line(typed)):
        assert unicodedata.is_normalized("NFC", cleaned)
        assert clean(cleaned) == cleaned
    assert clean_line(clean_line(typed)) == clean_line(typed)
    assert "\n" not in clean_line(typed)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text())
def test_no_letter_or_digit_is_lost(typed: str) -> None:
    def seen(text: str) -> str:
        return "".join(regex.findall(r"[\p{L}\p{N}--\p{Default_Ignorable_Code_Point}]", text, regex.VERSION1))

    whole = unicodedata.normalize("NFC", "".join(letter for letter in typed if letter not in IGNORABLE))
    assert seen(unicodedata.normalize("NFC", clean(typed))) == seen(whole) or not clean(typed)
