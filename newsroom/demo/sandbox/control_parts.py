"""Parts of the control pages: tables, and forms that come back to the page they are on."""

import datetime
from collections.abc import Iterable
from html import escape

from newsroom.demo.sandbox.pages import frame

NOTICE = "This is a test: no money moves."


def whole(title: str, body: str) -> str:
    return frame(title, body, notice=NOTICE).replace("<main>", '<main class="wide">')


def table(caption: str, names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; the cells are HTML."""
    listed = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    if not listed:
        return "<p>None yet.</p>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "\n".join(listed)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def form(act: str, back: str, inner: str, **facts: str) -> str:
    """Return a form for `/_control/<act>`; `inner` is HTML with its button."""
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(text)}">'
        for name, text in ({"back": back} | facts).items()
    )
    return f'<form method="post" action="/_control/{act}">{hidden}{inner}</form>'


def button(label: str, *, name: str = "", value: str = "", about: str = "") -> str:
    """Return a button; `about` says to a screen reader what it acts on."""
    named = f' name="{name}" value="{escape(value)}"' if name else ""
    told = f' aria-label="{escape(f"{label} {about}")}"' if about else ""
    return f"<button{named}{told}>{escape(label)}</button>"


def choice(label: str, name: str, values: Iterable[str], chosen: str = "") -> str:
    options = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{value.replace("_", " ")}</option>'
        for value in values
    )
    return f'<label>{escape(label)} <select name="{name}">{options}</select></label> '


def entry(label: str, name: str, value: str = "") -> str:
    field = f'<input type="text" name="{name}" value="{escape(value)}" size="8" autocomplete="off">'
    return f"<label>{escape(label)} {field}</label> "


def day(moment: float | None) -> str:
    if not moment:
        return ""
    return f"{datetime.datetime.fromtimestamp(moment, tz=datetime.UTC):%Y-%m-%d %H:%M}"
