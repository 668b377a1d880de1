"""`manage.py rerender` brings old stories under the present rules."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from articles import body
from articles.desk import rerendering
from articles.models import Story
from newsroom.core.models import AuditEntry
from tests.builders import make_story

pytestmark = pytest.mark.django_db
OLD = {"body_html": "<p>old<script></script></p>", "body_text": "old", "word_count": 99}


def rerendered() -> str:
    out = StringIO()
    call_command("rerender", stdout=out)
    return out.getvalue()


def test_every_story_in_every_state_is_rendered_again_from_its_source() -> None:
    for state in Story.State:
        make_story(state, body_source='<p>The "letter" is short.</p>')
    Story.objects.update(**OLD)
    assert (
        rerendered()
        == f"Rendered all stories again ({len(Story.State)}); {len(Story.State)} came out different.\n"
    )
    for story in Story.objects.all():
        assert story.body_html == "<p>The “letter” is short.</p>"
        assert (story.body_text, story.word_count) == ("The “letter” is short.", 4)


def test_rendering_again_changes_nothing_else_and_is_no_act_of_anybody() -> None:
    story = make_story()
    Story.objects.update(**OLD)
    before = Story.objects.values().get(pk=story.pk)
    entries = AuditEntry.objects.count()
    rerendered()
    after = Story.objects.values().get(pk=story.pk)
    assert dict(after.items() ^ before.items()).keys() == set(OLD)
    assert AuditEntry.objects.count() == entries


def test_stopped_between_two_batches_it_has_kept_the_first_and_can_be_run_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stories = [make_story(language="ru", body_source="<p>Я тут.</p>") for _ in range(5)]
    Story.objects.update(**OLD)
    render, calls = body.render, []

    def stopped(source: str, *, language: str) -> body.Rendered:
        calls.append(source)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return render(source, language=language)

    monkeypatch.setattr(body, "render", stopped)
    with pytest.raises(KeyboardInterrupt):
        rerendering.rerender(batch=2)
    assert Story.objects.filter(body_text="old").count() == 3
    assert rerendering.rerender(batch=2) == (len(stories), 3)


def test_a_second_run_finds_nothing_to_do() -> None:
    make_story()
    rerendered()
    assert rerendered() == "Rendered all stories again (1); 0 came out different.\n"
