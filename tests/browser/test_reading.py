"""Reading the paper by other means than a wide window, a mouse and scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from articles.models import Story
from tests import pages, paper
from tests.browser.conftest import SignIn
from tests.browser.narrow import PHONE, SIDEWAYS
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser

# Where the focus is now: what it is on, and what is wrong with how that shows. The mark of the focus may
# stand on the element, on what is drawn before or after it, or on what holds it.
FOCUS = """async () => {
  // The browser scrolls to the focus with the next picture that it draws.
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  const element = document.activeElement
  if (!element || element === document.body) return null
  const label = `${element.localName} ${(element.textContent || element.name || "").trim().slice(0, 40)}`
  const faults = []
  const box = element.getClientRects()[0] || {width: 0, height: 0, left: 0, top: 0}
  const x = box.left + Math.min(box.width, 80) / 2, y = box.top + Math.min(box.height, 80) / 2
  const above = document.elementFromPoint(x, y)
  if (!box.width || x < 0 || y < 0 || x > innerWidth || y > innerHeight)
    faults.push(`out of sight at ${Math.round(x)}, ${Math.round(y)}`)
  else if (above && !element.contains(above) && !above.contains(element))
    faults.push(`under ${above.outerHTML.slice(0, 80)}`)
  const holders = [element]
  while (holders.length < 5 && holders.at(-1).parentElement) holders.push(holders.at(-1).parentElement)
  const looks = () => JSON.stringify(holders.flatMap(one => [null, "::before", "::after"].map(part => {
    const style = getComputedStyle(one, part)
    return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor]
  })))
  const focused = looks()
  // The browser marks the parts of a date itself, one after the other; they must not begin again.
  if (["date", "time"].includes(element.type)) return {label, faults}
  element.blur()
  if (focused === looks()) faults.push("without a mark")
  element.focus({preventScroll: true})
  return {label, faults}
}"""
# What readers with poor sight set for themselves, and a wide font where ours is missing.
SPACED = """* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important;
  font-family: "DejaVu Sans", Verdana, sans-serif !important } p { margin-bottom: 2em !important }"""
MOST_STOPS = 400


def walk(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab through the whole page, and return what the focus was on and what was wrong there."""
    page.emulate_media(reduced_motion="reduce")
    stops: list[str] = []
    faults: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found is None:
            return stops, faults
        stops.append(found["label"])
        faults += [f"{found['label']}: {fault}" for fault in found["faults"]]
    raise AssertionError(f"the focus never leaves the page: {stops[-3:]}")


@pytest.fixture
def story(site: str) -> Story:
    return paper.publish()


def test_skip_link_comes_first_and_leads_past_the_masthead(page: Page, story: Story) -> None:
    page.goto(story.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 720}], ids=["phone", "desktop"])
def test_focus_is_always_seen(page: Page, story: Story, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    for path in ("/", story.get_absolute_url(), "/category/regions/"):
        page.goto(path)
        stops, faults = walk(page)
        assert len(stops) > 15
        assert not faults, "\n".join([path, *faults])


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 720}], ids=["phone", "desktop"])
def test_focus_is_always_seen_at_the_desk(
    page: Page, story: Story, sign_in: SignIn, size: ViewportSize
) -> None:
    sign_in(page, "editor")
    page.set_viewport_size(size)
    for path in ("/admin/articles/story/", f"/admin/articles/story/{story.pk}/change/"):
        page.goto(path)
        stops, faults = walk(page)
        assert len(stops) > 15
        assert not faults, "\n".join([path, *faults])


def test_planted_faults_of_the_focus_are_found(page: Page, story: Story) -> None:
    page.goto("/")
    page.evaluate(
        "const veil = document.createElement('div'); document.body.append(veil);"
        "veil.style.cssText = 'position: fixed; inset: 0; background: white';"
        "document.querySelectorAll('.sections a').forEach(link => link.style.outline = '0 none')"
    )
    faults = "\n".join(walk(page)[1])
    assert "under" in faults
    assert "without a mark" in faults


def test_reading_works_without_scripts(new_context: Callable[..., BrowserContext], story: Story) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name=story.headline).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(story.headline)
    expect(page.get_by_text("nine captains", exact=True)).to_be_visible()
    expect(page.locator("main picture img").first).to_be_visible()
    page.get_by_role("link", name="Grain").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Grain")
    before = page.locator("main h2, main h3").all_inner_texts()
    page.get_by_role("link", name=re.compile("^Before ")).click()
    assert set(page.locator("main h2, main h3").all_inner_texts()) - set(before)


@pytest.mark.parametrize(
    "style", [SPACED, "html { font-size: 200% !important }"], ids=["wide", "twice as large"]
)
def test_pages_fit_a_phone_with_other_letters(
    new_context: Callable[..., BrowserContext], story: Story, complaints: Complaints, style: str
) -> None:
    complaints.allow_answers(pages.public_pages())
    page = new_context(bypass_csp=True, viewport=PHONE).new_page()
    too_wide = []
    # The text edition has no style sheet, which alone could break a long word of a headline.
    for shown in (one for one in pages.public_pages() if not one.name.startswith("lite")):
        page.goto(shown.url)
        page.add_style_tag(content=style)
        if (over := page.evaluate(SIDEWAYS)) > 0:
            too_wide.append(f"{shown}: {over} pixels")
    assert too_wide == []
