"""Words that were written over a version before a redaction are known as such."""

import pytest

from articles.desk.redacting import is_before_redaction
from articles.models import Story


@pytest.mark.parametrize(
    ("redacted", "base", "expected"),
    [
        (None, None, False),
        (None, 1, False),
        (7, 6, True),
        (7, 0, True),
        (7, None, True),
        (7, 7, False),
        (7, 8, False),
    ],
)
def test_a_version_before_the_newest_redaction_is_known(
    redacted: int | None, base: int | None, expected: bool
) -> None:
    assert is_before_redaction(Story(redacted_number=redacted), base) is expected
