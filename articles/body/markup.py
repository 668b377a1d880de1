"""Writers of blocks, as HTML and as plain text."""

from __future__ import annotations

from html import escape
from itertools import groupby

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
        if html.startswith('<section class="facts"><h2>'):
            facts += 1
            html = (
                f'<section class="facts" aria-labelledby="facts-{facts}"><h2 id="facts-{facts}">'
                + html.removeprefix('<section class="facts"><h2>')
            )
        blocks.append(html)
    return allowed_page("\n".join(blocks))


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


def _block(block: Box | Line) -> str:
    if isinstance(block, Line):
        if block.kind == "hr":
            return "<hr>"
        inside = _inline(block.runs)
        return inside if block.kind == "item" else f"<{block.kind}>{inside}</{block.kind}>"
    inside = "".join(map(_block, block.children))
    if block.kind == "pull":
        return f'<div class="pull">{inside}</div>'
    if block.kind == "facts":
        return f'<section class="facts">{inside}</section>'
    return f"<{block.kind}>{inside}</{block.kind}>"


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
