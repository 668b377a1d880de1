"""What readers were told: it never changes, its place stays, and machines and hostile words are minded."""

import json
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles.desk.telling import digest_of
from articles.models import Correction, Story
from newsroom.core.models import AuditEntry
from tests import builders
from tests.articles.corrected import WORDS, page_of, the_list, typed
from tests.articles.desk_form import change, send

pytestmark = pytest.mark.django_db


CHANGES = {
    "words": "UPDATE articles_correction SET words = 'Other words.'",
    "kind": "UPDATE articles_correction SET kind = 'update', redacted_at = now()",
    "time": "UPDATE articles_correction SET at = at - interval '1 day', redacted_at = now()",
    "anchor": "UPDATE articles_correction SET id = id + 1, redacted_at = now()",
    "story": "UPDATE articles_correction SET number = 1000, redacted_at = now()",
    "row": "DELETE FROM articles_correction",
    "table": "TRUNCATE articles_correction",
    "table by another": "TRUNCATE articles_story CASCADE",
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_database_refuses_every_change_of_what_readers_were_told(what: str) -> None:
    builders.with_correction(builders.make_story("live"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(CHANGES[what])


def test_a_redaction_alone_may_take_words_out() -> None:
    told = builders.with_correction(builders.make_story("live"))
    Correction.objects.filter(pk=told.pk).update(words="[name removed]", redacted_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=told.pk).update(words="Back again.")


def test_its_anchor_stays_and_an_old_one_still_leads_to_it(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), **typed("correct"))
    first = Correction.objects.get()
    send(at_desk, change(story), **typed("correct", correction_words="It was 2008.", correction_place="top"))
    send(at_desk, change(story), "publish_changes", headline="Other words", material="minor")
    page = page_of(Story.objects.get())
    said = re.search(rf'id="correction-{first.pk}".*?</p>', page, re.DOTALL)
    assert said
    assert WORDS in said[0]
    assert len(set(re.findall(r'id="correction-\d+"', page))) == 2


def test_the_revision_and_the_audit_entry_of_the_act_hold_it(at_desk: Client) -> None:
    story = builders.make_story("live")
    send(at_desk, change(story), **typed("correct"))
    told, entry = Correction.objects.get(), AuditEntry.objects.all()[0]
    kept = story.revisions.get(number=told.number)
    said = {
        "number": told.pk,
        "kind": "correction",
        "place": "end",
        "words": digest_of(told),
        "at": told.at.isoformat(),
    }
    assert kept.content["correction"] == said
    assert (entry.act, entry.details["correction"], entry.details["link"]) == (
        "story.correct",
        told.pk,
        bytes(kept.link).hex(),
    )
    assert WORDS not in json.dumps(entry.details)


def test_the_desk_shows_what_readers_were_told_and_marks_the_story_in_its_list(at_desk: Client) -> None:
    told = builders.with_correction(builders.make_story("live"))
    page = at_desk.get(change(told.story)).content.decode()
    assert f'href="{told.get_absolute_url()}"' in page
    assert told.words in page
    assert (
        '<span class="badge corrected">Corrected</span>'
        in at_desk.get("/admin/articles/story/").content.decode()
    )


def test_hostile_words_are_words(at_desk: Client) -> None:
    story = builders.make_story("live")
    hostile = "</script><script>alert(1)</script>\u202e\u0007 \"'><img src=x onerror=alert(1)>"
    send(at_desk, change(story), **typed("correct", correction_words=hostile))
    for page in (page_of(story), the_list(), at_desk.get(change(story)).content.decode()):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page_of(story), re.DOTALL)
    assert data
    assert "alert(1)" in json.loads(data[1])["correction"][0]["text"]


def test_machines_are_told_too(at_desk: Client) -> None:
    story = builders.make_story("live", headline="Grain")
    told = builders.with_correction(story, kind="retraction", words="We cannot stand by it.")
    page = page_of(story)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert (data["headline"], data["creativeWorkStatus"]) == ("Retracted: Grain", "Retracted")
    comment = data["correction"][0]
    assert (comment["@type"], comment["text"]) == ("CorrectionComment", "We cannot stand by it.")
    assert comment["url"].endswith(f"{story.get_absolute_url()}#correction-{told.pk}")
