"""Uploads wait in a lane of their own, so that stories are saved while pictures are decoded."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client, RequestFactory

from newsroom import serving
from newsroom.core.web.handler import Handler
from newsroom.core.web.lanes import Lane
from tests.builders import make_user

UPLOAD = "/admin/articles/photo/add/"


def posted(handler: Handler, path: str, client: Client) -> str:
    """Return the status of a form that is sent through the handler."""
    requests = RequestFactory(headers={"cookie": f"sessionid={client.cookies['sessionid'].value}"})
    statuses: list[str] = []

    def start(status: str, *_more: Any) -> None:
        statuses.append(status)

    list(handler(requests.post(path, {"end": "1"}).environ, start))
    return statuses[0]


@pytest.mark.django_db(transaction=True)
def test_while_pictures_fill_their_lane_other_forms_of_the_desk_are_answered(client: Client) -> None:
    client.force_login(make_user("editor"))
    lanes = serving.lanes()
    assert list(lanes.uploads) == [UPLOAD]
    lanes = replace(lanes, uploads={UPLOAD: Lane(1)})
    handler = Handler(lanes, most=9000, most_of_colleagues=9000, whole=9000)
    with lanes.uploads[UPLOAD].turn():
        assert posted(handler, UPLOAD, client).startswith("503")
        assert not posted(handler, "/admin/articles/story/add/", client).startswith("503")
    assert not posted(handler, UPLOAD, client).startswith("503")
