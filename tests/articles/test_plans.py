"""With a hundred thousand stories every list is read along an index: no scan, no long loop, few buffers."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Author, Byline, Category, Story, StoryTopic, Topic
from newsroom.demo.content.loader import load
from newsroom.demo.content.seeding import Seeder
from tests.builders import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STORIES = 100_000
LARGE = {"articles_story", "articles_byline", "articles_storytopic", "articles_relatedlink"}
LOOPS = 1_000
BUFFERS = 600
# A count at the desk stops at ten thousand rows, each of which it has to see, in a page of the table each.
COUNTED = 45_000
# A sitemap takes some steps along two indexes for each month of twenty years, or has all stories of a month.
WALKED = 6_000


@pytest.fixture
def old_paper() -> dict[str, str]:
    """A paper of a hundred thousand stories, with subjects that are common, rare or dead; URLs by name."""
    with override_settings(DEMO=True):
        load()
        Seeder(STORIES).seed()
    oldest = Story.objects.live().filter(language="en").order_by("publish_at")
    tenth = list(oldest.values_list("pk", flat=True)[: STORIES // 14])
    rare, dead = (Topic.objects.create(name=name, slug=name, language="en") for name in ("rare", "dead"))
    StoryTopic.objects.bulk_create(StoryTopic(story_id=pk, topic=rare) for pk in tenth[:5])
    StoryTopic.objects.bulk_create(StoryTopic(story_id=pk, topic=dead) for pk in tenth if pk % 5 < 2)
    gone, few, both = (Author.objects.create(name=name, slug=name) for name in ("gone", "few", "both"))
    Byline.objects.bulk_create(Byline(story_id=pk, author=gone) for pk in tenth if pk % 5 < 2)
    english = Story.objects.filter(language="en").values_list("pk", flat=True)
    Byline.objects.bulk_create(Byline(story_id=pk, author=few) for pk in english if pk % 5 == 0)
    russian = Story.objects.live().filter(language="ru").order_by("publish_at")
    Byline.objects.bulk_create(Byline(story=story, author=few) for story in russian[:3])
    Byline.objects.bulk_create(
        Byline(story_id=pk, author=both, role=role)
        for pk in tenth[:2000]
        for role in ("writer", "photographer")
    )
    closed = Category.objects.create(name="Closed", slug="closed", language="en", order=99)
    Story.objects.filter(pk__in=tenth[:100]).update(category=closed)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return readers_pages() | desk_pages()


def readers_pages() -> dict[str, str]:
    """Return a page of each kind of list, first and deep."""
    deep = (timezone.now() - datetime.timedelta(days=365 * 11)).strftime("%Y-%m-%d")
    topic = StoryTopic.objects.filter(topic__language="en").first()
    byline = Byline.objects.filter(language="en").first()
    assert topic
    assert byline
    lists = {
        "latest": "/latest/",
        "Russian latest": "/ru/latest/",
        "category": "/category/news/",
        "closed category": "/category/closed/",
        "topic": f"/topic/{topic.topic.slug}/",
        "rare topic": "/topic/rare/",
        "dead topic": "/topic/dead/",
        "author": f"/author/{byline.author.slug}/",
        "dead author": "/author/gone/",
        "author of few in this language": "/ru/author/few/",
        "author of many": "/author/few/",
        "author in two roles": "/author/both/",
    }
    newest = Story.objects.live().newest()
    stories = {
        "newest story": newest[0],
        "oldest story": newest.last(),
        "story of a dead topic": newest.filter(story_topics__topic__slug="dead")[0],
    }
    pages = archive_pages(newest[0], newest.reverse()[0])
    pages |= {"front": "/", "Russian front": "/ru/"} | lists
    pages |= {f"{name}, deep": f"{url}?date={deep}" for name, url in lists.items()}
    pages |= files(lists)
    return pages | {name: story.get_absolute_url() for name, story in stories.items() if story}


def files(lists: dict[str, str]) -> dict[str, str]:
    """Return what programs ask for: feeds of these lists and of the whole, and sitemaps."""
    lists = {name: url for name, url in lists.items() if "dead" not in name and "latest" not in name}
    pages = {f"feed of {name}": f"{url}rss.xml" for name, url in lists.items()}
    pages |= {"feed": "/rss.xml", "feed of corrections": "/corrections/atom.xml"}
    month = timezone.now() - datetime.timedelta(days=365 * 11)
    pages |= {"sitemap": "/sitemap.xml", "sitemap of a month": f"/sitemaps/{month:%Y-%m}.xml"}
    # That of other pages is left out: it takes a step for each topic and author, and none for a story.
    return pages | {"sitemap of news": "/sitemaps/news.xml"}


def archive_pages(*stories: Story) -> dict[str, str]:
    """Return the archive, and year, month and day of each of the stories."""
    spans = (("year", "%Y"), ("month", "%Y/%m"), ("day", "%Y/%m/%d"))
    found = {
        f"{name} of {story.publish_at:%Y}": f"/archive/{story.publish_at:{form}}/"
        for story in stories
        for name, form in spans
    }
    russian = {f"Russian {name}": f"/ru{url}" for name, url in found.items()}
    return {"archive": "/archive/", "Russian archive": "/ru/archive/"} | found | russian


def desk_pages() -> dict[str, str]:
    """Return the desk's lists in every tab and filter."""
    base = "/admin/articles/story/"
    states = ("drafts", "in_review", "ready", "scheduled", "embargoed", "live", "expired", "withdrawn")
    numbers = {
        "author": Author.objects.get(slug="few").pk,
        "topic": Topic.objects.get(slug="dead").pk,
        "category__id__exact": Category.objects.get(slug="closed").pk,
    }
    pages = {"desk": "/admin/", "desk list": base, "desk list, page 200": f"{base}?p=200"}
    pages |= {f"desk tab {state}": f"{base}?state={state}" for state in states}
    pages |= {f"desk filter {name}": f"{base}?{name}={number}" for name, number in numbers.items()}
    pages |= {f"desk {name}s": f"/admin/articles/{name}/" for name in ("author", "topic")}
    return pages | {"desk categories": "/admin/articles/category/"}


def test_every_list_is_read_along_an_index(old_paper: dict[str, str], client: Client) -> None:
    client.force_login(make_user("editor"))
    found = [f"{name}: {fault}" for name, url in old_paper.items() for fault in faults(client, url, name)]
    assert not found, "\n".join(found)


def faults(client: Client, url: str, name: str) -> Iterator[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200, url
    for query in asked.captured_queries:
        sql = query["sql"]
        if not sql.startswith(("SELECT", "(SELECT", "WITH")) or not any(table in sql for table in LARGE):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
            [plan] = cursor.fetchone()[0]
        most = {"desk": COUNTED, "sitemap": WALKED}.get(name.partition(" ")[0], BUFFERS)
        if (read := _buffers(plan["Plan"])) > most:
            yield f"{read} buffers: {sql[:200]} … {sql[-200:]}"
        for node in _nodes(plan["Plan"]):
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE and _seen(node) > most // 4:
                yield f"sequential scan of {node['Relation Name']}: {sql[:200]} … {sql[-200:]}"
            if node["Actual Loops"] > LOOPS and not name.startswith("desk"):
                yield f"{node['Actual Loops']} loops of {node['Node Type']}: {sql[:200]} … {sql[-200:]}"


def _buffers(plan: dict[str, Any]) -> int:
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _seen(node: dict[str, Any]) -> int:
    """Return how many rows a node looked at; a count that stops may look at the table itself."""
    return int((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"])


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)
