"""Deriving what readers get from the sources once more, after the rules of `articles.body` changed."""

from typing import Any

from django.db import transaction

from articles import body
from articles.desk.fields import RENDERED
from articles.models import Story


def rerender(*, batch: int = 100) -> tuple[int, int]:
    """Render every story again from its source; return how many there are and how many came out different.

    No act of a person: nothing that somebody typed changes, so there is no audit entry, no new version and no
    new `updated_at`. Each batch is a transaction of its own, so it may be stopped at any time and run again.
    """
    last = total = different = 0
    while batch_of := list(
        Story.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:batch]
    ):
        different += _rerender(batch_of)
        total += len(batch_of)
        last = batch_of[-1]
    return total, different


@transaction.atomic
def _rerender(keys: list[int]) -> int:
    """Render these stories under a lock, so that nobody's new text is covered by the old one."""
    locked = Story.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    changed = [story for story in locked.only("language", "body_source", *RENDERED) if _is_changed(story)]
    Story.objects.bulk_update(changed, RENDERED)
    return len(changed)


def _is_changed(story: Story) -> bool:
    before = (story.body_html, story.body_text, story.word_count)
    rendered = body.render(story.body_source, language=story.language)
    story.body_html, story.body_text, story.word_count = rendered.html, rendered.text, rendered.words
    return before != (rendered.html, rendered.text, rendered.words)


def _cleaned_body(story: Any) -> dict[str, Any]:
    """Return a body that is not clean cleaned, with what readers get; takes models of a migration, too."""
    source = body.clean_source(story.body_source)
    if source == story.body_source:
        return {}
    rendered = body.render(source, language=story.language)
    return {
        "body_source": source,
        **dict(zip(RENDERED, (rendered.html, rendered.text, rendered.words), strict=True)),
    }


# For `core.stored_text`: the column of a story that is HTML.
BODY = {"body_source": _cleaned_body}
