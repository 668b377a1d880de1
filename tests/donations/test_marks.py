"""Personal data of a visitor is found nowhere: not in the database, in logs, in files or in tasks."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request

import pytest

from tests.donations.giving import choice, fields
from tests.donations.mailing import mail_at
from tests.donations.marks import ADDRESS, HEADERS, MARKS, PLACE, FromThere, dump, search, search_files
from tests.donations.processes import Newsroom, Visitor, hurry, session_of
from tests.patience import PATIENCE

pytestmark = pytest.mark.processes

NAME = MARKS["the name"]
# What was sent is a letter to its reader; the sandbox plays the processor, whom readers tell their email.
EXEMPT = ("mail", "sandbox.json", "sandbox.json.new")
PASSWORD = "correct horse battery"


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
def test_the_search_finds_each_mark_as_it_is_in_hex_and_in_base64(name: str, before: str) -> None:
    text = f'{before}{MARKS[name]}@"'.encode()
    assert search(b"\0 " + text) == [f"{name} as it is"]
    assert search(text.upper()) == [f"{name} as it is"]
    assert search(b"\\x" + text.hex().upper().encode()) == [f"{name} in hex"]
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        assert search(b'{"sealed": "' + encode(text) + b'"}') == [f"{name} in base64"]


def test_the_search_finds_a_digest_without_a_key_and_nothing_where_nothing_is() -> None:
    assert search(b"sha256:7f9c") == []
    for one in ("md5", "sha1", "sha256"):
        digest = hashlib.new(one, ADDRESS.encode(), usedforsecurity=False).hexdigest()
        assert search(digest.encode()) == ["a digest of the email"]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Site, worker and sandbox behind a proxy that says where a visitor comes from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUSTED_PROXY_COUNT", "1")
        patch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
        with Newsroom(tmp_path_factory.mktemp("marks")) as running:
            running.manage("createsuperuser", "--noinput", "--username=chief", "--email=chief@example.org")
            yield running


@pytest.fixture
def visitor(newsroom: Newsroom) -> Visitor:
    """A visitor whose every header and connection carries a mark."""
    marked = Visitor(newsroom, HEADERS)
    marked.opener.add_handler(FromThere())
    return marked


def wander(visitor: Visitor) -> None:
    """Read, follow broken links, and type the wrong things into the form."""
    for path in ("/", "/support/?name=", "/nowhere/?for=", "/support/?r=", "/support/thanks/?s=cs_"):
        for mark in (NAME, ADDRESS):
            visitor.ask(path + mark)
    visitor.open_form()
    person = {"email": ADDRESS, "name": NAME, "amount": ADDRESS}
    assert visitor.ask("/support/", visitor.form | person | choice("once", "EUR", ADDRESS))[0] == 422
    assert visitor.ask("/support/", visitor.form | person | {"token": ADDRESS})[0] == 403
    assert visitor.ask("/support/webhook/", person)[0] == 400
    login = fields(visitor.ask("/admin/login/")[1]) | {"login": ADDRESS, "password": NAME}
    assert visitor.ask("/admin/login/", login)[0] == 200


def pay_as_people_do(visitor: Visitor, payment_url: str, means: str = "succeeds") -> None:
    """Fill in the payment page, and come back to the page that it leads to."""
    body = urlencode({"email": ADDRESS, "name": NAME, "means": means, "token": "once"}).encode()
    try:
        visitor.opener.open(Request(payment_url, body, HEADERS), timeout=PATIENCE)
    except HTTPError as moved:
        visitor.ask(moved.headers["Location"].removeprefix(visitor.origin))


def give(visitor: Visitor, interval: str, currency: str, typed: str = "", preset: int = 0) -> str:
    visitor.open_form()
    status, page, payment_url = visitor.give(interval, currency, typed, preset)
    assert status == 303, page
    return payment_url


def meet_a_refusing_mail_server(newsroom: Newsroom, visitor: Visitor) -> None:
    """Give once, and let the mail server repeat the email payment_url in its refusal."""
    with mail_at(newsroom.mail_port) as mail:
        mail.refuses = True
        pay_as_people_do(visitor, give(visitor, "once", "EUR", "12.50"))
        newsroom.wait(lambda: mail.asked_about)
    assert ADDRESS.encode() in mail.asked_about[0]


def meet_a_lying_processor(newsroom: Newsroom, visitor: Visitor) -> None:
    """Subscribe while answers are cut off where people's data stand; the site and the worker are told."""
    visitor.open_form()
    newsroom.fault("failed_after_commit", path="/v1/checkout/sessions", times=4)
    assert visitor.give("month", "USD", preset=900)[0] == 503
    newsroom.sandbox("faults/clear", now=1)
    payment_url = give(visitor, "month", "USD", preset=900)
    newsroom.fault("truncated", path=f"/v1/checkout/sessions/{session_of(payment_url)}", times=6)
    pay_as_people_do(visitor, payment_url)
    newsroom.sandbox("faults/clear", now=1)


def fail_to_renew(newsroom: Newsroom) -> None:
    """Let the card of the subscription fail at its renewal."""
    subscription = newsroom.sql("SELECT subscription_id FROM donations_contribution WHERE status = 'active'")
    newsroom.sandbox("cards", subscription=subscription[0][0], means="declined")
    newsroom.sandbox("clock", days=32)


def tell_with_everything_in_it(newsroom: Newsroom) -> None:
    """Post authentic events that say far more than was asked for."""
    person = {"data": {"object": {"email": ADDRESS, "name": NAME}}, "type": "customer.created"}
    for about in ({"id": "evt_fat_1", "object": "event"}, {"id": "evt_fat_2", "object": "v2.core.event"}):
        newsroom.post_event(json.dumps(about | person | {"livemode": False}).encode())


def look_up_at_the_desk(newsroom: Newsroom) -> str:
    """Search for the email address as an administrator does, and return the page that shows it."""
    chief = Visitor(newsroom)
    form = fields(chief.ask("/admin/login/")[1])
    assert chief.ask("/admin/login/", form | {"login": "chief", "password": PASSWORD})[0] == 302
    by_address = "/admin/donations/contribution/by-address/"
    form = fields(chief.ask(by_address)[1])
    status, _page, found = chief.ask(by_address, form | {"email": ADDRESS, "reason": "books"})
    assert status == 302
    page = chief.ask(found)[1]
    link = re.findall(r"/admin/donations/contribution/\d+/change/", page)[0]
    return chief.ask(link)[1]


def lose_the_database(newsroom: Newsroom, visitor: Visitor) -> None:
    """Send everything while the database server is dead; afterwards letters are files, as in a demo."""

    def meanwhile() -> None:
        assert visitor.ask(f"/support/thanks/?s=cs_{NAME}&email={ADDRESS}")[0] == 503
        assert (
            visitor.ask(f"/admin/login/?next=/{ADDRESS}", {"login": ADDRESS, "password": NAME, "end": "1"})[0]
            >= 403
        )
        assert (
            visitor.ask("/support/", visitor.form | choice("once", "EUR", "77") | {"email": ADDRESS})[0]
            == 503
        )
        tell_with_everything_in_it(newsroom)

    newsroom.environment["EMAIL_URL"] = f"filemail:///{newsroom.folder / 'mail'}"
    newsroom.kill_postgres(meanwhile)
    hurry(newsroom)


def links_in_letters(newsroom: Newsroom) -> list[str]:
    """Return the paths of all links to supporters' own pages that letters carry."""
    letters = [message_from_bytes(path.read_bytes(), policy=default) for path in mails(newsroom)]
    bodies = [str(part.get_content()) for one in letters for part in one.walk() if not part.is_multipart()]
    return sorted({path for body in bodies for path in re.findall(r"/support/manage/[\w-]+/", body)})


def mails(newsroom: Newsroom) -> list[Path]:
    return [path for path in (newsroom.folder / "mail").rglob("*") if path.is_file()]


def use_links(newsroom: Newsroom, visitor: Visitor) -> None:
    """Do everything with the links of letters, rightly and wrongly."""
    paths = links_in_letters(newsroom)
    for path in paths:
        assert visitor.ask(path)[0] == 200
        assert visitor.ask(path, {"act": "end", "sure": NAME, "end": "1"})[0] in (409, 422)
        assert visitor.ask(path, {"act": "email", "email": f"{NAME}@", "end": "1"})[0] == 422
        for wrong in (path[:-3] + "/", f"/nowhere{path}", f"{path}?done={NAME}", path.rstrip("/")):
            visitor.ask(wrong)
    assert visitor.ask(paths[-1], {"act": "email", "email": f"x{ADDRESS}", "end": "1"})[0] == 303
    assert visitor.ask("/support/link/", {"email": ADDRESS, "end": "1"})[0] == 303


def tokens_left(newsroom: Newsroom) -> set[str]:
    """Name everything that holds the token of a link, but for letters: the dump, logs, every other file."""
    files = [path for path in newsroom.folder.rglob("*") if path.is_file()]
    here = [path for path in files if path.relative_to(newsroom.folder).parts[0] not in EXEMPT]
    held = {str(path.relative_to(newsroom.folder)): path.read_bytes() for path in here if path.exists()} | {
        "dump": dump(newsroom.postgres.url)
    }
    starts = [path.split("/")[-2][:20].encode() for path in links_in_letters(newsroom)]
    assert len(starts) >= 2
    return {name for name, data in held.items() if any(start in data for start in starts)}


def left(newsroom: Newsroom) -> set[str]:
    """Name everything that holds a mark: the dump, each file of the database server, logs, other files."""
    newsroom.sql("CHECKPOINT")
    dumped = {f"dump: {what}" for what in search(dump(newsroom.postgres.url))}
    return dumped | set(search_files(newsroom.folder, EXEMPT))


def plant(newsroom: Newsroom) -> None:
    """Leave marks as careless code would: in a task, in the log and in a file."""
    told = json.dumps({"to": base64.b64encode(b"To: " + ADDRESS.encode()).decode()})
    job = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('later', 'donations.drain', %s)"
    )
    newsroom.sql(job, told)
    with (newsroom.folder / "log").open("a") as log:
        log.write(f"INFO visit from {PLACE} to {links_in_letters(newsroom)[0]}\n")
    (newsroom.folder / "media").mkdir(exist_ok=True)
    (newsroom.folder / "media" / "cache").write_text(MARKS["the browser"].encode().hex())


def test_nothing_is_left_of_a_visitor(newsroom: Newsroom, visitor: Visitor) -> None:
    def sent(count: int) -> bool:
        return newsroom.sql("SELECT count(*) FROM donations_letter WHERE status = 'sent'") == [(count,)]

    wander(visitor)
    tell_with_everything_in_it(newsroom)
    meet_a_refusing_mail_server(newsroom, visitor)
    meet_a_lying_processor(newsroom, visitor)
    lose_the_database(newsroom, visitor)
    newsroom.wait(lambda: sent(2))
    fail_to_renew(newsroom)
    newsroom.wait(lambda: sent(3))
    assert ADDRESS in look_up_at_the_desk(newsroom)
    assert len(search_files(newsroom.folder / "mail")) == 3
    use_links(newsroom, visitor)
    # To the new address, and the link that was asked for.
    newsroom.wait(lambda: sent(5))
    assert tokens_left(newsroom) == set()
    # The name was asked for as the number of a payment page; browser and IP are our business.
    told = search((newsroom.folder / "sandbox.json").read_bytes())
    assert set(told) <= {"the email as it is", "the name as it is"}
    assert left(newsroom) == set()
    plant(newsroom)
    assert tokens_left(newsroom) == {"log"}
    found = left(newsroom)
    assert {"dump: the email in base64", "log: the IP as it is"} <= found
    assert "media/cache: the browser in hex" in found
    assert any(one.startswith("postgres/data/pg_wal") for one in found)
