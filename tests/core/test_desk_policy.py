"""What pages may load: the desk a little more than the readers' pages, and nobody anything from elsewhere."""

import pytest
from django.test import Client

from tests.answers import Answer
from tests.builders import make_story, make_user
from tests.urlconf import patterns

DESK = ("/admin/", "/admin/articles/story/", "/account/", "/admin/articles/photo/add/")
pytestmark = pytest.mark.django_db


def policy(answer: Answer) -> dict[str, str]:
    parts = answer["Content-Security-Policy"].split(";")
    return {name: rest for name, _space, rest in (part.strip().partition(" ") for part in parts)}


@pytest.mark.parametrize("path", DESK)
def test_the_desk_takes_scripts_from_itself_alone(client: Client, path: str) -> None:
    client.force_login(make_user("editor"))
    found = policy(client.get(path))
    assert found["script-src"].split()[0] == "'self'"
    assert not {"style-src", "style-src-attr"} & set(found)
    assert "unsafe" not in " ".join(found.values())
    assert (found["object-src"], found["base-uri"], found["frame-ancestors"]) == ("'none'",) * 3


def test_readers_pages_get_nothing_of_it(client: Client) -> None:
    make_story("live")
    found = policy(client.get("/"))
    assert not {"script-src", "style-src", "style-src-attr"} & set(found)


def test_no_page_of_the_desk_may_be_kept(client: Client) -> None:
    """A recovery code or the secret of a second factor would stay in the browser of a shared computer."""
    client.force_login(make_user("editor", is_superuser=True))
    kept = []
    for pattern in (pattern for pattern in patterns() if not pattern.parameters):
        url = pattern.url()
        if url.startswith(("/admin/", "/account/")) and not url.endswith("logout/"):
            said = client.get(url).get("Cache-Control", "")
            kept += [] if "no-store" in said else [f"{url} {said}"]
    assert kept == []
