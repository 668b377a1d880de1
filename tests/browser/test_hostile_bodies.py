"""What an editor's account can send as a body is published, read and opened again: nothing of it runs.

The pages are opened without the policy that would stop scripts anyway, so the body must be safe by itself.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from articles.models import RelatedLink, Story
from donations.models import Appeal
from tests import builders
from tests.articles.desk_form import ADD, change, opened
from tests.articles.hostile_bodies import HOSTILE_BODIES
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints
from tests.pages import desk_pages, public_pages

pytestmark = pytest.mark.browser

# What would run once somebody clicks, points or scrolls, as the browser understood the page.
ARMED = """() => [...document.querySelectorAll("main *")].flatMap(element => [
  ...[...element.attributes].filter(one => one.name.startsWith("on") || one.name === "style"
    || one.name.startsWith("src")).map(one => `${element.localName} ${one.name}`),
  ...(element.protocol && !["http:", "https:", "mailto:"].includes(element.protocol) ? [element.href] : []),
  ...(element.matches("script, style, iframe, object, embed, form") ? [element.localName] : []),
])"""
PWNED = "() => window.pwned"
PUBLISHED = 302


@pytest.fixture
def editor(site: str) -> Client:
    client = Client()
    client.force_login(builders.make_user("editor"))
    return client


@pytest.fixture
def unguarded(new_context: Callable[..., BrowserContext], complaints: Complaints) -> Page:
    """A window that ignores the policy; icons that our own pages ask for may be missing."""
    return new_context(bypass_csp=True).new_page()


def test_nothing_runs_for_readers(editor: Client, unguarded: Page) -> None:
    category = builders.make_category()
    form = opened(editor, ADD) | {"category": category.pk, "act": "publish"}
    for number, (name, source) in enumerate(HOSTILE_BODIES):
        words: dict[str, Any] = {"headline": name, "slug": f"hostile-{number}", "body_source": source}
        token = f"00000000-0000-4000-8000-{number:012}"
        sent = editor.post(ADD, form | words | {"token": token})
        # Null bytes are cleaned away before the text is read as HTML: it is what it would be without them.
        assert sent.status_code == PUBLISHED, name
    armed = []
    for story in Story.objects.live().order_by("id"):
        unguarded.goto(story.get_absolute_url())
        assert unguarded.get_by_text("Still here.").first.is_visible(), story.headline
        if unguarded.evaluate(PWNED) or (found := unguarded.evaluate(ARMED)):
            armed.append(f"{story.headline}: {found}")
    assert Story.objects.live().count() >= 40
    assert armed == []


@pytest.mark.parametrize(("name", "source"), HOSTILE_BODIES[::9])
def test_nothing_runs_at_the_desk_where_a_refused_body_is_shown_again(
    name: str, source: str, unguarded: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("status of 422")
    sign_in(unguarded, "editor")
    unguarded.goto(ADD)
    unguarded.locator("#id_headline").fill(name)
    unguarded.evaluate("text => { document.querySelector('[name=body_source]').value = text }", source)
    unguarded.get_by_role("button", name="Publish now").click()
    unguarded.wait_for_selector(".errorlist, .errornote")
    assert unguarded.locator(".ProseMirror").first.get_by_text("Still here.").first.is_visible()
    assert unguarded.evaluate(PWNED) is None
    assert unguarded.locator("#id_headline").input_value() == name


def test_nothing_runs_where_a_kept_body_is_opened_again(
    editor: Client, unguarded: Page, sign_in: SignIn
) -> None:
    sign_in(unguarded, "editor")
    for name, source in HOSTILE_BODIES[::9]:
        story = builders.make_story("draft", headline=name, body_source=source)
        unguarded.goto(change(story))
        assert unguarded.locator(".ProseMirror").first.get_by_text("Still here.").first.is_visible()
        assert unguarded.evaluate(PWNED) is None


def put_everywhere(number: int, vector: str) -> None:
    """Store a vector past every form, in each text that a page of readers or of the desk could show."""
    short = vector.replace("\0", "")
    photo = builders.make_photo(alt=short[:300], caption=short, credit=short[:200])
    author = builders.make_author(slug=f"a{number}", name=short[:120], position=short[:120], biography=short)
    topic = builders.make_topic(slug=f"t{number}", name=short[:80], introduction=short)
    category = builders.make_category(slug=f"c{number}", name=short[:80], introduction=short)
    words: dict[str, Any] = {
        "headline": short[:250],
        "kicker": short[:60],
        "standfirst": short,
        "summary": short,
    }
    story = builders.make_story(
        authors=[author], topics=[topic], category=category, lead_image=photo, slug=f"s{number}", **words
    )
    pick = {name: words[name] for name in ("kicker", "headline", "summary")}
    RelatedLink.objects.create(story=story, external_url=f"https://example.org/{number}", order=0, **pick)
    Appeal.objects.create(
        placement="story_end", heading=short[:120], text=short, button=short[:60], priority=number
    )


@pytest.mark.slow
def test_nothing_runs_on_any_page_whatever_stands_in_any_text(
    unguarded: Page, new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.allow("status of 4")
    for number, (_name, vector) in enumerate(HOSTILE_BODIES):
        put_everywhere(number, vector)
    windows = {"": unguarded}
    stories = [story for story in Story.objects.order_by("id") if story.headline]
    addresses = [("", page.url) for page in public_pages()]
    addresses += [("", story.get_absolute_url()) for story in stories]
    addresses += [(page.role, page.url) for page in desk_pages()]
    addresses += [("editor", change(story)) for story in stories[::9]]
    armed = []
    for role, url in dict.fromkeys(addresses):
        if role not in windows:
            windows[role] = new_context(bypass_csp=True).new_page()
            sign_in(windows[role], role)
        windows[role].goto(url)
        if windows[role].evaluate(PWNED):
            armed.append(url)
    assert len(addresses) > len(HOSTILE_BODIES)
    assert armed == []
