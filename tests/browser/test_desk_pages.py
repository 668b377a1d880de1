"""Pages of the desk in a real browser: axe finds nothing, the policy stops nothing, nothing scrolls sideways.

The page of a story has its own test.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import BrowserContext, Page, expect

from articles import photos
from articles.models import Photo
from tests.articles.pictures import picture
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints
from tests.builders import PASSWORD, STATES, make_author, make_story, make_topic

LOOKS = [(320, "dark"), (1440, "light")]
SECOND = "/account/second-factor/"
PAGES = (
    "/admin/",
    "/admin/articles/story/?state=live",
    "/admin/articles/story/?q=nothing",
    "/admin/articles/photo/",
    "/admin/articles/photo/add/",
    "/admin/articles/photo/{photo}/change/",
    "/admin/articles/photo/{photo}/delete/",
    "/admin/articles/author/",
    "/admin/articles/author/add/",
    "/admin/articles/author/{author}/change/",
    "/admin/articles/topic/{topic}/delete/",
    "/admin/articles/topic/{topic}/history/",
    "/admin/articles/category/",
    "/admin/core/user/",
    "/admin/core/user/add/",
    "/admin/core/user/{user}/change/",
    "/admin/auth/group/{group}/change/",
    "/admin/core/auditentry/",
    "/account/",
    "/account/password/",
    SECOND,
    f"{SECOND}totp/activate/",
    f"{SECOND}webauthn/add/",
)


def findings(page: Page) -> list[str]:
    """Return what axe finds. It must not load style sheets a second time: their imports would go astray."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{page.url} {each['id']}: {each['nodes'][0]['target']}" for each in found]


def scrolls_sideways(page: Page) -> list[str]:
    width, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{page.url} is {width} wide"] if width > seen else []


def furnish() -> dict[str, int]:
    """Make one row of everything that the desk shows."""
    photo = Photo(alt="Cranes.", credit="MT", caption="Cranes at the port.")
    photos.store(photos.check(SimpleUploadedFile("a.jpg", picture())), photo=photo)
    photo.save()
    author = make_author(photo=photo)
    for state in STATES:
        make_story(state, lead_image=photo)
    return {"photo": photo.pk, "author": author.pk, "topic": make_topic().pk}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_the_desk_are_clean_in_every_look(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, width: int, scheme: str
) -> None:
    page = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    page.goto("/admin/login/")
    found = findings(page) + scrolls_sideways(page)
    user = sign_in(page)
    user.is_superuser = True
    user.save()
    numbers = furnish() | {"user": user.pk, "group": user.groups.get().pk}
    page.goto(f"/account/confirm/?next={SECOND}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(f"**{SECOND}")
    for url in PAGES:
        page.goto(url.format(**numbers))
        found += findings(page) + scrolls_sideways(page)
    assert not found, "\n".join(found)


@pytest.mark.browser
def test_somebody_logs_in_by_keyboard_alone_and_opens_a_story(
    new_context: Callable[..., BrowserContext], sign_in: SignIn
) -> None:
    page = new_context().new_page()
    user = sign_in(page)
    page.context.clear_cookies()
    make_story("in_review", headline="Ferries")
    page.goto("/admin/articles/story/?state=in_review")
    expect(page.locator("#id_login")).to_be_focused()
    page.keyboard.type(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/story/?state=in_review")
    link = page.get_by_role("link", name="Ferries")
    for _turn in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")


@pytest.mark.browser
def test_a_form_whose_token_is_gone_is_sent_again_with_every_word(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    page = new_context().new_page()
    sign_in(page)
    page.goto("/admin/articles/topic/add/")
    page.get_by_label("Name", exact=True).fill("Grain & bread")
    page.get_by_label("Introduction").fill("First line\n\n  “second”")
    page.context.clear_cookies(name="csrftoken")
    complaints.allow("403")
    page.get_by_role("button", name="Save").click()
    assert findings(page) == []
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("link", name="Grain & bread").first.click()
    assert page.get_by_label("Introduction").input_value() == "First line\n\n  “second”"
