"""Drawing of a card picture: label and headline under the paper's name and hour rule, as a PNG."""

import io
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CARD_SIZE = (1200, 630)
FONT = Path(__file__).with_name("fonts") / "PT_Serif-Web-Bold.ttf"
MARGIN = 72
WIDTH = CARD_SIZE[0] - 2 * MARGIN
# Lines on which name and label stand; upper edges of rule and headline; the lower one of the headline.
NAME, LABEL, RULE, HEADLINE, BOTTOM = 98, 216, 126, 236, 576
LINE_HEIGHT = 1.1
SIZES = range(84, 35, -6)
HYPHEN, CUT = "-", "…"
NO_BREAK = "\u00a0"
INK = (0x14, 0x17, 0x1C)
# Ground and accent (docs/explanation/look.md).
NEWS = ((0xFF, 0xFF, 0xFF), (0x17, 0x47, 0x9E))
OPINION = ((0xEE, 0xF4, 0xF0), (0x0B, 0x5A, 0x44))
# Steps from the ground to ink, and as many to the accent.
STEPS = 16
HOURS = 24

Colour = tuple[int, int, int]


def draw_card(headline: str, label: str, name: str, *, opinion: bool, hour: int) -> bytes:
    """Return the picture; no bytes where the font lacks a letter, so that nobody reads boxes.

    `hour` is where the mark stands on the rule.
    """
    headline, label, name = map(_plain, (headline, label, name))
    if not headline or not _has_every_letter(headline + label + name):
        return b""
    ground, accent = OPINION if opinion else NEWS
    image = Image.new("RGB", CARD_SIZE, ground)
    pen = ImageDraw.Draw(image)
    _write_line(pen, NAME, name, range(46, 23, -2), INK)
    _draw_rule(pen, hour, accent)
    _write_line(pen, LABEL, label, range(34, 35), accent)
    size, lines = _fitted(headline)
    for number, line in enumerate(lines):
        top = HEADLINE + number * size * LINE_HEIGHT
        pen.text((MARGIN, top), line, fill=INK, font=_font(size), anchor="la")
    out = io.BytesIO()
    image.quantize(palette=_palette(ground, accent), dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _plain(text: str) -> str:
    """Return the text without marks that have no shape; every white space but a hard one is a space."""
    shown = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc"))
    return re.sub(r"[^\S\u00a0\u202f]+", " ", shown).replace("\u202f", NO_BREAK).strip()


def _has_every_letter(text: str) -> bool:
    return all(_has(letter) for letter in set(text) - {" ", NO_BREAK})


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same on every machine.
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _shape(letter: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(SIZES[-1]).getmask(letter)
    return mask.size, bytes(mask)


def _has(letter: str) -> bool:
    """Return whether the font has the letter: what it lacks has the shape of a noncharacter."""
    return _shape(letter) != _shape("\uffff")


def _draw_rule(pen: ImageDraw.ImageDraw, hour: int, accent: Colour) -> None:
    """Draw the hour rule: a tick for each hour, four long ones, and a mark at this one."""
    right = MARGIN + WIDTH
    pen.rectangle((MARGIN, RULE, right, RULE + 3), fill=INK)
    for tick in range(HOURS + 1):
        x = MARGIN + round((WIDTH - 2) * tick / HOURS)
        pen.rectangle((x, RULE, x + 1, RULE + (21 if tick % 6 == 0 else 11)), fill=INK)
    x = MARGIN + round(WIDTH * hour / HOURS)
    pen.polygon([(x - 13, RULE), (x + 13, RULE), (x, RULE + 22)], fill=accent)


def _write_line(pen: ImageDraw.ImageDraw, base: int, text: str, sizes: range, colour: Colour) -> None:
    """Write one line, in the largest of these sizes in which it fits; what never fits is cut."""
    text = text.replace(NO_BREAK, " ")
    size = next((size for size in sizes if _font(size).getlength(text) <= WIDTH), sizes[-1])
    while _font(size).getlength(text) > WIDTH:
        text = text.removesuffix(CUT)[:-1].rstrip() + CUT
    pen.text((MARGIN, base), text, fill=colour, font=_font(size), anchor="ls")


def _fitted(headline: str) -> tuple[int, list[str]]:
    """Return the largest size in which the headline fits, and its lines; a word is cut only where it must."""
    for may_cut in (False, True):
        for size in SIZES:
            lines = _wrapped(headline, size, WIDTH, may_cut=may_cut)
            if 0 < len(lines) <= _most_lines(size):
                return size, _balanced(headline, size, lines)
    size = SIZES[-1]
    lines = _wrapped(headline, size, WIDTH, may_cut=True)[: _most_lines(size)]
    return size, [*lines[:-1], lines[-1][:-1].rstrip() + CUT]


def _most_lines(size: int) -> int:
    return int((BOTTOM - HEADLINE) / (size * LINE_HEIGHT))


def _balanced(headline: str, size: int, lines: list[str]) -> list[str]:
    """Return as many lines of more equal length, where no word has to be cut for it."""
    for width in range(WIDTH // 2, WIDTH, 24):
        narrow = _wrapped(headline, size, width, may_cut=False)
        if len(narrow) == len(lines):
            return narrow
    return lines


def _wrapped(text: str, size: int, width: int, *, may_cut: bool) -> list[str]:
    """Return the lines of a text; none where a word is too long and may not be cut."""
    lines = [""]
    for piece in _pieces(text, size, width):
        longer = f"{lines[-1]} {piece}".strip()
        if _font(size).getlength(longer) <= width:
            lines[-1] = longer
            continue
        *cut, rest = _cut(piece, size, width)
        if cut and not may_cut:
            return []
        lines += [*cut, rest]
    return [line for line in lines if line]


def _pieces(text: str, size: int, width: int) -> Iterator[str]:
    """Yield what may not be broken; hard spaces hold where a line has room for what they join."""
    for chunk in text.split(" "):
        joined = chunk.replace(NO_BREAK, " ")
        if _font(size).getlength(joined) <= width:
            yield joined
        else:
            yield from joined.split(" ")


def _cut(word: str, size: int, width: int) -> list[str]:
    """Return a word in parts that fit, each but the last with a hyphen."""
    parts = []
    while _font(size).getlength(word) > width:
        most = next(
            (end for end in range(len(word), 1, -1) if _font(size).getlength(word[:end] + HYPHEN) <= width), 1
        )
        parts.append(word[:most] + HYPHEN)
        word = word[most:]
    return [*parts, word]


def _palette(ground: Colour, accent: Colour) -> Image.Image:
    """Return the colours of a card: a letter's edge is a step between the ground and its own colour."""
    colours = [
        round(start + (end - start) * step / (STEPS - 1))
        for colour in (INK, accent)
        for step in range(STEPS)
        for start, end in zip(ground, colour, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette
