"""Writers of blocks, as HTML and as plain text."""

from __future__ import annotations

from html import escape
from itertools import groupby
from unicodedata import bidirectional

from .blocks import Box, Line, Run
from .policy import allowed_page, allowed_source
from .typography import typeset_characters


def source_html(story: Box) -> str:
    """Return the HTML that is stored and opened in the editor again."""
    return allowed_source("\n".join(_block(child) for child in story.children))


def reader_html(story: Box) -> str:
    """Return the HTML that readers get: fact boxes named by an id, pull quotes hidden from screen readers."""
    blocks, facts = [], 0
    for child in story.children:
        html = _block(child)
        if child.kind == "facts" and _is_named(child):
            facts += 1
            html = html.replace(' class="facts"', f' class="facts" aria-labelledby="facts-{facts}"', 1)
            html = html.replace("<h2", f'<h2 id="facts-{facts}"', 1)
        blocks.append(html)
    return allowed_page("\n".join(blocks))


def _is_named(box: Box | Line) -> bool:
    return isinstance(box, Box) and box.children[0].kind == "h2"


def plain_text(story: Box) -> str:
    """Return the text alone: a blank line between blocks, a new line for a list item, no pull quotes."""
    blocks = (_text(child) for child in story.children if child.kind not in ("pull", "hr"))
    return "\n\n".join(blocks).replace("\u00a0", " ")


def typeset_blocks(box: Box, language: str) -> None:
    """Set the quotes and dashes of `language` in every line, across its bold, italic and linked parts."""
    for child in box.children:
        if isinstance(child, Box):
            typeset_blocks(child, language)
            continue
        characters, place = typeset_characters(child.text, language), 0
        for number, run in enumerate(child.runs):
            end = place + len(run.text)
            child.runs[number] = run._replace(text="".join(characters[place:end]))
            place = end
        child.runs = [run for run in child.runs if run.text]


def _block(block: Box | Line, around: str = "L") -> str:
    """Write a block; `dir="auto"` where its script runs another way than what stands around it."""
    if isinstance(block, Line):
        if block.kind in ("hr", "item"):
            return "<hr>" if block.kind == "hr" else _inline(block.runs)
        return f"<{block.kind}{_attributes(block, around)}>{_inline(block.runs)}</{block.kind}>"
    inside = "".join(_block(child, turns(block) or around) for child in block.children)
    tag = {"pull": "div", "facts": "section"}.get(block.kind, block.kind)
    return f"<{tag}{_attributes(block, around)}>{inside}</{tag}>"


def _attributes(block: Box | Line, around: str) -> str:
    attributes = ""
    if block.kind in ("pull", "facts"):
        attributes = f' class="{block.kind}"'
    elif isinstance(block, Box) and block.kind == "ol":
        attributes = f' start="{block.start}"' if block.start != 1 else ""
        attributes += f' type="{block.numbers}"' if block.numbers else ""
    return f'{attributes} dir="auto"' if turns(block) not in ("", around) else attributes


def turns(block: Box | Line) -> str:
    """Return the direction of the first letter in a block: "R" (Hebrew, Arabic), "L", or nothing."""
    if isinstance(block, Box):
        return next(filter(None, map(turns, block.children)), "")
    found = (bidirectional(character) for character in block.text)
    return next(("L" if kind == "L" else "R" for kind in found if kind in ("L", "R", "AL")), "")


def _inline(runs: list[Run]) -> str:
    html = []
    for href, linked in groupby(runs, lambda run: run.look.href):
        inside = "".join(
            _strong(strong, list(part)) for strong, part in groupby(linked, lambda run: run.look.strong)
        )
        html.append(f'<a href="{escape(href)}">{inside}</a>' if href else inside)
    return "".join(html)


def _strong(strong: bool, runs: list[Run]) -> str:
    html = []
    for text, look in runs:
        safe = escape(text, quote=False).replace("\n", "<br>")
        html.append(f"<em>{safe}</em>" if look.em else safe)
    return f"<strong>{''.join(html)}</strong>" if strong else "".join(html)


def _text(block: Box | Line) -> str:
    if isinstance(block, Line):
        return block.text
    return ("\n" if block.kind in ("ul", "ol", "li") else "\n\n").join(map(_text, block.children))
