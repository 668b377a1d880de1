"""Client for the desk's form: fills it in and sends it over HTTP, as a browser without scripts would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

ADD = "/admin/articles/story/add/"


def change(story: Any) -> str:
    return f"/admin/articles/story/{story.pk}/change/"


class Form(HTMLParser):
    """Collect what a browser would send of the form with that id."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.values: dict[str, str] = {}
        # What people type letters into, by the kind of the field.
        self.texts: dict[str, str] = {}
        self.buttons: list[str] = []
        self.select = self.area = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if not self.inside:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "button" and name:
            self.buttons.append(value)
        elif tag == "textarea":
            self.area, self.values[name], self.texts[name] = name, "", "textarea"
        elif tag == "select":
            self.select, self.values[name] = name, ""
        elif tag == "option" and "selected" in given:
            self.values[self.select] = value
        elif tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.values[name] = value
            if given.get("type", "text") in ("text", "email", "url"):
                self.texts[name] = given.get("type", "text")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            # Browsers drop the one newline that follows the tag.
            self.values[self.area] += data


def read(response: Any, form_id: str = "story_form") -> Form:
    form = Form(form_id)
    form.feed(response.content.decode())
    form.values = {name: value.removeprefix("\n").removeprefix("\r\n") for name, value in form.values.items()}
    return form


def opened(client: Client, url: str) -> dict[str, str]:
    """Open a form and return what it would send unchanged."""
    # The address of an empty form leads to one with a token.
    response = client.get(url, follow=url == ADD)
    assert response.status_code == 200, response.status_code
    return {name: value for name, value in read(response).values.items() if name and "__prefix__" not in name}


def rows(prefix: str, *given: dict[str, Any]) -> dict[str, str]:
    """Return the form fields of a whole list: `rows("bylines", {"author": 3})`."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": str(value) for name, value in ({"order": number} | row).items()}
    return sent


def send(client: Client, url: str, act: str = "write", **typed: Any) -> Any:
    """Open the form, type over it and press the button of that act."""
    return client.post(url, opened(client, url) | typed | {"act": act})
