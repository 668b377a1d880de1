"""Somebody is forgotten while others are about to write to them: no letter is due to them afterwards."""

import pytest
from django.db import connection
from django.test import Client

from donations import ledger, links
from donations.ledger import tombstones
from donations.models import Contribution, Letter, LinkRequest, Payment
from newsroom.core.models import User
from tests.builders import make_user
from tests.donations.books import make_contribution, make_payment
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give
from tests.donations.processor import READER, Processor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


@pytest.fixture
def fundraiser() -> User:
    return make_user("fundraiser")


def due() -> list[str]:
    return list(Letter.objects.filter(status=Letter.Status.DUE).values_list("kind", flat=True))


def forget(contribution: Contribution) -> None:
    """Have them forgotten, and leave what follows to the worker."""
    supporter = Contribution.objects.get(pk=contribution.pk).supporter
    assert supporter
    ledger.forget(supporter)


def test_a_link_that_the_desk_sends_at_that_moment_is_refused(holder: Holder, fundraiser: User) -> None:
    read_before = Contribution.objects.get(pk=holder.contribution.pk)
    forget(holder.contribution)
    with pytest.raises(ledger.Forgotten):
        ledger.send_manage_link(contribution=read_before, by=fundraiser)
    assert due() == []


def test_a_receipt_that_the_desk_sends_at_that_moment_is_refused(holder: Holder, fundraiser: User) -> None:
    read_before = Payment.objects.select_related("contribution").get()
    forget(holder.contribution)
    with pytest.raises(ledger.Forgotten):
        ledger.send_receipt(payment=read_before, by=fundraiser)
    assert due() == []


def test_a_failed_letter_is_not_sent_again_to_them(holder: Holder, fundraiser: User) -> None:
    Letter.objects.update(status=Letter.Status.FAILED)
    letter = Letter.objects.latest("id")
    forget(holder.contribution)
    with pytest.raises(ledger.Forgotten):
        ledger.send_again(letter=letter, by=fundraiser)
    assert due() == []


def test_a_lost_link_that_is_asked_for_at_that_moment_is_not_written(
    holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.ask_for_link(READER, language="en")
    lock = tombstones.lock_living

    def forgotten_before(contribution: Contribution) -> Contribution:
        forget(contribution)
        return lock(contribution)

    monkeypatch.setattr(tombstones, "lock_living", forgotten_before)
    assert ledger.send_links() == 1
    assert due() == []
    assert LinkRequest.objects.get().is_done


def test_an_old_link_offers_no_fresh_one_any_more(holder: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = links.read(links.token_of(holder.contribution))
    assert before
    forget(holder.contribution)
    monkeypatch.setattr(links, "read", lambda token: links.Link(before.contribution, is_old=True))
    assert holder.client.post(holder.url, {"sure": "yes", "end": "1"}).status_code == 404
    assert due() == []


def test_the_desk_says_why_nothing_is_sent(
    holder: Holder, client: Client, fundraiser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(fundraiser)
    send, forgotten = ledger.send_manage_link, forget

    def send_too_late(*, contribution: Contribution, by: User) -> bool:
        forgotten(contribution)
        return send(contribution=contribution, by=by)

    monkeypatch.setattr(ledger, "send_manage_link", send_too_late)
    url = f"/admin/donations/contribution/{holder.contribution.pk}/link/"
    answer = client.post(url, follow=True)
    assert "This person is being forgotten" in answer.content.decode()
    assert due() == []


@pytest.mark.parametrize(
    ("view", "change"),
    [
        ("always_forgotten_known", "UPDATE donations_contribution SET from_path = '/2026/a-story/'"),
        ("always_forgotten_letter", ""),
    ],
)
def test_what_comes_back_of_a_forgotten_person_is_seen(view: str, change: str) -> None:
    contribution = make_contribution()
    assert [row.what for row in ledger.broken() if row.what == view] == []
    sql = """UPDATE donations_contribution SET erased_at = now();
        INSERT INTO donations_erasure (contribution_id, cause, asked_at, ended_at, blanked_at, is_done,
            redaction_id, attempts, next_at) SELECT id, 'desk', now(), now(), now(), true, '', 0, now()
            FROM donations_contribution;"""
    with connection.cursor() as cursor:
        cursor.execute(sql + change)
    if not change:
        Letter.objects.create(contribution=contribution, kind="link", dedupe_key="link:1", language="en")
    assert view in [row.what for row in ledger.broken()]


def test_a_payment_that_is_ordered_back_twice_is_seen() -> None:
    payment = make_payment()
    for _ in range(2):
        payment.refund_orders.create(amount=payment.amount, reason="asked", status="done", provider_id="re_1")
    seen = {row.what for row in ledger.broken()}
    assert {"always_refund_exceeds", "always_refund_twice"} <= seen
