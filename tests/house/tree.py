"""House rules as functions over a tree of files, so that a test can plant a violation.

A tree maps paths to texts. A rule yields one sentence for each violation it finds. `@rule` notes trees that
break it (`planted`) and trees that look alike but keep it (`fine`); a rule without a plant cannot be written.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("newsroom", "articles", "donations", "templates", "static", "tests", "docs", "requirements")
TEXTS = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".json", ".xml", ".po"}

Tree = Mapping[str, str]
Rule = Callable[[Tree], Iterator[str]]


@dataclass(frozen=True)
class Case:
    rule: Rule
    tree: Tree

    def __str__(self) -> str:
        return f"{self.rule.__name__}: {' '.join(self.tree)}"


RULES: list[Rule] = []
PLANTED: list[Case] = []
FINE: list[Case] = []


def rule(*, planted: list[Tree], fine: list[Tree] | None = None) -> Callable[[Rule], Rule]:
    """Register a rule together with what it must find and what it must not."""
    assert planted, "a rule needs a planted violation"

    def register(function: Rule) -> Rule:
        RULES.append(function)
        PLANTED.extend(Case(function, tree) for tree in planted)
        FINE.extend(Case(function, tree) for tree in fine or [])
        return function

    return register


def real_tree() -> Tree:
    """Read the whole project."""
    paths = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".env"]
    for room in ROOMS:
        paths += [path for path in (ROOT / room).rglob("*") if path.is_file()]
    kept = [path for path in paths if path.suffix in TEXTS or path.name in {"Makefile", ".env.example"}]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in kept}


def files(tree: Tree, pattern: str, *, but: str = r"(?!)") -> Iterator[tuple[str, str]]:
    """Yield path and text of the files whose whole path matches `pattern` and not `but`."""
    for path, text in tree.items():
        if re.fullmatch(pattern, path) and not re.fullmatch(but, path):
            yield path, text


def nodes(tree: Tree, pattern: str, *, but: str = r"(?!)") -> Iterator[tuple[str, ast.AST]]:
    """Yield path and node for every node of the Python files that match."""
    for path, text in files(tree, pattern, but=but):
        for node in _walked(text):
            yield path, node


@functools.cache
def _walked(text: str) -> list[ast.AST]:
    """Return every node of a file; a score of rules asks for the same ones."""
    return list(ast.walk(ast.parse(text)))


def lines(text: str) -> int:
    return len(text.splitlines())


def name_of(call: ast.AST) -> str:
    """Return the last name of what is called: `filter` for `Story.objects.filter(...)`."""
    function = getattr(call, "func", None)
    return getattr(function, "attr", getattr(function, "id", ""))
