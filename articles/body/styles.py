"""Inline CSS, classes and tags of pasted HTML: hidden, struck out, raised, bold."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import rules
from .blocks import PLAIN, Look
from .links import to_link

CUT_STYLES = [
    (reason, {name: re.compile(pattern) for name, pattern in wanted.items()})
    for reason, wanted in rules.CUT_STYLES
]


def _by_name(table: dict[str, str]) -> dict[str, str]:
    return {name: reason for reason, names in table.items() for name in names.split()}


_CUT_TAGS, _CUT_CLASSES = _by_name(rules.CUT_TAGS), _by_name(rules.CUT_CLASSES)
_CUT_ROLES = _by_name(rules.CUT_ROLES)
_SHEET_NAMES = {name for _, wanted in rules.CUT_STYLES for name in wanted} | {"visibility", "font-size"}
_SHIFTS, _SMALLER = rules.SHIFTS.split(), re.compile(rules.SMALLER)
_SHEET_NAMES.update(_SHIFTS, ("unicode-bidi", "direction"))
_BLOCK_DISPLAYS = re.compile(rules.BLOCK_DISPLAYS)
_BLOCKS = frozenset(rules.BLOCKS.split())
_NOTHING = re.compile(rules.NOTHING)
_MARKS, _BOLD = frozenset(rules.MARKS.split()), frozenset(rules.BOLD.split())
_LENGTH = re.compile(r"(-?)([0-9]*\.?[0-9]+)(px|pt|em|rem|ex|%)")
_NOTE, _NOTE_BACK = re.compile(rules.NOTE), re.compile(rules.NOTE_BACK)
_COMMENT, _COMMENT_BACK = re.compile(rules.COMMENT_MARK), re.compile(rules.COMMENT_BACK)

Style = dict[str, str]


class State(NamedTuple):
    """Effective style of text at one place of the HTML, inherited from all open elements."""

    look: Look = PLAIN
    cut: str = ""
    """Why the text is not kept: a reason of `rules.py`, or nothing."""
    is_unseen: bool = False
    """Hidden in a way that an element inside can take back."""
    is_tiny: bool = False
    keeps_lines: bool = False
    """Newlines in the text are line breaks, as in `pre`."""
    font: str = ""

    @property
    def is_kept(self) -> bool:
        return not (self.cut or self.is_unseen or self.is_tiny)


def declarations(style: str) -> Style:
    """Parse a `style` attribute: of each property the last value, but an important one before others."""
    found: Style = {}
    important: set[str] = set()
    for declaration in style.lower().split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        plain = value.removesuffix("!important").rstrip()
        if colon and (name not in important or plain != value):
            found[name] = plain
            important.update({name} if plain != value else ())
    return found


def sheet(text: str) -> dict[str, Style]:
    """Parse the rules of a style sheet for classes (`.x`, `p.x`) that hide, strike out or raise text.

    Nothing of whole elements: a rule for `p` would reach the words of the one who pastes, too.
    """
    first, *others = text.lower().split("/*")
    text = first + "".join(other.partition("*/")[2] for other in others)
    found: dict[str, Style] = {}
    for rule in text.split("}"):
        selectors, _, inside = rule.partition("{")
        if "{" in inside or "." not in selectors:
            continue
        kept = {name: value for name, value in declarations(inside).items() if name in _SHEET_NAMES}
        for selector in selectors.replace("<!--", "").split(",") if kept else ():
            found.setdefault(selector.strip(), {}).update(kept)
    return found


def style_of(tag: str, attributes: dict[str, str], known: dict[str, Style]) -> Style:
    """Return an element's declarations: those of the sheet for its classes, overruled by its own."""
    style: Style = {}
    if known:
        for name in attributes.get("class", "").lower().split():
            style |= known.get(f".{name}", {}) | known.get(f"{tag}.{name}", {})
    if "style" in attributes:
        style |= declarations(attributes["style"])
    return style


def is_block(tag: str, attributes: dict[str, str], style: Style) -> bool:
    """Return True for an element that a browser gives lines of its own."""
    if tag in _BLOCKS or attributes.get("role") in rules.TABLE_ROLES:
        return True
    return bool(_BLOCK_DISPLAYS.match(style.get("display", "")))


def inside(around: State, tag: str, attributes: dict[str, str], style: Style) -> State:
    """Return the state inside an element, computed from the state around it."""
    cut, tiny, unseen = around.cut, around.is_tiny, around.is_unseen
    if not cut:
        cut = reason_to_cut(tag, attributes, style, is_raised=bool(around.look.rise))
    if style:
        if "font-size" in style:
            tiny = bool(_NOTHING.match(style["font-size"]))
        if "visibility" in style:
            unseen = style["visibility"] in ("hidden", "collapse")
    return State(
        look=_look(around.look, tag, attributes, style),
        cut=cut,
        is_unseen=unseen,
        is_tiny=tiny,
        keeps_lines=_keeps_lines(around.keeps_lines, tag, style),
        font=_font(style) or around.font,
    )


def reason_to_cut(tag: str, attributes: dict[str, str], style: Style, *, is_raised: bool) -> str:
    """Return the reason of `rules.py` why an element goes with everything inside, or nothing."""
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return rules.UNSEEN
    if tag == "a" and (reason := _mark(attributes.get("href", ""), is_raised=is_raised)):
        return reason
    for reason, wanted in CUT_STYLES if style else ():
        if all(pattern.search(style.get(name, "")) for name, pattern in wanted.items()):
            return reason
    ground = style.get("background-color") or style.get("background")
    if ground and ground == style.get("color"):
        return rules.UNSEEN
    for name in attributes.get("class", "").lower().split():
        if name in _CUT_CLASSES:
            return _CUT_CLASSES[name]
    if tag == "s" and style.get("text-decoration") == "none":
        return ""
    return _CUT_TAGS.get(tag) or _CUT_ROLES.get(attributes.get("role", ""), "")


def leads_back(tag: str, attributes: dict[str, str]) -> str:
    """Return the kind of note whose text a link stands in, when it leads back to the note's mark."""
    href = attributes.get("href", "") if tag == "a" else ""
    if "#" not in href:
        return ""
    return "footnotes" if _NOTE_BACK.search(href) else rules.COMMENT * bool(_COMMENT_BACK.search(href))


def _mark(href: str, *, is_raised: bool) -> str:
    if "#" not in href:
        return ""
    if _COMMENT.search(href) or _COMMENT_BACK.search(href):
        return rules.COMMENT
    is_note = _NOTE.search(href) or _NOTE_BACK.search(href) or (is_raised and href.startswith("#"))
    return "footnotes" if is_note else ""


def _look(look: Look, tag: str, attributes: dict[str, str], style: Style) -> Look:
    strong, em, href, rise, is_turned = look
    if tag in _MARKS:
        strong, em = strong or tag in ("strong", "b"), em or tag in ("em", "i")
        if tag == "a":
            href = to_link(attributes.get("href", ""))
        # Google Docs and Word say it in the style, and Google wraps everything in a <b> that is not bold.
        if "font-weight" in style:
            strong = style["font-weight"] in _BOLD
        if "font-style" in style:
            em = style["font-style"].startswith(("italic", "oblique"))
    if tag == "bdo" or style.get("unicode-bidi", "").endswith("-override"):
        is_turned = (style.get("direction") or attributes.get("dir", "").lower()) == "rtl"
    return Look(strong, em, href, rise if tag in _BLOCKS else rise + _rise(tag, style), is_turned)


def _rise(tag: str, style: Style) -> str:
    """Return "^" for an element whose text is raised, "_" for a lowered one, or nothing."""
    if tag in ("sup", "sub"):
        return "^" if tag == "sup" else "_"
    if not style:
        return ""
    found = ""
    for shift in (style.get(name, "") for name in _SHIFTS):
        if shift.startswith(("super", "sub")):
            return "^" if shift.startswith("super") else "_"
        is_raised = shift == "text-top" and _SMALLER.search(style.get("font-size", ""))
        found = found or ("^" if is_raised else _sign(shift, "^", "_"))
    found = found or _sign(style.get("mso-text-raise", ""), "^", "_")
    if not found and style.get("position") == "relative":
        found = _sign(style.get("top", ""), "_", "^") or _sign(style.get("bottom", ""), "^", "_")
    return found


def _sign(length: str, up: str, down: str) -> str:
    found = _LENGTH.fullmatch(length)
    if not found or float(found[2]) < rules.LEAST_RISE[found[3]]:
        return ""
    return down if found[1] else up


def _keeps_lines(around: bool, tag: str, style: Style) -> bool:
    if "white-space" in style:
        return style["white-space"].startswith(("pre", "break-spaces"))
    return around or tag in ("pre", "xmp", "plaintext")


def _font(style: Style) -> str:
    family = style.get("font-family") or style.get("mso-symbol-font-family", "")
    return family.split(",")[0].strip(" \"'")
