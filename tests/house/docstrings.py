"""House rules for docstrings: the first sentence fits on its line and says more than the name."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Tree, files, rule

PYTHON = r"(newsroom|articles|donations|tests)/.*\.py"
NAMED = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
# Words that tell nothing by themselves: grammar, and the verbs that any function could begin with.
EMPTY = """
    a an and are as at be been by can do does each every for from get give has have how if in into is it its
    make model no not of on one or our out return returns say set show so that the their them there these they
    this those to was were what when where whether which who whom will with
"""
EMPTY_WORDS = frozenset(EMPTY.split())


@rule(
    planted=[
        {"articles/a.py": 'def style_sheet():\n    """Return the style sheet."""'},
        {"articles/a.py": 'class AmountForm:\n    """A form for amounts."""'},
        {"donations/a.py": 'class Row:\n    def has_ended(self):\n        """Say whether it has ended."""'},
        {"donations/a.py": 'async def fetch_pages():\n    """Fetches the pages.\n\n    More words."""'},
        {"newsroom/core/locks.py": '"""The locks of the core."""'},
        {"tests/core/test_x.py": 'def test_a_word():\n    """This tests a word."""'},
    ],
    fine=[
        {"articles/a.py": 'def join(folder):\n    """Return the style sheets of a folder as one."""'},
        {"newsroom/core/locks.py": '"""PostgreSQL advisory lock, so that two requests take turns."""'},
        {"articles/a.py": "def style_sheet():\n    pass"},
    ],
)
def docstrings_say_more_than_the_name(tree: Tree) -> Iterator[str]:
    for path, line, names, text in _docstrings(tree):
        first_sentence = re.split(r"(?<=[.?!])\s", text, maxsplit=1)[0]
        if not _words(first_sentence) - _words(names):
            yield f"{path}:{line} only repeats the name: {first_sentence}"


@rule(
    planted=[
        {"articles/a.py": '"""A first sentence\nthat goes on."""'},
        {"articles/a.py": 'def a():\n    """A first sentence without an end"""'},
    ],
    fine=[
        {"articles/a.py": '"""One sentence. Another\none."""'},
        {"articles/a.py": 'def a():\n    """Does it end?\n\n    It does."""'},
    ],
)
def docstrings_begin_with_a_sentence_on_one_line(tree: Tree) -> Iterator[str]:
    for path, line, _names, text in _docstrings(tree):
        if not re.search(r"[.?!:](\s|$)", text.splitlines()[0]):
            yield f"{path}:{line} does not end its first sentence on the first line"


def _docstrings(tree: Tree) -> Iterator[tuple[str, int, str, str]]:
    """Yield path, line, name and text of each docstring; a module is named by its path."""
    for path, source in files(tree, PYTHON, but=r".*/migrations/.*"):
        module = ast.parse(source)
        if text := ast.get_docstring(module):
            yield path, 1, path.removesuffix(".py"), text
        for node in ast.walk(module):
            if isinstance(node, NAMED) and (text := ast.get_docstring(node)):
                yield path, node.lineno, node.name, text


def _words(text: str) -> frozenset[str]:
    """Return the stems of the words that tell something, out of a sentence or a name."""
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\w", text)
    stems = (re.sub(r"(es|s|ed|ing)$", "", word.lower()) for word in parts if word.lower() not in EMPTY_WORDS)
    return frozenset(stem for stem in stems if stem)
