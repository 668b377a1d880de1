"""Where the link goes: to whoever gets the letters at present, and to nobody who lost that right."""

import datetime
import re

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from donations import letters, links
from donations.models import AddressChange, CardChange, Contribution, Letter, LinkRequest
from tests.donations.books import make_supporter
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, words, work
from tests.donations.processor import READER, Processor

pytestmark = pytest.mark.django_db(transaction=True)
YES = {"sure": "yes", "end": "1"}
THEIRS = "new@example.org"


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def path_in(mail: EmailMessage, kind: str) -> str:
    """Return the path of a letter's link of that kind, `manage` or `address`."""
    found = re.search(rf"/support/{kind}/[^/\s]+/", str(mail.body))
    assert found, mail.body
    return found[0]


def newest_to(mailoutbox: list[EmailMessage], email: str, kind: str) -> str:
    return path_in(
        next(mail for mail in reversed(mailoutbox) if mail.to == [email] and f"/{kind}/" in str(mail.body)),
        kind,
    )


def test_a_letter_that_was_put_off_hands_no_link_to_who_lost_the_right(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    holder.ask("email", email=THEIRS)
    Client().post(newest_to(mailoutbox, THEIRS, "address"), YES)
    # Their mail server wants the letter with the link later; the one to the former address arrives.
    Letter.objects.filter(kind="link").update(next_at=timezone.now() + datetime.timedelta(hours=1))
    letters.send_due()
    Client().post(newest_to(mailoutbox, READER, "address"), YES)
    sent = len(mailoutbox)
    Letter.objects.filter(status="due").update(next_at=timezone.now())
    work()
    holder.contribution.refresh_from_db()
    assert len(mailoutbox) == sent + 2
    assert {mail.to[0] for mail in mailoutbox[sent:]} == {READER}


def test_a_yes_that_counts_no_more_is_not_offered(holder: Holder, mailoutbox: list[EmailMessage]) -> None:
    holder.ask("email", email="first@example.org")
    first = newest_to(mailoutbox, "first@example.org", "address")
    holder.ask("email", email=THEIRS)
    assert Client().get(first).status_code == 404
    assert Client().post(first, YES).status_code == 404
    second = newest_to(mailoutbox, THEIRS, "address")
    Client().post(second, YES)
    work()
    Client().post(newest_to(mailoutbox, READER, "address"), YES)
    # It was said, and taken back: the page must not go on saying that letters come here.
    assert Client().get(second).status_code == 404
    assert Client().post(second, YES).status_code == 404
    holder.contribution.refresh_from_db()
    assert holder.contribution.supporter_id == AddressChange.objects.latest("id").former_id


def test_a_yes_is_good_for_three_days_and_taking_back_for_seven(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    holder.ask("email", email=THEIRS)
    yes = newest_to(mailoutbox, THEIRS, "address")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3, minutes=1), tick=False):
        assert Client().post(yes, YES).status_code == 404
    Client().post(yes, YES)
    work()
    back = newest_to(mailoutbox, READER, "address")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, minutes=1), tick=False):
        assert Client().post(back, YES).status_code == 404
    assert Client().post(back, YES).status_code == 303


def test_an_old_link_offers_a_fresh_one_to_the_same_address(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    url = holder.url
    with time_machine.travel(timezone.now() + datetime.timedelta(days=402), tick=False):
        answer = holder.client.get(url)
        assert answer.status_code == 410
        assert "€9" not in words(answer)
        for wrong in ({}, {"sure": "no"}, {"act": "end"}):
            refused = holder.client.post(url, wrong | {"end": "1"})
            assert refused.status_code == 422
            assert "tick the box first" in words(refused)
        assert not Letter.objects.filter(kind="link").exists()
        sent = len(mailoutbox)
        assert holder.client.post(url, {"sure": "yes", "end": "1"}).status_code == 200
        work()
        assert len(mailoutbox) == sent + 1
        assert mailoutbox[-1].to == [READER]
        assert holder.url in mailoutbox[-1].body
        assert holder.client.get(holder.url).status_code == 200


def test_another_address_counts_when_its_owner_says_yes_and_can_be_taken_back(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    old_url = holder.url
    holder.ask("email", email="new@пример.рф")
    assert mailoutbox[-1].to == ["new@xn--e1afmkfd.xn--p1ai"]
    yes = path_in(mailoutbox[-1], "address")
    assert holder.contribution.supporter_id == AddressChange.objects.get().former_id
    assert Client().get(yes).status_code == 200
    assert Client().post(yes, {"end": "1"}).status_code == 422
    assert AddressChange.objects.get().confirmed_at is None
    assert Client().post(yes, {"sure": "yes", "end": "1"}).status_code == 303
    work()
    assert Client().get(old_url).status_code == 404
    told = next(mail for mail in mailoutbox if mail.to == [READER] and "/support/address/" in mail.body)
    back = path_in(told, "address")
    assert Client().post(back, {"sure": "yes", "end": "1"}).status_code == 303
    work()
    holder.contribution.refresh_from_db()
    assert holder.contribution.supporter_id == AddressChange.objects.get().former_id
    assert mailoutbox[-1].to == [READER]
    assert holder.url in mailoutbox[-1].body


@pytest.mark.parametrize(
    "email", ["nonsense", "почта@example.org", "a@b", "two@example.org, three@example.org"]
)
def test_an_address_that_no_letter_reaches_is_refused_beside_its_field(holder: Holder, email: str) -> None:
    answer = holder.send("email", email=email)
    assert answer.status_code == 422
    assert "does not look like an email address" in words(answer)
    assert email in answer.content.decode()


def test_the_link_is_sent_to_who_is_known_and_all_hear_the_same(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    sent = len(mailoutbox)
    answers = []
    for email in (READER, READER.upper(), "stranger@example.org"):
        answer = Client(enforce_csrf_checks=True).post("/support/link/", {"email": email, "end": "1"})
        answers.append((answer.status_code, answer["Location"]))
    assert len(set(answers)) == 1
    assert LinkRequest.objects.count() == 2
    work()
    assert len(mailoutbox) == sent + 1
    assert holder.url in mailoutbox[-1].body


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_the_link_is_not_sent_for_another_site_and_the_page_says_so(
    holder: Holder, headers: dict[str, str]
) -> None:
    sent = {"email": READER, "end": "1"}
    for language, said in (("", "came from another site"), ("/ru", "отправлено с другого сайта")):
        answer = Client().post(f"{language}/support/link/", sent, headers=headers)
        assert answer.status_code == 403
        assert said in words(answer)
        assert f'value="{READER}"' in answer.content.decode()
    assert not LinkRequest.objects.exists()


@pytest.mark.parametrize("email", [READER, "stranger@example.org"])
def test_one_address_is_written_to_ten_times_a_day_and_all_hear_the_same(
    holder: Holder, mailoutbox: list[EmailMessage], email: str
) -> None:
    begins = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)
    sent, statuses = len(mailoutbox), []
    for number in range(12):
        with time_machine.travel(begins + datetime.timedelta(minutes=10 * number), tick=False):
            answer = Client().post("/support/link/", {"email": email, "end": "1"})
            statuses.append(answer.status_code)
            work()
    assert statuses == [303] * 10 + [429] * 2
    assert "asked for several times today" in words(answer)
    assert email in answer.content.decode()
    assert len(mailoutbox) - sent == (10 if email == READER else 0)
    with time_machine.travel(begins + datetime.timedelta(days=1), tick=False):
        assert Client().post("/support/link/", {"email": email, "end": "1"}).status_code == 303


def test_one_network_asks_for_the_links_of_twenty_addresses_a_day(db: None) -> None:
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    with time_machine.travel(datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC), tick=False):
        statuses = [
            stranger.post("/support/link/", {"email": f"r{number}@example.org", "end": "1"}).status_code
            for number in range(22)
        ]
        elsewhere = Client(REMOTE_ADDR="198.51.100.8").post("/support/link/", {"email": READER, "end": "1"})
    assert statuses == [303] * 20 + [429] * 2
    assert elsewhere.status_code == 303
    assert LinkRequest.objects.count() == 21


def test_an_old_link_shows_nothing_whatever_is_sent(holder: Holder) -> None:
    url = holder.url
    with time_machine.travel(timezone.now() + datetime.timedelta(days=402), tick=False):
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            answer = holder.client.post(url, YES | {"act": "end"}, headers=headers)
            assert "€9" not in words(answer)
    assert Letter.objects.filter(kind="link").count() == 1


def test_who_gave_several_times_gets_one_letter_with_each_link(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    holders = [give(supporter, processor, interval) for interval in ("month", "once", "year")]
    sent = len(mailoutbox)
    Client().post("/ru/support/link/", {"email": READER, "end": "1"})
    work()
    assert len(mailoutbox) == sent + 1
    for holder in holders:
        assert f"/ru{holder.url}" in mailoutbox[-1].body
    assert "9 € в месяц" in mailoutbox[-1].body.replace("\N{NO-BREAK SPACE}", " ")
    # One of them has another address by the time a copy is sent.
    another = make_supporter("third@example.org")
    Contribution.objects.filter(pk=holders[0].contribution.pk).update(supporter=another)
    copy = letters.build(Letter.objects.filter(kind="link").get())
    assert holders[0].url not in copy.body
    assert holders[1].url in copy.body


def test_stolen_cards_cannot_be_tried_by_a_link(holder: Holder, processor: Processor) -> None:
    answers = [holder.send("card", sure="yes").status_code for _ in range(9)]
    assert answers == [303] * 8 + [429]
    assert CardChange.objects.count() == 8
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1, minutes=1)):
        assert holder.send("card", sure="yes").status_code == 303


def test_known_and_unknown_cost_the_same_statements(holder: Holder) -> None:
    Client().post(
        "/support/link/", {"email": "first@example.org", "end": "1"}
    )  # It makes the salt of the day.
    asked = []
    for email in (READER, "stranger@example.org"):
        with CaptureQueriesContext(connection) as statements:
            Client().post("/support/link/", {"email": email, "end": "1"})
        asked.append([re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in statements])
    assert asked[0] == asked[1]
    assert len(asked[0]) >= 1
    assert LinkRequest.objects.count() == 3


def test_a_link_survives_a_new_key_while_the_old_one_is_kept(holder: Holder, settings: Settings) -> None:
    old, url = settings.SECRET_KEY, holder.url
    settings.SECRET_KEY = "another key " * 6
    assert Client().get(url).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert Client().get(url).status_code == 200
    assert links.token_of(holder.contribution) not in url
