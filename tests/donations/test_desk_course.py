"""Acts at the desk on a contribution: end, pause, go on, another amount, receipt and link again."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client

from donations.ledger import addresses
from donations.models import Contribution, Course, Letter, Term
from newsroom.core.models import AuditEntry
from tests.builders import make_user
from tests.donations.books import make_contribution, make_payment
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, work
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = "/admin/donations"
S = Contribution.Status


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("fundraiser"))
    return client


@pytest.fixture
def ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens is within the same ten minutes, whenever the test runs."""
    monkeypatch.setattr(addresses, "present_period", lambda: 1)


def send(client: Client, row: Contribution, act: str, **values: str) -> Any:
    """Send the form of an act as it is served, filled in, and let the worker do its work."""
    url = f"{ROOM}/contribution/{row.pk}/{act}/"
    assert client.get(url).status_code == 200
    answer = client.post(url, values, follow=True)
    work()
    row.refresh_from_db()
    return answer


def test_the_history_says_what_was_done_in_the_words_of_its_buttons(
    desk: Client, holder: Holder, processor: Processor
) -> None:
    row = holder.contribution
    send(desk, row, "amount", amount="12.50")
    desk.post(f"{ROOM}/contribution/{row.pk}/ask/")
    desk.post(f"{ROOM}/contribution/{row.pk}/link/")
    page = desk.get(f"{ROOM}/contribution/{row.pk}/history/").content.decode()
    said = ["Send the manage link", "Ask the processor again", "Change the amount: 12.50 EUR"]
    assert re.findall(r"<td>([^<]*)</td>\s*<td></td>", page) == said
    assert re.search(r"[0-9]{2}:[0-9]{2} CES?T</time>", page)
    assert "contribution." not in page
    payment = row.payments.get()
    desk.post(f"{ROOM}/payment/{payment.pk}/receipt/")
    page = desk.get(f"{ROOM}/payment/{payment.pk}/history/").content.decode()
    assert "<td>Send the receipt again</td>" in page


def test_what_the_desk_ends_is_not_collected_any_more_and_can_be_undone(desk: Client, holder: Holder) -> None:
    row = holder.contribution
    page = send(desk, row, "end", sure="yes").content.decode()
    assert "It is written down." in page
    assert row.status == S.CANCELLED
    assert row.letters.filter(kind="ended", status="sent").exists()
    send(desk, row, "undo", sure="yes")
    assert row.status == S.ACTIVE
    assert [one.act for one in AuditEntry.objects.order_by("pk") if one.target_id == str(row.pk)] == [
        "contribution.end",
        "contribution.undo",
    ]


def test_a_pause_and_another_amount_are_wanted_by_the_desk(desk: Client, holder: Holder) -> None:
    row = holder.contribution
    send(desk, row, "amount", amount="12,50")
    assert (row.amount, Term.objects.latest("pk").by) == (1250, "desk")
    send(desk, row, "pause", months="2")
    assert (row.status, Course.objects.get().by) == (S.PAUSED, "desk")
    send(desk, row, "resume", sure="yes")
    assert row.status == S.ACTIVE
    facts = {one.act: one.details for one in AuditEntry.objects.all()}
    assert facts["contribution.amount"] == {"amount": "12.50 EUR"}
    assert facts["contribution.pause"] == {"months": 2}


@pytest.mark.parametrize(
    ("act", "values", "said"),
    [
        ("end", {}, "tick the box first"),
        ("pause", {"months": "13"}, "Choose 1 to 12 months."),
        ("amount", {"amount": "9"}, "This is the amount already."),
        ("amount", {"amount": "0"}, "smallest amount"),
        ("amount", {"amount": "twelve"}, "in figures"),
    ],
)
def test_what_is_not_filled_in_changes_nothing(
    desk: Client, holder: Holder, act: str, values: dict[str, str], said: str
) -> None:
    answer = desk.post(f"{ROOM}/contribution/{holder.contribution.pk}/{act}/", values)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Course.objects.exists()


def test_only_what_can_be_done_now_is_offered(desk: Client, db: None) -> None:
    monthly = make_contribution(interval="month", status="active")
    ended = make_contribution(interval="month", status="cancelled")
    once = make_contribution()

    def offered(row: Contribution) -> set[str]:
        page = desk.get(f"{ROOM}/contribution/{row.pk}/change/").content.decode()
        return {act for act in ("end", "pause", "amount", "resume", "undo") if f"/{row.pk}/{act}/" in page}

    assert offered(monthly) == {"end", "pause", "amount"}
    assert offered(ended) == offered(once) == set()
    answer = desk.post(f"{ROOM}/contribution/{ended.pk}/end/", {"sure": "yes"})
    assert answer.status_code == 409
    assert "Nothing was changed." in answer.content.decode()


def test_the_receipt_goes_out_again_once_in_ten_minutes(
    desk: Client, holder: Holder, ten_minutes: None
) -> None:
    payment = holder.contribution.payments.get()
    for said in ("The receipt is due", "within the last ten minutes"):
        answer = desk.post(f"{ROOM}/payment/{payment.pk}/receipt/", follow=True)
        assert said in answer.content.decode()
    work()
    letters = payment.letters.filter(kind="receipt", status="sent").order_by("pk")
    assert len(letters) == 2
    sent = [one for one in mail.outbox if payment.receipt_number in one.subject]
    assert len({one.extra_headers["Message-ID"] for one in sent}) == 2
    assert AuditEntry.objects.filter(act="payment.send_receipt").count() == 1


def test_the_link_goes_to_the_supporter(desk: Client, holder: Holder, ten_minutes: None) -> None:
    row = holder.contribution
    for said in ("The letter with the link is due", "within the last ten minutes"):
        answer = desk.post(f"{ROOM}/contribution/{row.pk}/link/", follow=True)
        assert said in answer.content.decode()
    work()
    assert Letter.objects.get(kind="link").status == "sent"
    assert AuditEntry.objects.filter(act="contribution.send_link").count() == 1


def test_who_may_only_read_is_offered_nothing_and_refused(client: Client) -> None:
    payment = make_payment(make_contribution(interval="month", status="active"))
    row, reader = payment.contribution, make_user("reporter")
    for model in ("contribution", "payment"):
        reader.user_permissions.add(Permission.objects.get(codename=f"view_{model}"))
    client.force_login(reader)
    urls = [f"contribution/{row.pk}/{act}" for act in ("end", "pause", "amount", "undo", "resume", "link")]
    urls += [f"payment/{payment.pk}/{act}" for act in ("refund", "receipt")]
    pages = [f"contribution/{row.pk}/change/", f"payment/{payment.pk}/change/"]
    shown = "".join(client.get(f"{ROOM}/{page}").content.decode() for page in pages)
    for url in urls:
        assert f"{ROOM}/{url}/" not in shown
        assert client.post(f"{ROOM}/{url}/", {"sure": "yes"}).status_code == 403, url
    assert not Course.objects.exists()
    assert not AuditEntry.objects.filter(act__startswith="contribution").exists()
