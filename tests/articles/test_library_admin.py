"""Admin of authors, categories and topics."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from articles.models import Author, Category, Topic
from newsroom.core.models import AuditEntry
from tests.builders import make_author, make_category, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db
AUTHORS = "/admin/articles/author/"
MODELS: dict[str, Any] = {"author": Author, "category": Category, "topic": Topic}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor"))
    return client


def typed(model: str, **words: object) -> dict[str, object]:
    more = {} if model == "author" else {"language": "en", "order": 0}
    return {"name": "Name", "slug": ""} | more | words


def url(model: str, thing: Model | None = None, verb: str = "add") -> str:
    number = f"{thing.pk}/" if thing else ""
    return f"/admin/articles/{model}/{number}{verb}/"


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("name", "slug"),
    [("Arts & Life", "arts-life"), ("Выборы в Думу", "vybory-v-dumu"), ("北京", "beijing"), ("!!!", None)],
)
def test_the_words_of_an_address_are_made_from_the_name_in_any_script(
    editor: Client, model: str, name: str, slug: str | None
) -> None:
    assert editor.post(url(model), typed(model, name=name)).status_code == 302
    made = MODELS[model].objects.get(name=name)
    assert made.slug == (slug or model)


@pytest.mark.parametrize("model", MODELS)
def test_the_second_of_the_same_name_gets_a_number(editor: Client, model: str) -> None:
    for _turn in range(3):
        editor.post(url(model), typed(model, name="Grain"))
    assert sorted(MODELS[model].objects.values_list("slug", flat=True)) == ["grain", "grain-2", "grain-3"]


def test_languages_do_not_take_words_from_each_other(editor: Client) -> None:
    for language in ("en", "ru"):
        editor.post(url("topic"), typed("topic", name="Война", language=language))
    assert list(Topic.objects.values_list("slug", flat=True)) == ["voyna", "voyna"]


@pytest.mark.parametrize("model", MODELS)
def test_typed_words_that_somebody_has_are_refused_and_the_name_stays(editor: Client, model: str) -> None:
    make = {"author": make_author, "category": make_category, "topic": make_topic}[model]
    make(name="Old", slug="old")
    answer = editor.post(url(model), typed(model, name="New & kept", slug="old"))
    assert answer.status_code == 422
    assert "New &amp; kept" in answer.content.decode()
    assert MODELS[model].objects.count() == 1


def test_the_address_of_what_exists_changes_where_another_is_typed_and_stays_where_none_is(
    editor: Client,
) -> None:
    author = make_author()
    for slug, left in (("", "nina-feldt"), ("other", "other")):
        editor.post(url("author", author, "change"), typed("author", name=f"Nina {slug}", slug=slug))
        author.refresh_from_db()
        assert author.slug == left
    changed = [entry.details["changed"] for entry in AuditEntry.objects.filter(act="author.change")]
    assert sorted(changed) == [["name"], ["name", "slug"]]


@pytest.mark.parametrize("model", MODELS)
def test_what_stories_use_is_not_deleted_and_the_stories_are_named(editor: Client, model: str) -> None:
    author, topic, category = make_author(), make_topic(), make_category()
    story = make_story("draft", headline="Ferries", topics=[topic], authors=[author], category=category)
    thing = {"author": author, "category": category, "topic": topic}[model]
    answer = editor.post(url(model, thing, "delete"), {"post": "yes"})
    assert answer.status_code == 409
    assert f'<a href="/admin/articles/story/{story.pk}/change/">Ferries</a>' in answer.content.decode()
    story.delete()
    assert editor.post(url(model, thing, "delete"), {"post": "yes"}).status_code == 302
    assert AuditEntry.objects.get(act=f"{model}.delete").target_id == str(thing.pk)


@pytest.mark.parametrize("model", MODELS)
def test_words_for_what_somebody_deleted_come_back_as_the_form_of_a_new_one(
    editor: Client, model: str
) -> None:
    thing = {"author": make_author, "category": make_category, "topic": make_topic}[model]()
    MODELS[model].objects.all().delete()
    answer = editor.post(url(model, thing, "change"), typed(model, name="Typed & kept"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed &amp; kept" in page
    assert "Somebody deleted this in the meantime." in page
    assert f'action="{url(model)}"' in page
    editor.post(url(model), typed(model, name="Typed & kept"))
    assert MODELS[model].objects.get().slug == "typed-kept"


def test_a_form_that_changes_nothing_leaves_no_trace(editor: Client) -> None:
    author = make_author()
    answer = editor.post(url("author", author, "change"), typed("author", name=author.name))
    assert answer.status_code == 302
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("model", MODELS)
def test_the_list_counts_stories_and_leads_to_them(editor: Client, model: str) -> None:
    author, topic, category = make_author(), make_topic(), make_category()
    for turn in range(2):
        make_story("live", headline=f"One {turn}", topics=[topic], authors=[author], category=category)
    make_story("live", headline="Elsewhere", authors=[], category=make_category(slug="else"))
    page = editor.get(f"/admin/articles/{model}/").content.decode()
    link = page.partition(">2 stories</a>")[0].rpartition('href="')[2].rstrip('"')
    found = editor.get(link).content.decode()
    assert "One 0" in found
    assert "Elsewhere" not in found


def test_long_lists_of_uses_are_cut_with_a_count(editor: Client) -> None:
    topic = make_topic()
    for _turn in range(22):
        make_story("draft", topics=[topic])
    assert "2 more stories" in editor.get(url("topic", topic, "delete")).content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_a_reporter_picks_from_the_library_and_changes_nothing(client: Client, model: str) -> None:
    make = {"author": make_author, "category": make_category, "topic": make_topic}[model]
    thing = make()
    client.force_login(make_user("reporter"))
    assert client.get(f"/admin/articles/{model}/").status_code == 200
    assert client.get(url(model)).status_code == 403
    assert client.post(url(model, thing, "change"), typed(model)).status_code == 403
    assert client.get(url(model, thing, "delete")).status_code == 403


def test_search_finds_a_name_in_any_case(editor: Client) -> None:
    make_author(name="Тимур Осин", slug="timur-osin")
    make_author()
    page = editor.get(AUTHORS, {"q": "ОСИН"}).content.decode()
    assert "Тимур Осин" in page
    assert "Nina Feldt" not in page


def test_history_names_who_did_what(editor: Client) -> None:
    editor.post(url("author"), typed("author", name="Nina"))
    author = Author.objects.get()
    editor.post(url("author", author, "change"), typed("author", name="Nina Feldt"))
    page = editor.get(url("author", author, "history")).content.decode()
    for words in ("author.create", "author.change", "<td>name</td>", "<td>editor</td>"):
        assert words in page


@pytest.mark.parametrize("photo", ["x", "9" * 5000, "-1", "a\0b"])
def test_a_portrait_that_is_no_number_is_refused_with_the_words_kept(editor: Client, photo: str) -> None:
    answer = editor.post(url("author"), typed("author", biography="Kept.", photo=photo))
    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()
    assert editor.get(url("author"), {"photo": photo}).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_a_reporter_is_told_the_number_of_stories_without_the_hidden_ones(client: Client, model: str) -> None:
    client.force_login(make_user("reporter", name="somebody-else"))
    for state in ("draft", "scheduled", "withdrawn"):
        make_story(state, topics=[make_topic()])
    assert "none" in client.get(f"/admin/articles/{model}/").content.decode()
    make_story("live", topics=[make_topic()])
    assert "1 story" in client.get(f"/admin/articles/{model}/").content.decode()
