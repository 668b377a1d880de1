"""pytest fixtures: an editor at the desk, and a reader over HTTPS, who must never get a cookie."""

from typing import Any

import pytest
from django.test import Client

from newsroom.core.models import User
from tests import builders
from tests.answers import Answer


class Reader(Client):
    """GETs pages; `page` gives the text of one that must be there."""

    def page(self, url: str, status: int = 200) -> str:
        answer = self.get(url)
        assert answer.status_code == status, f"{url}: {answer.status_code}"
        return answer.content.decode()

    def request(self, **request: Any) -> Answer:
        answer = super().request(**{"wsgi.url_scheme": "https"} | request)
        assert not answer.cookies, "a reader's page set a cookie"
        assert "cookie" not in answer.headers.get("Vary", "").lower(), "a reader's page varies by cookie"
        return answer


@pytest.fixture
def reader(db: None) -> Reader:
    return Reader()


@pytest.fixture
def editor() -> User:
    return builders.make_user("editor")


@pytest.fixture
def at_desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client
