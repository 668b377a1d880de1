"""What keeping words costs while a story of 20,000 characters is typed (`make typing`).

The server's CPU for keeping words beside opening the form, how long a key takes beside an editor whose words
nobody keeps, and what goes over the line in an hour. Fails where a bound is passed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.demo_site import demo_site
from tests.site_process import HOST

if TYPE_CHECKING:
    from django.test import Client

    from articles.models import Story

MOST_OF_OPENING, MOST_OF_A_KEY = 0.15, 1.1
PARAGRAPHS = 50  # of 400 characters
RUNS = 60
# Four words of one turn, and turns: with and without keeping by turns, so that a busy machine slows both.
WORDS, TURNS = 8, 6
DELAY = 70  # milliseconds between two keys
# From the key to the end of all that it set off in the page.
LISTEN = """() => {
  window.took = []
  addEventListener("keydown", (event) => {
    const done = new MessageChannel()
    done.port1.onmessage = () => window.took.push(performance.now() - event.timeStamp)
    done.port2.postMessage(0)
  }, true)
}"""


def main() -> int:
    """Print the figures and return 1 if one is too high."""
    with demo_site("typing") as site:
        story = long_story()
        opening, keeping = server(story)
        kept, bare, sizes, seconds = typing(site, story, session())
    hour = sum(sizes[1:]) * 3600 / seconds
    say(f"server, p95 of CPU: form {opening * 1000:.0f} ms, words {keeping * 1000:.0f} ms")
    say(f"  {keeping / opening:.3f} of it, at most {MOST_OF_OPENING}")
    say(f"a key, p95: {kept:.1f} ms with keeping, {bare:.1f} ms without")
    say(f"  {kept / bare:.2f} times, at most {MOST_OF_A_KEY}")
    say(f"{len(sizes)} requests in {seconds:.0f} s of typing, {hour / 1e6:.2f} MB an hour")
    say(f"  the first of {sizes[0]} bytes, the longest after it of {max(sizes[1:])}")
    return int(keeping > MOST_OF_OPENING * opening or kept > MOST_OF_A_KEY * bare)


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def long_story() -> Story:
    from tests import builders

    paragraph = f"<p>{'The river is shut and so are the roads. ' * 10}</p>"
    return builders.make_story("draft", headline="Ice", body_source=paragraph * PARAGRAPHS)


def server(story: Story) -> tuple[float, float]:
    """Return p95 of the CPU that opening the form takes, and keeping its words."""
    from tests.articles.desk_form import change, opened
    from tests.articles.test_working_copies import WORDS, typed
    from tests.people import client_of

    client = client_of("editor")
    client.defaults["HTTP_HOST"] = HOST
    sent = typed(opened(client, change(story)), story)
    keep(client, WORDS, sent)
    opening, keeping = [], []
    for number in range(2, RUNS + 2):
        changed = one_key_more(sent, number)
        opening.append(timed(partial(client.get, change(story))))
        keeping.append(timed(partial(keep, client, WORDS, changed)))
    return p95(opening), p95(keeping)


def one_key_more(sent: dict[str, Any], number: int) -> dict[str, Any]:
    """Type a letter at the end of the text, and return what the page's script sends of it."""
    from articles.desk.typed_changes import checksum

    before = sent["data"]["body_source"][0]
    after = before.removesuffix("</p>") + "x</p>"
    sent["data"]["body_source"] = [after]
    cut = {"head": len(before) - 4, "text": "x", "tail": 4}
    changes = {"data": {"body_source": cut}, "since": number - 1, "sum": checksum(sent["data"])}
    return {**sent, **changes, "number": number}


def keep(client: Client, url: str, sent: dict[str, Any]) -> None:
    answer = client.post(url, json.dumps(sent), content_type="application/json").json()
    if answer["state"] != "kept":
        raise RuntimeError(f"the desk answers {answer}")


def timed(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def session() -> str:
    """Sign an editor in; while a browser runs, nobody here may ask the database."""
    from tests.people import client_of

    return client_of("editor").cookies["sessionid"].value


def typing(site: str, story: Story, session: str) -> tuple[float, float, list[int], float]:
    """Type with and without keeping; return p95 of a key in each, the sizes of requests, and the seconds."""
    from tests.browser.watching import launch

    took: dict[bool, list[float]] = {True: [], False: []}
    sizes: list[int] = []
    seconds = 0.0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        pages = {
            is_kept: opened_page(browser, site, story, session, is_kept=is_kept) for is_kept in (True, False)
        }
        pages[True].on("request", lambda sent: sizes.extend(size_of(sent)))
        for _turn in range(TURNS):
            for is_kept, page in pages.items():
                begun = time.monotonic()
                page.bring_to_front()
                page.keyboard.type("so are the roads " * WORDS, delay=DELAY)
                seconds += time.monotonic() - begun if is_kept else 0
        for is_kept, page in pages.items():
            took[is_kept] = page.evaluate("window.took")
        browser.close()
    return p95(took[True]), p95(took[False]), sizes, seconds


def opened_page(browser: Browser, site: str, story: Story, session: str, *, is_kept: bool) -> Page:
    """Open the form of the story, with the cursor at the end of the text."""
    from tests.browser.desk_typing import go_to_the_end

    context = browser.new_context(base_url=site)
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    if not is_kept:
        context.route("**/js/desk/keeping*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"/admin/articles/story/{story.pk}/change/")
    go_to_the_end(page)
    page.evaluate(LISTEN)
    return page


def size_of(sent: Request) -> list[int]:
    return [len(sent.post_data_buffer or b"")] if sent.url.endswith("/story/words/") else []


if __name__ == "__main__":
    sys.exit(main())
