"""HTML parser for the fields that each form must have: who opened it, and last of all that it is whole."""

from __future__ import annotations

from html.parser import HTMLParser

PERSON = "_person"
CONTROLS = {"input", "select", "textarea", "button"}


class Forms(HTMLParser):
    """The forms that are posted, by their own ids or places: last field, address, who opened them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = ""
        self.last: dict[str, str] = {}
        self.actions: dict[str, str] = {}
        self.persons: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.open = given.get("id") or f"form {len(self.last) + 1}"
            self.last[self.open], self.actions[self.open] = "", given.get("action", "")
        elif tag == "form":
            self.open = ""
        form = given.get("form", self.open)
        if tag in CONTROLS and given.get("name") and form in self.last:
            self.last[form] = given["name"]
            if given["name"] == PERSON:
                self.persons[form] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = ""


def without_end(html: str) -> list[str]:
    """Return the forms of a page that would be taken for cut off."""
    return [form for form, last in Forms(html).last.items() if last != "end"]
