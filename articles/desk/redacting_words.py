"""Finding words in the texts of a story, however they are written there, and taking them out.

A text is read as a person reads it: without tags, entities, percent signs of addresses, soft hyphens, accents
and the case of letters. What is looked for are keyed hashes of such words, so that the words stand nowhere.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from newsroom.core import crypto

# What a tag must not keep from being one text with its neighbours; every other one ends a paragraph.
_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr"
)
# Letters that are themselves, and what stands between words: most of any text, read in one go.
_PIECE = re.compile(
    r"(?P<run>[0-9A-Za-zÀ-ÖØ-öø-ɏЀ-џҐ-ӿ]+)|(?P<gap>[\s.,:;!?()«»„“”\"'’—–-]+)|"
    r"(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|\w{2,31});)|(?P<percent>(?:%[0-9a-f]{2})+)|(?P<letter>.)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"""<!--.*?(?:-->|$)|</?(?P<name>[a-z][a-z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.I | re.S
)
_LINK_END = re.compile(r"</a\s*>", re.IGNORECASE)
SHORT = "…"
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[a-z]")
_LOOKALIKES = str.maketrans(
    "abcehikmoptxy", "\u0430\u0432\u0441\u0435\u043d\u0456\u043a\u043c\u043e\u0440\u0442\u0445\u0443"
)


class Form(Enum):
    """How a text is written, and so how words go out of it."""

    PLAIN = "as it is read"
    HTML = "with tags"
    SLUG = "words of an address"
    URL = "a whole address, which goes with its word"


@dataclass(frozen=True)
class Token:
    """One word of a text as it is compared, and where it stands."""

    letters: str
    start: int
    end: int
    run: int  # words of different paragraphs are no phrase
    tag: tuple[int, int] | None = None  # the tag in which it stands


@dataclass(frozen=True)
class Span:
    """Where words stand that are to go: within the tag, where they stand in one."""

    start: int
    end: int
    tag: tuple[int, int] | None = None


@dataclass(frozen=True, order=True)
class Mark:
    """One spelling as it is stored: a keyed hash, how many words, how many letters."""

    digest: str
    words: int
    length: int


class Marks:
    """The spellings that may not stand in one story."""

    def __init__(self, key: str, marks: Collection[Mark]) -> None:
        self.key, self.marks = key, tuple(sorted(set(marks)))
        self._digests = {mark.digest for mark in marks}
        self._shapes = {(mark.words, mark.length) for mark in marks}
        self._sizes = sorted({mark.words for mark in marks}, reverse=True)

    @classmethod
    def of(cls, key: str, spellings: Collection[str]) -> "Marks":
        """Return the marks of spellings for the story with this key."""
        found = [[token.letters for token in tokens(each)] for each in spellings]
        return cls(
            key, [Mark(_digest(key, words), len(words), len(" ".join(words))) for words in found if words]
        )

    @classmethod
    def stored(cls, key: str, rows: Sequence[Sequence[Any]]) -> "Marks":
        """Return marks from what `as_json` gave."""
        return cls(key, [Mark(str(digest), int(words), int(length)) for digest, words, length in rows])

    def as_json(self) -> list[list[Any]]:
        """Return the marks as the journal and the database keep them."""
        return [[mark.digest, mark.words, mark.length] for mark in self.marks]

    def spans(self, text: str, form: Form = Form.PLAIN) -> list[Span]:
        """Return where a marked spelling stands, the longest first where they overlap, in order."""
        found, read, place = [], tokens(text, form), 0
        while place < len(read):
            size = self._size_at(read, place)
            if size:
                found.append(Span(read[place].start, read[place + size - 1].end, read[place].tag))
            place += size or 1
        return sorted(found, key=lambda span: span.start)

    def _size_at(self, read: Sequence[Token], place: int) -> int:
        """Return how many words from here on are a marked spelling."""
        for size in self._sizes:
            window = read[place : place + size]
            if len(window) < size or window[-1].run != window[0].run:
                continue
            words = [token.letters for token in window]
            if (size, sum(map(len, words)) + size - 1) in self._shapes and _digest(
                self.key, words
            ) in self._digests:
                return size
        return 0


def _digest(key: str, words: Sequence[str]) -> str:
    return crypto.hash_for("articles.redaction", f"{key} {' '.join(words)}")


def tokens(text: str, form: Form = Form.PLAIN) -> list[Token]:
    """Return the words of a text."""
    return list(_tokens(text, form))


def _tokens(text: str, form: Form) -> Iterator[Token]:
    place = run = 0
    letters: list[tuple[str, int, int]] = []
    for match in _TAG.finditer(text) if form is Form.HTML else ():
        letters += _letters(text, place, match.start())
        place = match.end()
        name = (match["name"] or "").lower()
        if name == "br":
            letters.append((" ", match.start(), match.start()))
        elif name and not _INLINE.fullmatch(name):
            yield from _words(letters, run)
            letters, run = [], run + 1
        named = match.end("name") if name else match.start()
        yield from _words(list(_letters(text, named, match.end())), -1 - match.start(), tag=match.span())
    letters += _letters(text, place, len(text))
    yield from _words(letters, run)


def _words(
    letters: Sequence[tuple[str, int, int]], run: int, *, tag: tuple[int, int] | None = None
) -> Iterator[Token]:
    word, start, end = "", 0, 0
    for letter, first, last in (*letters, (" ", 0, 0)):
        if letter.isalnum():
            start, end = (start if word else first), last
            word += letter
        elif word and letter:
            yield Token(_in_one_script(word), start, end, run, tag)
            word = ""


def _letters(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the letters between two places, and where each stands; "" stands for one that is not seen."""
    for match in _PIECE.finditer(text, start, end):
        first, last = match.span()
        if match["run"]:
            yield _folded(match[0]), first, last
            continue
        if match["gap"]:
            yield " ", first, last
            continue
        if match["letter"]:
            read = match[0]
        elif match["entity"]:
            read = html.unescape(match[0])
        else:
            read = unquote_to_bytes(match[0]).decode(errors="replace")
        for letter in read:
            normal = _normal(letter)
            yield from ((each, first, last) for each in normal or ("",))


def _in_one_script(word: str) -> str:
    """Return a Cyrillic word in which somebody typed Latin letters that look the same as it is read."""
    return word.translate(_LOOKALIKES) if _CYRILLIC.search(word) and _LATIN.search(word) else word


@lru_cache(maxsize=16_384)
def _folded(run: str) -> str:
    return "".join(map(_normal, run))


@lru_cache(maxsize=4096)
def _normal(letter: str) -> str:
    """Return a letter without case and accents; nothing of a soft hyphen, accent or joiner."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Me", "Cf"))


def without(
    text: str, marks: Marks, replacement: str, *, form: Form = Form.PLAIN, most: int | None = None
) -> str:
    """Return the text without the marked words; what would become longer than `most` gets a dot for each."""
    if not marks.spans(text, form):
        return text
    if form is Form.URL:
        return ""
    taken = _taken_out(text, marks, replacement, form)
    if most is not None and len(taken) > most:
        taken = _taken_out(text, marks, SHORT, form)
    return taken


def _taken_out(text: str, marks: Marks, replacement: str, form: Form) -> str:
    # What goes may leave its neighbours as a marked phrase, so it is looked for until nothing is found.
    while spans := marks.spans(text, form):
        tag = next((span.tag for span in spans if span.tag), None)
        if tag:
            text = _tag_taken_out(text, *tag)
        elif form is Form.SLUG:
            text = _slug_without(text, spans)
        else:
            for span in reversed(spans):
                text = _span_taken_out(text, span, replacement, form)
    return text


def _slug_without(text: str, spans: Sequence[Span]) -> str:
    gone = {place for span in spans for place in range(span.start, span.end)}
    kept = "".join("-" if place in gone else letter for place, letter in enumerate(text))
    return re.sub(r"-+", "-", kept).strip("-")


def _span_taken_out(text: str, span: Span, replacement: str, form: Form) -> str:
    start, end = span.start, span.end
    inside, put = "", replacement
    if form is Form.HTML:
        inside = "".join(match[0] for match in _TAG.finditer(text, start, end))
        put = html.escape(replacement, quote=False)
    if not put and not inside:
        is_begun = start == 0 or text[start - 1] in " \n\u00a0>("
        if is_begun and text[end : end + 1] in (" ", "\u00a0"):
            end += 1
        elif start and text[start - 1] in " \u00a0" and text[end : end + 1] in ("", *",.;:!?…»”)<\n"):
            start -= 1
    return text[:start] + put + inside + text[end:]


def _tag_taken_out(text: str, start: int, end: int) -> str:
    """Take the attributes off a tag, and a comment or a link as a whole; the words of the link stay."""
    match = _TAG.match(text, start)
    name = ((match and match["name"]) or "").lower()
    if name == "a":
        return text[:start] + _LINK_END.sub("", text[end:], count=1)
    return text[:start] + (f"<{name}>" if name else "") + text[end:]
