"""`manage.py clean_texts` and the migrations clean what was stored before typed text was cleaned."""

from __future__ import annotations

from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import Model

from articles.models import Author, RelatedLink, Story
from donations.models import Appeal
from newsroom.core import stored_text
from newsroom.core.models import AuditEntry, User
from newsroom.core.stored_text import clean_rows, typed_columns
from newsroom.management.commands.clean_texts import typed_models
from tests.builders import make_author, make_photo, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db
# "Зелёный ёж" decomposed, with a zero-width space and marks that turn the direction round.
OLD = "Зеле\u0308ныи\u0306\u200b\u202e е\u0308\u00adж"
NEW = "Зелёный ёж"
MIGRATIONS = ("newsroom.core.migrations.0005", "articles.migrations.0006", "donations.migrations.0013")


def store_old(model: type[Model], **also: Any) -> None:
    """Fill every typed column of every row by SQL, past all forms."""
    old = {name: OLD for name in typed_columns(model) if name not in ("username", "email", "external_url")}
    model._base_manager.update(**old | also)


def old_newsroom() -> Story:
    """Make a row of every kind, as they were stored before."""
    story = make_story(topics=[make_topic()], authors=[make_author(photo=make_photo())])
    RelatedLink.objects.create(story=story, external_url="https://a.example/", headline="A")
    Appeal.objects.create(placement="banner", language="en", heading="A")
    Group.objects.exclude(name="Editors").delete()
    for model in typed_models():
        store_old(model)
    User.objects.filter(username="reporter").update(username="repor\u200bter", email="a@e\u00adxample.org")
    RelatedLink.objects.update(external_url="https://a.example/\u200b")
    Story.objects.update(body_source=f"<p>{OLD} one.</p>", body_html="<p>old</p>", body_text="old")
    return story


def by_command() -> str:
    out = StringIO()
    call_command("clean_texts", stdout=out)
    return out.getvalue()


def by_migrations() -> str:
    for name in MIGRATIONS:
        import_module(f"{name}_clean_texts").clean(apps, None)
    return ""


def unclean() -> list[str]:
    """Name the columns in which something old is left."""
    return [
        f"{model._meta.label}.{name}"
        for model in typed_models()
        for row in model._base_manager.all()
        for name in typed_columns(model)
        if any(letter in getattr(row, name) for letter in "\u0308\u200b\u202e\u00ad")
    ]


@pytest.mark.parametrize("clean", [by_command, by_migrations])
def test_every_typed_column_of_every_table_is_cleaned(clean: Any) -> None:
    story = old_newsroom()
    assert len(unclean()) > 25
    clean()
    assert not unclean()
    story.refresh_from_db()
    assert (story.headline, story.body_source) == (NEW, f"<p>{NEW} one.</p>")
    assert (story.body_html.strip(), story.body_text) == (f"<p>{NEW} one.</p>", f"{NEW} one.")
    assert story.word_count == 3
    assert RelatedLink.objects.get().external_url == "https://a.example/"
    assert User.objects.filter(username="reporter", email="a@example.org").exists()


def test_times_versions_addresses_and_the_audit_log_stay_as_they_are() -> None:
    story = old_newsroom()
    before = Story.objects.values().get(pk=story.pk)
    entries = AuditEntry.objects.count()
    by_command()
    after = Story.objects.values().get(pk=story.pk)
    changed = dict(after.items() ^ before.items()).keys()
    assert changed == {*typed_columns(Story), "body_html", "body_text", "word_count"}
    assert AuditEntry.objects.count() == entries


def test_the_report_says_which_columns_of_how_many_rows_and_nothing_of_what_stood_there(
    caplog: pytest.LogCaptureFixture,
) -> None:
    old_newsroom()
    said = by_command()
    assert "articles_author: 1 of 1 rows cleaned (biography 1, name 1, position 1).\n" in said
    assert (
        "articles_relatedlink: 1 of 1 rows cleaned (external_url 1, headline 1, kicker 1, summary 1).\n"
        in said
    )
    assert not any(word in said + caplog.text for word in (NEW, "reporter", "example"))


def test_a_second_run_finds_nothing_to_do() -> None:
    old_newsroom()
    by_command()
    assert all(": 0 of " in line for line in by_command().splitlines())


def test_stopped_between_two_batches_it_has_kept_the_first_and_goes_on_when_it_is_run_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(5):
        make_author(name=OLD, slug=f"a{number}")
    whole, seen = stored_text._clean_row, []

    def stopped(row: Author, *rest: Any) -> None:
        seen.append(row)
        if len(seen) == 4:
            raise KeyboardInterrupt
        whole(row, *rest)

    monkeypatch.setattr(stored_text, "_clean_row", stopped)
    with pytest.raises(KeyboardInterrupt):
        clean_rows(Author, batch=2)
    assert Author.objects.filter(name=NEW).count() == 2
    assert clean_rows(Author, batch=2).changed == 3
    assert Author.objects.filter(name=NEW).count() == 5


def test_what_cannot_stand_clean_stays_and_is_named_by_its_number() -> None:
    nameless = make_author(name="\u200b", slug="nameless")
    make_user("editor", name="nina")
    twin = User.objects.create(username="ni\u200bna", first_name=OLD)
    live = make_story(headline="\u200b", kicker=OLD)
    # Composed it is longer: these two letters have no form of their own.
    long = make_topic(name="\u0958" * 80)
    said = by_command()
    assert f"left as they are: {nameless.pk} (name)." in said
    assert f"left as they are: {twin.pk} (username)." in said
    assert f"left as they are: {live.pk} (headline)." in said
    assert f"left as they are: {long.pk} (name)." in said
    for row in (nameless, twin, live):
        row.refresh_from_db()
    assert (nameless.name, twin.username, live.headline) == ("\u200b", "ni\u200bna", "\u200b")
    assert (twin.first_name, live.kicker) == (NEW, NEW)


def test_a_draft_of_which_nothing_could_be_seen_has_no_headline_then() -> None:
    draft = make_story("draft", headline="\u200b")
    by_command()
    draft.refresh_from_db()
    assert not draft.headline
