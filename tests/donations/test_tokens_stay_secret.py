"""The token of a link is in letters alone: in no row, no request to the processor, no page of others."""

import datetime
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from donations import links
from donations.models import AddressChange
from tests.answers import Answer
from tests.builders import make_user
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give
from tests.donations.processor import Processor
from tests.donations.robot import everything

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = ("/", "/ru/", "/support/", "/support/link/", "/support/card/?given", "/support/manage/nobody/")


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def secret_urls(holder: Holder) -> list[str]:
    """Return a link, an old one, and both that answer about another address."""
    holder.ask("email", email="new@example.org")
    change = str(AddressChange.objects.get().public_id)
    long_ago = timezone.now() - links.LIVES - datetime.timedelta(days=2)
    tokens = [links.answer_token(answer, change) for answer in ("confirm", "take_back")]
    return [
        *(holder.url, f"/ru{holder.url}", *(f"/support/address/{token}/" for token in tokens)),
        f"/support/manage/{links.token_of(holder.contribution, at=long_ago)}/",
    ]


def answers(urls: list[str]) -> Iterator[Answer]:
    """Open and send each, rightly and wrongly, with cookies, coming from another site."""
    client = Client(enforce_csrf_checks=True, headers={"Referer": "https://mail.example/"})
    for url in urls:
        yield client.get(url)
        yield client.head(url)
        for values in ({}, {"act": "end"}, {"act": "pause", "months": "13"}, {"act": "none"}):
            yield client.post(url, values | {"end": "1"})
        yield client.post(url, {"end": "1"}, headers={"Sec-Fetch-Site": "cross-site"})


def test_no_cache_referrer_or_search_engine_learns_it(holder: Holder) -> None:
    for answer in answers(secret_urls(holder)):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert {"no-store", "private"} <= set(re.split(r",\s*", answer["Cache-Control"]))
        assert not answer.cookies
        assert "ETag" not in answer
        assert "Last-Modified" not in answer


def test_no_page_of_others_no_row_and_no_request_holds_it(holder: Holder, processor: Processor) -> None:
    urls = secret_urls(holder)
    list(answers(urls))
    assert holder.send("card", sure="yes").status_code == 303
    starts = [url.split("/")[-2][:20] for url in urls]
    desk = Client()
    desk.force_login(make_user("fundraiser"))
    number = holder.contribution.pk
    seen = [Client().get(url).content.decode() for url in OTHERS]
    for url in (f"contribution/{number}/change/", "contribution/", "letter/", "payment/", "finding/"):
        answer = desk.get(f"/admin/donations/{url}")
        assert answer.status_code == 200
        seen.append(answer.content.decode())
    held = [*seen, str(everything(processor)), str(processor.requests()), str(processor.core.world.tables)]
    assert not [text[:60] for text in held if any(start in text for start in starts)]


def test_its_own_page_leads_nobody_else_to_it(holder: Holder) -> None:
    """What a reader follows from there to another site, or embeds, would carry nothing either way."""
    page = Client().get(holder.url).content.decode()
    away = re.findall(r'(?:href|src|action)="(https?://[^"]+)"', page)
    token = holder.url.split("/")[-2]
    assert not [url for url in away if token in url and not url.startswith("http://testserver/")]
    assert "<script" not in page or token not in "".join(re.findall(r"<script.*?</script>", page, re.S))
