"""The project keeps the house rules, and each rule finds its planted violations."""

import pytest

from tests.house import classes, code, docstrings, documents, markup, sizes, translations, waiting
from tests.house.tree import FINE, PLANTED, RULES, Case, Rule, Tree, real_tree

PARTS = (classes, code, docstrings, documents, markup, sizes, translations, waiting)


@pytest.fixture(scope="module")
def project() -> Tree:
    return real_tree()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(rule: Rule, project: Tree) -> None:
    found = list(rule(project))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("case", PLANTED, ids=str)
def test_the_rule_finds_a_planted_violation(case: Case) -> None:
    assert list(case.rule(case.tree))


@pytest.mark.parametrize("case", FINE, ids=str)
def test_the_rule_leaves_alone_what_is_fine(case: Case) -> None:
    assert not list(case.rule(case.tree))


def test_the_whole_project_was_read(project: Tree) -> None:
    for path in (
        "articles/desk/acts.py",
        "newsroom/settings.py",
        "tests/house/tree.py",
        "Makefile",
        "CHANGELOG.md",
    ):
        assert path in project
