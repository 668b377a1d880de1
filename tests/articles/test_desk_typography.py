"""Straight quotes that are typed at the desk become the quotes of the story's language."""

import pytest

from articles import desk
from tests.builders import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("en", 'A "Ferry" That Isn\'t There', "A “Ferry” That Isn’t There"),
        ("en", "Already “curly” and don’t", "Already “curly” and don’t"),
        ("ru", 'Суд в "Заречном" - и в городе', "Суд в «Заречном» — и в городе"),
    ],
)
def test_a_headline_gets_the_quotes_and_dashes_of_its_language(language: str, typed: str, kept: str) -> None:
    story = desk.start(by=make_user("editor"), fields={"language": language, "headline": typed})
    story.refresh_from_db()
    assert story.headline == kept


def test_enter_in_a_headline_becomes_a_space() -> None:
    story = desk.start(by=make_user("editor"), fields={"headline": "Ferry Captains\r\nAsk for a Harbor "})
    assert story.headline == "Ferry Captains Ask for a Harbor"
