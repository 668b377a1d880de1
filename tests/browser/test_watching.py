"""The watch over the browser itself: each kind of complaint is planted, and found."""

import pytest
from django.http import HttpResponse
from django.urls import path
from playwright.sync_api import Page

from newsroom import urls as real
from tests.browser.conftest import SignIn
from tests.browser.watching import Complaints

pytestmark = pytest.mark.browser

PLANTED = """<!doctype html><title>planted</title>
<link rel="icon" href="/static/admin/img/icon-yes.svg"><style>body { color: red }</style>
<img src="https://elsewhere.example/pixel.gif" alt=""><script src="/planted.js"></script>"""

urlpatterns = [
    *real.urlpatterns,
    path("planted", lambda request: HttpResponse(PLANTED)),
    path("planted.js", lambda request: HttpResponse("throw Error('oh')", content_type="text/javascript")),
]
handler404 = getattr(real, "handler404", "django.views.defaults.page_not_found")


@pytest.mark.urls(__name__)
def test_a_page_that_misbehaves_is_heard(page: Page, complaints: Complaints) -> None:
    complaints.allow("icon-yes.svg")  # may arrive after the others; served by its hashed name alone
    page.goto("/planted")
    said = "\n".join(complaints.left())
    complaints.heard.clear()
    assert "request to another host: https://elsewhere.example/pixel.gif" in said or "img-src" in said
    assert "style-src" in said
    assert "script: oh" in said


def test_a_signed_in_editor_reaches_the_desk_over_http(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "editor")
    answer = page.goto("/admin/")
    assert answer
    assert answer.status == 200
    assert page.url.endswith("/admin/")


def test_groups_are_there_again_after_a_test_that_committed(page: Page, sign_in: SignIn) -> None:
    user = sign_in(page, "editor")
    assert user.has_perm("articles.edit_any_story")


def test_static_files_come_with_hashes_and_for_a_year(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "editor")
    with page.expect_response(lambda answer: ".css" in answer.url) as found:
        page.goto("/admin/")
    assert "max-age=315360000, public, immutable" in found.value.headers["cache-control"]
