"""Robot that opens mail: follows every link on this site and sends every form as it is served."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from donations import letters
from donations.models import Contribution, Letter
from tests.answers import Answer
from tests.donations.books import make_supporter, numbers
from tests.donations.mailing import html_of
from tests.donations.processor import Processor

OK = 200
URL = re.compile(r"https?://[^\s\"'<>]+")
# Files.
LEFT_OUT = re.compile(r"^/static/")
Row = tuple[Any, ...]


@dataclass
class Form:
    """A form as it is served: where it goes, and what a browser would send of it."""

    method: str
    action: str
    sent: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """HTML parser that collects the links of a page, and its forms with what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("href"):
            self.links.append(given["href"])
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and self.forms:
            # The first one, as long as none is marked.
            form, name = self.forms[-1], self._select
            if "selected" in given or name not in dict(form.sent):
                form.sent = [*((one, it) for one, it in form.sent if one != name), (name, given["value"])]
        elif tag in ("input", "textarea", "button") and given.get("name") and self.forms:
            is_choice = given.get("type") in ("radio", "checkbox")
            self.forms[-1].sent += [(given["name"], given.get("value", ""))] * (
                not is_choice or "checked" in given
            )


@dataclass
class Robot:
    """Mail scanner: `seen` are the URLs that it opened, `posted` and `asked` count forms and questions."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    seen: set[str] = field(default_factory=set)
    posted: int = 0
    asked: int = 0

    def scan(self, letter: Letter) -> None:
        """Do HEAD and GET on every link of a letter, then on whatever the pages behind them lead to."""
        built = letters.build(letter)
        urls = {*URL.findall(str(built.body)), *URL.findall(html_of(built))}
        for path in _here("/", sorted(urls)):
            if path not in self.seen:
                self.client.head(path)
            self.follow(path)

    def follow(self, path: str) -> None:
        """Open a page of this site and everything that it leads to; each once."""
        left = [path]
        while left:
            path = urldefrag(left.pop())[0]
            if path in self.seen or LEFT_OUT.match(path):
                continue
            self.seen.add(path)
            left += self._look(path, self.client.get(path))

    def _look(self, path: str, answer: Answer) -> Iterator[str]:
        if answer.has_header("Location"):
            yield from _here(path, [answer["Location"]])
        if not answer["Content-Type"].startswith("text/html") or answer.streaming:
            return
        page = Page(answer.content.decode())
        yield from _here(path, page.links)
        for form in page.forms:
            yield from self._send(urljoin(path, form.action or path), form)

    def _send(self, to: str, form: Form) -> Iterator[str]:
        """Send a form as it is served; a page that comes back with it is not sent again."""
        if LEFT_OUT.match(urlsplit(to).path):
            return
        if form.method != "post":
            yield f"{to}?{urlencode(form.sent)}"
            return
        self.posted += 1
        answer = self.client.post(to, urlencode(form.sent), "application/x-www-form-urlencoded")
        if answer.has_header("Location"):
            yield from _here(to, [answer["Location"]])
        elif answer.status_code == OK and "/support/question/" not in to:
            # A form that leads to another one: the question, which is sent as it is served, too.
            for further in Page(answer.content.decode()).forms:
                if urlsplit(further.action).path.endswith("/question/"):
                    self.asked += 1
                    yield from self._send(urljoin(to, further.action), further)


def _here(path: str, links: Iterable[str]) -> Iterator[str]:
    """Yield what is on this site."""
    for link in links:
        url = urljoin(settings.SITE_URL + path, link)
        if url.startswith(f"{settings.SITE_URL}/"):
            yield url.removeprefix(settings.SITE_URL)


def letters_of_all_kinds(contribution: Contribution, changes: dict[str, str]) -> list[Letter]:
    """Write a letter of each kind in each language; `changes` are changes of address, by kind."""
    return [
        Letter.objects.create(
            dedupe_key=f"robot:{next(numbers)}",
            kind=kind,
            language=language,
            contribution=contribution,
            supporter=make_supporter("another@example.org") if kind == "confirm_address" else None,
            payment=contribution.payments.first() if kind in ("receipt", "refunded") else None,
            facts={"change": changes.get(kind, ""), "asked_at": timezone.now().isoformat()},
            status="sent",
        )
        for kind in Letter.Kind.values
        for language, _name in settings.LANGUAGES
    ]


def everything(processor: Processor) -> dict[str, list[Row] | int]:
    """Return every row of every table, letters that left and requests that the processor had."""
    rows: dict[str, list[Row] | int] = {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
    }
    return rows | {"letters that left": len(mail.outbox), "requests": len(processor.requests())}
