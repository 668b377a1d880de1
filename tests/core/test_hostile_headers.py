"""Headers that no browser sends: each page answers as ever, or refuses, and says nothing of them again."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
CANARY = "reader-of-ours"
LONG = f"{CANARY}," * 3000
PAGES = ("/", "/ru/", "/support/", "/admin/login/", "/nothing-here/", "/static/nothing.css")
HEADERS = {
    "languages without end": {"Accept-Language": LONG},
    "languages of one letter": {"Accept-Language": "-".join("a" * 8 for _ in range(900))},
    "encodings without end": {"Accept-Encoding": LONG},
    "encodings with wrong weights": {"Accept-Encoding": f"br;q=x, gzip;q=-1;{CANARY}, *;q=nan"},
    "tags without end": {"If-None-Match": ", ".join(f'"{CANARY}{n}"' for n in range(2000))},
    "a tag that never ends": {"If-None-Match": f'W/"{CANARY}'},
    "a day that is none": {"If-Modified-Since": f"{CANARY}, 99 Foo 99999 99:99:99 GMT"},
    "a day of another age": {"If-Modified-Since": "Mon, 01 Jan 0001 00:00:00 GMT"},
    "ranges without end": {"Range": "bytes=" + "0-0," * 3000},
    "cookies without end": {"Cookie": "; ".join(f"{CANARY}{n}=x" for n in range(2000))},
    "a cookie that is none": {"Cookie": f'sessionid="\\073;=;{CANARY}; sessionid=\x00; csrftoken="'},
    "a session of any letters": {"Cookie": f"sessionid={CANARY}\xe9\xff"},
    "a network that is none": {"X-Forwarded-For": f"{CANARY}, 999.1.1.1, ::ffff:1, {'1.' * 3000}"},
    "a scheme that is none": {"X-Forwarded-Proto": f"https, {CANARY}"},
    "another host": {"X-Forwarded-Host": f"{CANARY}.example"},
    "another method": {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": CANARY},
    "another address": {"X-Original-URL": f"/admin/{CANARY}", "X-Rewrite-URL": "/admin/"},
    "a log-in of the server's": {"Authorization": f"Basic {CANARY}", "Remote-User": "editor"},
    "lines in a name of a program": {"User-Agent": f"{CANARY}\r\nX-Injected: 1"},
    "a referrer without end": {"Referer": f"https://{CANARY}.example/" + "x" * 8000},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_of_a_header(client: Client, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, secure=True, headers=headers)
    body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code in (200, 302, 304, 400, 404, 416)
    assert CANARY not in body.decode("latin-1") + str(answer.headers) + str(answer.cookies)
    assert len(body) < 100_000
    assert "X-Injected" not in answer.headers
