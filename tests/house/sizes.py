"""House rules for sizes: medians of good and bad code hardly differ, the tails do."""

import ast
from collections.abc import Iterator

from tests.house.tree import Tree, files, lines, nodes, rule

PYTHON = r".*\.py"
MIGRATIONS = r".*/migrations/\d.*\.py"
CAPS = {
    PYTHON: 300,
    r"templates/.*\.(html|txt)": 120,
    r"(static|templates)/.*\.css": 250,
    r"static/.*\.js": 150,
    r"README\.md": 160,
    r"docs/decisions/.*\.md": 40,
}
# Of Python, ruff measures them.
PAGES = r"static/(css|js)/.*\.(css|js)|templates/.*\.(html|txt|css)"
LINE = 140
FUNCTION, TEST, VIEW, CLASS, ARGUMENTS = 35, 30, 20, 200, 6


@rule(
    planted=[
        {"articles/feeds.py": "x = 1\n" * 301},
        {"templates/articles/story.html": "<p>\n" * 121},
        {"static/css/site/base.css": "p {}\n" * 251},
        {"static/js/desk/order.js": "f();\n" * 151},
        {"README.md": "word\n" * 161},
        {"docs/decisions/0001-a.md": "word\n" * 41},
    ],
    fine=[{"articles/feeds.py": "x = 1\n" * 300}, {"articles/migrations/0001_a.py": "x = 1\n" * 400}],
)
def files_are_short(tree: Tree) -> Iterator[str]:
    for pattern, cap in CAPS.items():
        for path, text in files(tree, pattern, but=MIGRATIONS):
            if lines(text) > cap:
                yield f"{path} has {lines(text)} lines, more than {cap}"


@rule(
    planted=[
        {"static/css/site/a.css": f"p {{ content: '{'a' * 140}' }}"},
        {"static/js/desk/a.js": "f()\n" + "a" * 141},
        {"templates/emails/a.txt": "a" * 141},
    ],
    fine=[{"static/js/desk/a.js": "a" * 140 + "\n" + "b" * 140}],
)
def lines_of_pages_are_short(tree: Tree) -> Iterator[str]:
    for path, text in files(tree, PAGES):
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LINE:
                yield f"{path}:{number} has {len(line)} characters, more than {LINE}"


def _cap(path: str, name: str) -> int:
    if path.startswith("tests/"):
        return TEST if name.startswith("test_") else FUNCTION
    return VIEW if path.endswith("views.py") or "/views/" in path else FUNCTION


@rule(
    planted=[
        {"articles/desk.py": "def f():\n" + "    x()\n" * 35},
        {"articles/views.py": "def f():\n" + "    x()\n" * 20},
        {"tests/test_a.py": "def test_f():\n" + "    x()\n" * 30},
    ],
    fine=[{"articles/desk.py": "def f():\n" + "    x()\n" * 34}],
)
def functions_are_short(tree: Tree) -> Iterator[str]:
    for path, node in nodes(tree, PYTHON, but=MIGRATIONS):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > _cap(path, node.name):
                yield f"{path}: {node.name} has {length} lines, more than {_cap(path, node.name)}"


@rule(planted=[{"articles/models/story.py": "class A:\n" + "    x = 1\n" * 200}])
def classes_are_short(tree: Tree) -> Iterator[str]:
    for path, node in nodes(tree, PYTHON, but=MIGRATIONS):
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno >= CLASS:
            yield f"{path}: class {node.name} has more than {CLASS} lines"


@rule(
    planted=[{"articles/related.py": "def f(a, b, c, d, e, f, g): pass"}],
    fine=[{"articles/related.py": "def f(self, a, b, c, d, e, f, *, g): pass"}],
)
def arguments_are_few(tree: Tree) -> Iterator[str]:
    for path, node in nodes(tree, PYTHON, but=MIGRATIONS):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]]
            if len([name for name in names if name not in {"self", "cls"}]) > ARGUMENTS:
                yield f"{path}: {node.name} takes more than {ARGUMENTS} arguments by position"


@rule(
    planted=[{"articles/tasks.py": "x = 1\n" * 81}],
    fine=[{"articles/management/commands/rerender.py": "def handle(self):\n" + "    x()\n" * 29}],
)
def doorways_hold_no_logic(tree: Tree) -> Iterator[str]:
    """Tasks and commands claim rows, call the module that knows, and print a sentence."""
    for path, text in files(tree, r"(articles|donations)/(tasks|management/commands/\w+)\.py"):
        if lines(text) > 80:
            yield f"{path} has {lines(text)} lines; a doorway needs no more than 80"
