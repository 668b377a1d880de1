"""What would go wrong with a story's history unseen, planted: tests find each."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from articles import desk
from articles.desk import history, paragraphs, restoring, revisions
from articles.desk.content import rows_of
from articles.models import Revision, Story
from newsroom.core import audit
from newsroom.core.models import User
from tests.articles import test_comparing, test_restoring, test_revisions
from tests.articles.test_revisions import story

__all__ = ["story"]

pytestmark = pytest.mark.django_db
Check = Callable[[Story, User], object]
record = audit.record


def new_alone(before: Sequence[str], after: Sequence[str], low: int, start: int) -> Iterator[paragraphs.Pair]:
    """Pair the paragraphs of a region, and forget those that are not there any more."""
    return iter([(None, place) for place in range(start, start + len(after))])


def without_link(**given: Any) -> object:
    return record(**given | {"link": ""})


def without_topics(content: Any, story: Story) -> Any:
    return {name: rows for name, rows in rows_of(content, story).items() if name != "topics"}


def _number() -> int:
    return Revision.objects.count()


def saved(story: Story, by: User) -> None:
    desk.save_draft(story=story, by=by, fields={"headline": f"Anew {_number()}"})
    test_revisions.require_head(story)


def told(story: Story, by: User) -> None:
    """A mended story is not said to have changed what its draft did."""
    desk.save_draft(story=story, by=by, fields={"headline": f"In the draft {_number()}"})
    desk.mend(story=story, by=by, fields={"summary": f"Mended {_number()}"}, material=False)
    mended = history.happened(story, by=by).events[0]
    assert mended.base
    assert mended.base.content["headline"] == story.headline


# A place, what stands there instead, and the test that finds it.
FAULTS: dict[str, tuple[object, str, Any, Check]] = {
    "a paragraph that moved is hidden": (
        paragraphs,
        "_region",
        new_alone,
        lambda _story, _by: test_comparing.test_every_word_of_both_versions_stands_in_the_comparison(),
    ),
    "the link is not kept in the entry of the act": (audit, "record", without_link, saved),
    "links of entries are not looked at": (
        revisions,
        "_told",
        lambda _story: {},
        lambda story, _by: test_revisions.test_a_chain_that_was_written_anew_is_not_the_one_of_the_entries(
            story
        ),
    ),
    "a restored version leaves a list as it was": (
        restoring,
        "rows_of",
        without_topics,
        lambda _story, by: test_restoring.test_a_restored_version_is_equal_field_by_field("draft", by),
    ),
    "an act is compared with a draft that it left alone": (history, "_waits", lambda _event: False, told),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(
    fault: str, story: Story, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, name, instead, check = FAULTS[fault]
    check(story, editor)
    monkeypatch.setattr(place, name, instead)
    with pytest.raises(AssertionError):
        check(story, editor)
