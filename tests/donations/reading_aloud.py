"""Text of a page as a text browser shows it: words in their order, without style; controls as signs."""

from html.parser import HTMLParser

SILENT = {"head", "script", "style"}
BLOCKS = {
    "summary",
    "label",
    "p",
    "h1",
    "h2",
    "li",
    "legend",
    "fieldset",
    "dt",
    "dd",
    "div",
    "form",
    "header",
    "main",
    "nav",
}


class Reader(HTMLParser):
    """HTML parser that collects lines, with signs for controls.

    `( )` and `(*)` are radio buttons, `[ ]` and `[*]` boxes to tick, `[text]` is a field, `<text>` a button.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines, self._silent = [""], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in SILENT:
            self._silent += 1
        elif tag == "input" and given.get("type") != "hidden":
            mark = "*" if "checked" in given else " "
            signs = {"radio": f"({mark}) ", "checkbox": f"[{mark}] "}
            self.lines.append(signs.get(given.get("type") or "", f"[{given.get('value') or ''}]"))
        elif tag in BLOCKS or tag == "button":
            self.lines.append("<" if tag == "button" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent -= 1
        elif tag == "button":
            self.lines[-1] += ">"
        elif tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data


def read_aloud(page: str) -> list[str]:
    """Return the lines of a page that are not empty."""
    reader = Reader()
    reader.feed(page)
    return [line for line in (" ".join(line.split()) for line in reader.lines) if line]


def in_order(lines: list[str], *wanted: str) -> None:
    """Check that these lines come one after the other, with others between them."""
    left = iter(lines)
    for line in wanted:
        assert line in left, f"{line!r} does not come next in {lines}"
