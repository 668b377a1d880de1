"""Words that were taken out for good are in no log of the served site and not in its journal."""

from __future__ import annotations

import http.client
import json
import re
from contextlib import closing
from types import SimpleNamespace
from urllib.parse import quote, urlencode

from tests.articles.desk_form import read
from tests.patience import PATIENCE
from tests.serving.conftest import Served
from tests.site_process import HOST

NAMES = ("Ivanova", "Иванова", "%D0%98%D0%B2%D0%B0", "ivanova", "иванова", "\\u0418\\u0432\\u0430")
NAMED = """UPDATE articles_story SET headline = 'Анна Иванова is home', slug = 'anna-ivanova-is-home',
    body_source = '<p>Ivanova came.</p>', body_html = '<p>Ivanova came.</p>', body_text = 'Ivanova came.'
    WHERE slug = 'to-be-redacted' RETURNING id, publish_at"""


class Desk:
    """An editor's browser at the served site, as behind a proxy that ends HTTPS."""

    def __init__(self, served: Served) -> None:
        self.port, self.cookies = served.port, {"sessionid": served.cookie.partition("=")[2]}

    def ask(self, url: str, form: dict[str, str] | None = None, body: str = "") -> tuple[int, str]:
        """Open an address, or send a form or a body there; return status and page."""
        kind = "application/json" if body else "application/x-www-form-urlencoded"
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{HOST}{quote(url)}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": kind,
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        sent = body or (urlencode(form | {"end": "1"}) if form is not None else None)
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)) as connection:
            connection.request("GET" if sent is None else "POST", quote(url, safe="/?=&"), sent, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _sign, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()

    def open(self, url: str) -> dict[str, str]:
        """Open a form and return what it would send."""
        status, page = self.ask(url)
        assert status == 200, (url, status)
        values = read(SimpleNamespace(content=page.encode())).values
        return {name: value for name, value in values.items() if name and "__prefix__" not in name}

    def token(self, url: str) -> str:
        found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', self.ask(url)[1])
        assert found
        return found[1]


def take_out(desk: Desk, story: str, form: dict[str, str]) -> None:
    wish = {
        "csrfmiddlewaretoken": desk.token(f"{story}/redact/"),
        "words": "Анна Иванова\nIvanova",
        "chosen": "анна иванова",
        "more": "Ivanova\nИванова",
        "replacement": "[removed]",
        "reason": "danger",
        "material": "minor",
        "seen": form["seen"],
    }
    steps = [desk.ask(f"{story}/redact/", wish | {"step": step})[0] for step in ("spellings", "look", "do")]
    assert steps == [200, 200, 302]


def come_back(desk: Desk, story: str, form: dict[str, str], keeps: dict[str, object]) -> None:
    """Send what was open before, as a form and as its script, and write the name wherever it may be read."""
    for act in ("save_draft", "publish_changes", "correct"):
        sent = form | {"act": act, "correction_words": "Иванова"}
        assert desk.ask(f"{story}/change/", sent)[0] in (409, 422)
    over = form | {"act": "save_draft", "over": str(int(form["seen"]) + 1)}
    assert desk.ask(f"{story}/change/", over)[0] == 422
    kept = {"tab": "t", "had": 0, "number": 1, "base": 1, "data": {"headline": [form["headline"]]}}
    assert desk.ask("/admin/articles/story/words/", body=json.dumps(kept | keeps))[0] == 422
    assert desk.ask(f"{story}/restore/?version=Ivanova")[0] == 302
    assert desk.ask("/search/?q=Ivanova")[0] == 200


def test_a_redaction_and_all_that_comes_back_leave_no_word_in_log_and_journal(served: Served) -> None:
    with served.connect() as connection:
        [(number, at)] = connection.execute(NAMED).fetchall()
        [(person,)] = connection.execute("SELECT id FROM core_user WHERE username = 'editor'").fetchall()
    desk, story = Desk(served), f"/admin/articles/story/{number}"
    old = f"/{at:%Y/%m/%d}/anna-ivanova-is-home-a{number}"
    form = desk.open(f"{story}/change/")
    assert ("Иванова" in form["headline"], desk.ask(old)[0]) == (True, 200)
    take_out(desk, story, form)
    come_back(desk, story, form, {"person": person, "story": number})
    assert [desk.ask(gone)[0] for gone in (old, f"{old}?q=Ivanova", "/2026/01/01/Иванова-a1")] == [404] * 3
    log, journal = served.log.read_text(), served.journal.read_text()
    assert "redacted" in journal
    assert log
    assert [name for name in NAMES if name in log + journal] == []
