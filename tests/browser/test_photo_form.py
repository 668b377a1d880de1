"""A photo whose file says who took it is added in two looks, without JavaScript and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from articles.models import Photo
from tests.articles.metadata import choice, with_xmp, xmp
from tests.browser.conftest import SignIn
from tests.browser.test_accessibility import faults
from tests.browser.watching import Complaints

SAYS = xmp(choice("dc:description", x_default="Cranes over the river"), ' photoshop:Credit="Nina Feldt / MT"')
FILE = FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=with_xmp(SAYS))


def offered(page: Page) -> None:
    """Choose the file, describe it, and send the form."""
    page.goto("/admin/articles/photo/add/")
    page.get_by_label("Picture", exact=True).set_input_files(FILE)
    page.get_by_label("What the picture shows").fill("Two cranes.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Caption")).to_have_value("Cranes over the river")
    expect(page.get_by_label("Credit")).to_have_value("Nina Feldt / MT")


@pytest.mark.browser
def test_what_the_file_says_is_read_changed_and_saved_without_javascript(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, complaints: Complaints
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, "reporter")
    complaints.allow("status of 422")
    offered(page)
    page.get_by_label("Caption").fill("Cranes")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/admin/articles/photo/")
    photo = Photo.objects.get()
    assert (photo.alt, photo.caption, photo.credit) == ("Two cranes.", "Cranes", "Nina Feldt / MT")


@pytest.mark.browser
def test_the_form_that_comes_back_is_accessible_and_fits_a_phone(
    page: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    sign_in(page, "reporter")
    complaints.allow("status of 422")
    offered(page)
    assert list(faults(page)) == []
