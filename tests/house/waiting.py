"""House rule of waiting: no test fails because the machine is slow."""

import ast
from collections.abc import Iterator

from tests.house.tree import Tree, name_of, nodes, rule

WAITS = {
    "communicate",
    "join",
    "result",
    "set_default_timeout",
    "settimeout",
    "wait",
    "wait_for",
    "wait_for_timeout",
    "wait_until",
}


@rule(
    planted=[
        {"tests/a.py": "process.wait(10)"},
        {"tests/a.py": "wait_until(lambda: done, 30)"},
        {"tests/a.py": "requests.get(url, timeout=5)"},
        {"tests/a.py": "RequestsClient(timeout=(3, 10))"},
        {"tests/browser/test_a.py": "page.wait_for_timeout(200)"},
    ],
    fine=[
        {"tests/a.py": "process.wait(PATIENCE)\npage.set_default_timeout(PATIENCE * 1000)"},
        {"tests/a.py": "wait(futures, timeout=LOOK_EVERY)"},
    ],
)
def waiting_is_bounded_by_patience(tree: Tree) -> Iterator[str]:
    """Refuse a number as the limit of a wait: PATIENCE is another limit has a name."""
    for path, node in nodes(tree, r"tests/.*\.py"):
        if not isinstance(node, ast.Call):
            continue
        limits = [word.value for word in node.keywords if word.arg == "timeout"]
        limits += node.args if name_of(node) in WAITS else []
        if any(map(_is_number, limits)):
            yield f"{path}:{node.lineno} waits for a number of seconds instead of PATIENCE"


def _is_number(limit: ast.expr) -> bool:
    """Say whether a number is written there, or a pair of them, as requests takes it."""
    if isinstance(limit, ast.Tuple):
        return any(map(_is_number, limit.elts))
    return isinstance(limit, ast.Constant) and isinstance(limit.value, int | float)
