"""Quotes, dashes and hard spaces, in English and in Russian."""

from __future__ import annotations

import pytest

from articles.body import typeset
from newsroom.core import languages

ENGLISH = [
    (
        "\"He told me, 'You can't hire a crane,'\" she said.",
        "“He told me, ‘You can’t hire a crane,’” she said.",
    ),
    ("The dockers' pay isn't Petrov's.", "The dockers’ pay isn’t Petrov’s."),
    ('("a") ["b"] —"c" "d"/"e"', "(“a”) [“b”] —“c” “d”/“e”"),
    ("\"'90s kids\" of '68 'tis rock 'n' roll", "“’90s kids” of ’68 ’tis rock ’n’ roll"),
    ('"1984," he said. "It was 1990".', "“1984,” he said. “It was 1990”."),
    ('a 27" screen, a 6\' fence, "he is 5\'10" tall"', "a 27\" screen, a 6' fence, “he is 5'10\" tall”"),
    ('"...and then," he said "..." twice', "“...and then,” he said “...” twice"),
    ('James "Jim" O\'Brien, "so-called"', "James “Jim” O’Brien, “so-called”"),
    ('"Wait--" she said--"now!" "I--"', "“Wait—” she said—“now!” “I—”"),
    ("part one - the end", "part one — the end"),
    (
        "10-20, pp. 10 - 20, Monday-Friday, -5, git --help",
        "10-20, pp. 10 - 20, Monday-Friday, -5, git --help",
    ),
    ("\"https://a.example/b--c?d='e'\"", "“https://a.example/b--c?d='e’”"),
    ("www.example.org/it's--here and it's", "www.example.org/it's--here and it’s"),
    ("“set” ‘already’ — here’s – …", "“set” ‘already’ — here’s – …"),
    ('“typed half," he said', "“typed half,” he said"),
    ("", ""),
]
RUSSIAN = [
    ('Газета "Известия" пишет: "Мир и "Труд""', "Газета «Известия» пишет: «Мир и_„Труд“»"),
    ('"Стояли, - говорит он. - Ждали". Он', "«Стояли,_— говорит он._— Ждали». Он"),
    ("- Да? -- Нет.", "—_Да?_— Нет."),
    ("«Уже „набрано“ верно» – да", "«Уже „набрано“ верно»_– да"),
    ("и в доме на 10 000 000 рублей", "и_в_доме на_10_000_000 рублей"),
    ("Нью-Йорк, 10-15 км, 1941-1945, 20 - 30", "Нью-Йорк, 10-15 км, 1941-1945, 20 - 30"),
    ("Жанна д'Арк, экран 27\" из США", 'Жанна д’Арк, экран 27" из_США'),
    ("Он написал “так” в чат", "Он_написал “так” в_чат"),
]
CASES = [("en", *pair) for pair in ENGLISH] + [
    ("ru", before, after.replace("_", "\u00a0")) for before, after in RUSSIAN
]


@pytest.mark.parametrize(("language", "typed", "expected"), CASES)
def test_text_is_set_as_its_language_sets_it(language: str, typed: str, expected: str) -> None:
    assert typeset(typed, language=language) == expected


@pytest.mark.parametrize(("language", "typed", "expected"), CASES)
def test_text_that_is_set_already_stays_as_it_is(language: str, typed: str, expected: str) -> None:
    assert typeset(expected, language=language) == expected


# Places on the net and on a disk, of every kind that people write down, with what would be a dash or a quote.
PLACES = [
    *(
        "desk--press@example.org",
        "user--name@пример.рф",
        "git@code.example:a/b--c.git",
        "@a--b@social.example",
    ),
    *(
        "xn--80aswg.xn--p1ai",
        "пример.рф/а--б",
        "t.me/some--thing",
        "youtu.be/--khbXchTeE",
        "a.example--b.example",
    ),
    *("192.168.0.1/a--b", "localhost:8000/a--b", "//cdn.example/a--b", "/admin/a--b/", "C:\\a--b\\c.txt"),
    *("ftp://a.example/b--c", "mailto:a--b@c.example", "tel:+1--2", "doi:10.1000/a--b", "magnet:?xt=a--b"),
    *("https://a.example/(b--c)", "https://a.example/b--", "https://a.example/it's--b", "report--final.pdf"),
]


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize("place", PLACES)
def test_an_address_of_any_kind_stays_as_it_was_typed(language: str, place: str) -> None:
    for typed in (place, f"See {place}, they said", f"({place})", f"{place} \u2014 that one."):
        assert place in typeset(typed, language=language)


NESTED = languages.Typography(outer=("„", "“"), inner=("‚", "‘"))
FRENCH = languages.Typography(outer=("«", "»"), inner=("“", "”"))


@pytest.mark.parametrize(
    ("rules", "typed", "expected"),
    [
        (NESTED, 'Er rief: "Sie sagte "Nein" dazu" - einmal', "Er rief: „Sie sagte ‚Nein‘ dazu“ — einmal"),
        (NESTED, "Das ist's, 27\" breit", 'Das ist’s, 27" breit'),
        (FRENCH, '"L\'un d\'eux a dit "non""', "«L’un d’eux a dit “non”»"),
    ],
)
def test_the_quotation_marks_of_a_language_are_a_row_of_the_table(
    monkeypatch: pytest.MonkeyPatch, rules: languages.Typography, typed: str, expected: str
) -> None:
    monkeypatch.setitem(languages.TABLE, "xx", languages.Language(typography=rules))
    assert typeset(typed, language="xx") == typeset(expected, language="xx") == expected


def test_a_language_without_a_row_keeps_its_quotes_and_gets_dashes_and_apostrophes() -> None:
    typed = "Він сказав: \"Об'єднання 'Схід' - тут\" -- і «все»"
    assert typeset(typed, language="uk") == "Він сказав: \"Об’єднання 'Схід' — тут\" — і «все»"


def test_a_variety_without_a_row_is_set_as_its_language() -> None:
    assert typeset('"a"', language="en-gb") == "“a”"


def test_english_text_never_gets_a_hard_space() -> None:
    assert "\u00a0" not in "".join(typeset(typed, language="en") for _, typed, _ in CASES)
