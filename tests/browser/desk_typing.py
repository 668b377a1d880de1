"""Keyboard actions of an editor on the desk's form."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Locator, Page, expect

BODY = ".ProseMirror[contenteditable=true]"


def pick(page: Page, field: Locator, text: str) -> None:
    """Search in a picker and take the result with that text, with the keyboard alone."""
    field.focus()
    page.keyboard.press("Enter")
    page.keyboard.type(text)
    expect(page.locator(".select2-results__option--highlighted", has_text=text)).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_contain_text(text)


def go_to_the_end(page: Page) -> None:
    """Put the cursor at the end of the text.

    The editor sets its own cursor 20 ms after it has the focus; a timer that is set later ends later.
    """
    page.locator(BODY).focus()
    page.evaluate("() => new Promise((done) => setTimeout(done, 60))")
    page.keyboard.press("Control+End")


def add_row(page: Page, group: str) -> Locator:
    """Add a row to a list and return it."""
    rows = page.locator(f"#{group}-group .inline-related:not(.empty-form)")
    number = rows.count()
    page.locator(f"#{group}-group .add-row a").press("Enter")
    expect(rows).to_have_count(number + 1)
    return rows.nth(number)


def picker(row: Locator) -> Locator:
    """Return the box of the row's picker."""
    return row.locator(".select2-selection").first


def fill_by_keys(page: Page, name: str, text: str) -> None:
    page.locator(f"#id_{name}").focus()
    page.keyboard.type(text)


def upload_of(picture: bytes) -> SimpleUploadedFile:
    """Return a picture as a form gets it."""
    return SimpleUploadedFile("IMG_0042.JPG", picture, "image/jpeg")


def upload(page: Page, picture: bytes, *, alt: str, caption: str, credit: str) -> None:
    """Upload a photo in the window that the picker of the lead image opens."""
    with page.expect_popup() as opened:
        page.locator("#add_id_lead_image").press("Enter")
    window = opened.value
    window.locator("#id_file").set_input_files(
        {"name": "IMG_0042.JPG", "mimeType": "image/jpeg", "buffer": picture}
    )
    for name, text in (("alt", alt), ("caption", caption), ("credit", credit)):
        window.locator(f"#id_{name}").focus()
        window.keyboard.type(text)
    with window.expect_event("close"):
        window.keyboard.press("Enter")
    expect(page.locator("#select2-id_lead_image-container")).to_contain_text(alt)
