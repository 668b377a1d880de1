"""Quotes, dashes and hard spaces as each language sets them (`newsroom.core.languages`).

Every rule changes characters in place, so a line can be set as a whole and still be cut where its marks begin
and end. What is set already stays as it is, and setting twice changes nothing more.
"""

from __future__ import annotations

import re

from newsroom.core import languages

# Quotes end a URL, so that one in quotation marks keeps them outside.
_MARKS = "\"'“”‘’„‚«»‹›"
_REST = rf"(?:[^\s<>{_MARKS}]|'(?=\w))+"
_HOST = r"(?:[\w-]++\.)++(?:xn--[a-z0-9-]++|[^\W\d_A-ZА-ЯЁ]{2,}+)(?![\w-])"
_VERBATIM = re.compile(
    rf"(?<![\w.+-])(?i:[a-z][a-z0-9+.-]*+://|www\.|(?:mailto|tel|xmpp|tg|magnet|doi|urn|geo|bitcoin):){_REST}"
    rf"|(?<![\w.+-])[\w.+-]++@(?:[\w-]++\.)*+[\w-]++"  # a mailbox
    rf"|(?<![\w.-])(?:{_HOST}|(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}(?=[:/])|localhost(?=[:/]))(?:[:/?#]{_REST})?"
    rf"|(?<![^\s(\[{_MARKS}])(?:\.{{0,2}}/|[a-zA-Z]:\\)\w{_REST}"  # a place in a file system or a site
)
_HYPHENS = re.compile(r"-{2,}")
_SPACED_HYPHEN = re.compile(r"(?<=\s)-(?=\s)")
_LEADING_HYPHEN = re.compile(r"^-(?=\s)", re.MULTILINE)
_QUOTE = re.compile(f"[{_MARKS}]")
_FEET_AND_INCHES = re.compile(r"""(?<=\d)'(?=\d)(?:\d{1,2}")?""")
_CLIPPED = re.compile(r"'(?:\d\ds?\b|(?:tis|twas|em|til|cause|n|bout)\b)", re.IGNORECASE)
_HARD_SPACES = re.compile(
    r"(?<![\w’'-])[^\W\d_]{1,2}( )(?=\S)"  # after a short word
    r"|(?<=\d)( )(?=\d{3}(?!\d))"  # between thousands
    r"|( )(?=[—–])"  # before a dash
    r"|^—{1,3}( )",  # after the dash that starts a line of speech
    re.MULTILINE,
)

_OPENERS = frozenset("([{—–-/“‘„‚«‹")
_ENDERS = frozenset(".,;:!?…)]}")
_HARD_SPACE = "\u00a0"


def typeset(text: str, *, language: str) -> str:
    """Return plain text with the quotes and dashes of `language`. URLs are left alone.

    Spaces round a dash stay as typed. A language without quotation marks in the table keeps its quotes.
    """
    return "".join(typeset_characters(text, language))


def typeset_characters(text: str, language: str) -> list[str]:
    """Return what stands in place of each character of `text`: itself, another one, or nothing."""
    fixed = {place for found in _VERBATIM.finditer(text) for place in range(*found.span())}
    characters = list(text)
    rules = languages.of(language).typography
    _dashes(characters, fixed, text, rules)
    # A hyphen that went still counts as part of its dash, so that places stay the same.
    text = "".join(character or "—" for character in characters)
    if rules.has_single_quotes:
        _typed_quotes(characters, fixed, text, rules)
    else:
        _nested_quotes(characters, fixed, text, rules)
    if rules.has_hard_spaces:
        _hard_spaces(characters)
    return characters


def _dashes(characters: list[str], fixed: set[int], text: str, rules: languages.Typography) -> None:
    for hyphens in _HYPHENS.finditer(text):
        start, end = hyphens.span()
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        is_option = before.isspace() and not after.isspace()
        if end - start <= 3 and start not in fixed and not is_option:
            characters[start:end] = ["—"] + [""] * (end - start - 1)
    for hyphen in _SPACED_HYPHEN.finditer(text):
        place = hyphen.start()
        # Between two numbers it may be a range or a sum.
        if not (text[place - 2 : place - 1].isdigit() and text[place + 2 : place + 3].isdigit()):
            characters[place] = "—"
    if rules.has_speech_dash:
        for hyphen in _LEADING_HYPHEN.finditer(text):
            characters[hyphen.start()] = "—"


def _opens(before: str, after: str, is_open: bool) -> bool:
    """Return whether a straight quote between two characters ("" at the ends) is an opening one.

    `is_open`: whether a quotation is open already.
    """
    if before and not before.isspace() and before not in _OPENERS:
        return False
    if not after or after.isspace():
        return bool(after) and not is_open and (not before or before.isspace())
    return after not in _ENDERS or not is_open


def _around(characters: list[str], text: str, place: int) -> tuple[str, str]:
    """Return the character before, as set already, and the first of four after that is no quote."""
    before = (characters[place - 1] or "—") if place else ""
    return before, text[place + 1 : place + 5].lstrip(_MARKS)[:1]


def _typed_quotes(characters: list[str], fixed: set[int], text: str, rules: languages.Typography) -> None:
    """Set " as the outer and ' as the inner mark; a ' that does not open is an apostrophe or closes."""
    left, right = rules.outer
    primes, clipped = set(), {word.start() for word in _CLIPPED.finditer(text)}
    for feet in _FEET_AND_INCHES.finditer(text):
        primes.update({feet.start(), feet.end() - 1})
    double = single = False
    for quote in _QUOTE.finditer(text):
        place, mark = quote.start(), quote[0]
        if place in fixed or (place in primes and mark in "\"'"):
            continue
        before, after = _around(characters, text, place)
        if mark in rules.outer:
            double = mark == left
        elif mark == rules.inner[0]:
            single = True
        elif mark == '"':
            if before.isdigit() and not double:
                continue  # inches
            double = _opens(before, after, double)
            characters[place] = left if double else right
        elif mark in "'’":
            opens = _opens(before, after, single)
            if mark == "'" and before.isdigit() and not single and not after.isalpha():
                continue  # feet
            if mark == "'" and opens and place not in clipped:
                characters[place], single = rules.inner[0], True
                continue
            characters[place] = "’"
            if not opens and not (before.isalnum() and after.isalpha()):
                single = False


def _nested_quotes(characters: list[str], fixed: set[int], text: str, rules: languages.Typography) -> None:
    """Set " as the outer marks, and as the inner ones inside of those; ' between letters is an apostrophe."""
    (outer_left, outer_right), (inner_left, inner_right) = rules.outer, rules.inner
    opened: list[str] = []
    for quote in _QUOTE.finditer(text):
        place, mark = quote.start(), quote[0]
        if place in fixed:
            continue
        before, after = _around(characters, text, place)
        if mark == "'":
            if before.isalpha() and after.isalpha():
                characters[place] = "’"
        elif mark == '"':
            if before.isdigit() and not opened:
                continue  # inches
            if _opens(before, after, bool(opened)):
                mark = inner_left if opened else outer_left
            else:
                mark = inner_right if opened and opened[-1] == inner_left else outer_right
            characters[place] = mark
        if mark in (outer_left, inner_left):
            opened.append(mark)
        elif mark == inner_right and opened and opened[-1] == inner_left:
            opened.pop()
        elif mark == outer_right:
            while opened and opened.pop() != outer_left:
                pass


def _hard_spaces(characters: list[str]) -> None:
    text = "".join(character or "—" for character in characters)
    for found in _HARD_SPACES.finditer(text):
        characters[found.end() - 1] = _HARD_SPACE
