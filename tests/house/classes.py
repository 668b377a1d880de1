"""House rules for CSS classes: what the style sheets name is used, and what a page names has a rule."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django.contrib.admin
import django_prose_editor
from django.contrib.messages.constants import DEFAULT_TAGS

from tests.house.tree import Tree, files, rule

SHEETS = r"static/css/.*\.css|templates/saved/.*\.css"
PAGES = r"templates/.*\.html"
CODE = r"static/js/.*\.js|(articles|donations|newsroom)/.*\.py"
DEMO = r"newsroom/demo/.*"
CLASSES = re.compile(r'\b(?:class|variant)="((?:\{%.*?%\}|\{\{.*?\}\}|[^"{])*)"')
WORD = re.compile(r"[A-Za-z_][\w-]*")
# Packages whose pages our style sheets dress.
STOCK = (django.contrib.admin, django_prose_editor)
# Of Django's admin from 6.1 on, which `make compat` tries; gone from here once the requirements name it.
OF_THE_NEXT_DJANGO = frozenset({"checkbox", "titles", "titles-and-tools"})


def _named(sheet: str) -> set[str]:
    """Return the classes in the selectors of a style sheet."""
    selectors = re.split(r"/\*.*?\*/|\{[^{}]*\}|url\([^)]*\)|@import[^;]*;", sheet, flags=re.DOTALL)
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", " ".join(selectors)))


def _on_pages(page: str) -> set[str]:
    """Return the classes in the markup of a template; `hour-` stands for `hour-{{ hour }}`."""
    values = " ".join(CLASSES.findall(page))
    return set(WORD.findall(re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "", values))))


def _in_strings(code: str) -> set[str]:
    """Return the words of strings, of which scripts and Python make classes."""
    return set(WORD.findall(" ".join(re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", code))))


@cache
def _stock() -> frozenset[str]:
    found = set(DEFAULT_TAGS.values()) | OF_THE_NEXT_DJANGO
    for package in STOCK:
        for path in Path(package.__path__[0]).rglob("*"):
            if path.suffix == ".css":
                found |= _named(path.read_text(encoding="utf-8"))
            elif path.suffix in {".html", ".js", ".py"}:
                # Plain words are no evidence: they may be English.
                text = path.read_text(encoding="utf-8")
                found |= _on_pages(text) | {
                    word for word in WORD.findall(text) if re.search(r"[-_]|[a-z][A-Z]", word)
                }
    return frozenset(found)


def _is_among(name: str, words: set[str]) -> bool:
    return name in words or re.sub(r"[^-]*$", "", name) in words - {""}


@rule(
    planted=[
        {"static/css/site/a.css": ".byline p { color: red }", "templates/a.html": '<p class="by">'},
        {"static/css/site/a.css": "@media print { .hour-1 { color: red } }", "templates/a.html": "hour-1"},
        {"static/css/desk/a.css": ".field:not(.two) { color: red }", "templates/a.html": '<p class="field">'},
    ],
    fine=[
        {
            "static/css/desk/a.css": ".dragged .errorlist { top: .5em } .hour-1, .focus-x2 { left: 0 } .b {}",
            "static/js/a.js": 'row.className = "dragged"',
            "templates/a.html": '<i class="a{% if x == "1" %} b{% endif %} hour-{{ hour }}">',
            "articles/a.py": 'f"focus-{axis}{tenth}"',
        }
    ],
)
def every_class_of_a_style_sheet_is_used(tree: Tree) -> Iterator[str]:
    used = set(_stock())
    for _path, text in files(tree, PAGES):
        used |= _on_pages(text)
    for _path, text in files(tree, CODE, but=DEMO):
        used |= _in_strings(text)
    for path, text in files(tree, SHEETS):
        for name in sorted(_named(text)):
            if not _is_among(name, used):
                yield f"{path}: nothing has the class {name}"


@rule(
    planted=[
        {"static/css/site/a.css": ".byline { color: red }", "templates/a.html": '<p class="byline by">'},
        {"static/css/site/a.css": ".hour-1 { color: red }", "templates/a.html": '<p class="h{{ hour }}">'},
    ],
    fine=[
        {
            "static/css/site/a.css": ".byline, .hour-1 { color: red }",
            "templates/a.html": '<p class="byline hour-{{ hour }}{% if x %} errorlist{% endif %}">',
        },
        {
            "templates/emails/a.html": '<style>p.letter { color: red }</style><p class="letter">',
        },
    ],
)
def every_class_of_a_page_has_a_rule(tree: Tree) -> Iterator[str]:
    ruled = set(_stock())
    for _path, text in files(tree, SHEETS):
        ruled |= _named(text)
    for _path, text in files(tree, r"templates/emails/.*\.html"):
        ruled |= _named(" ".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL)))
    stems = {re.sub(r"[^-]*$", "", name) for name in ruled}
    for path, text in files(tree, PAGES):
        for name in sorted(_on_pages(text) - ruled - stems):
            yield f"{path}: no style sheet names the class {name}"
