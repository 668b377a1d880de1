"""What is given already: said on the form to whoever came from its page, and in receipts; nowhere else."""

import datetime
import uuid

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from donations import ledger, links
from donations.models import Contribution
from tests.donations.giving import Supporter, choice, fields
from tests.donations.mailing import html_of
from tests.donations.managing import Holder, give, words, work
from tests.donations.processor import READER, Processor

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "You already give €9 a month"


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def said(query: str) -> bool:
    """Return whether the form says it, to a browser that has no cookie."""
    answer = Client().get(f"/support/{query}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "private, max-age=0"
    return SAID in words(answer)


def test_the_page_of_a_contribution_leads_to_a_form_that_says_it(holder: Holder) -> None:
    assert said(holder.more)
    russian = Client().get(f"/ru/support/{holder.more}")
    assert "Вы уже поддерживаете нас: 9\u00a0€ в месяц" in words(russian)


def test_whoever_opens_the_form_otherwise_hears_nothing(holder: Holder) -> None:
    contribution, token = holder.contribution, holder.more.removeprefix("?already=")
    holder.client.get(holder.url)
    assert SAID not in words(holder.client.get("/support/"))
    for typed in (
        *("", "?already=", "?already=yes", f"?already={READER}", f"?email={READER}", f"?already={token}x"),
        *(f"?already={contribution.public_id}", f"?already={contribution.public_id.hex}.1"),
        *(f"?r={contribution.public_id}", f"?already={links.token_of(contribution)}", f"?already=%00{token}"),
        *(f"?already={token.replace(contribution.public_id.hex, uuid.uuid4().hex)}", f"?other={token}"),
    ):
        assert not said(typed), typed


def test_the_link_that_says_it_opens_nothing_else(holder: Holder) -> None:
    token = holder.more.removeprefix("?already=")
    for url in ("manage", "address", "forget"):
        assert Client().get(f"/support/{url}/{token}/").status_code == 404
    page = Client().get(f"/support/{holder.more}").content.decode()
    assert "/support/manage/" not in page
    assert READER not in page


def test_it_is_said_for_a_day_and_not_after_the_links_were_made_void(holder: Holder) -> None:
    more = holder.more
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1, minutes=1), tick=False):
        assert not said(more)
    Contribution.objects.update(link_version=2)
    assert not said(more)


@pytest.mark.parametrize(("act", "values"), [("end", {"sure": "yes"}), ("pause", {"months": "3"})])
def test_of_what_is_to_end_or_pause_it_is_not_said(holder: Holder, act: str, values: dict[str, str]) -> None:
    more = holder.more
    holder.send(act, **values)
    assert not said(more)
    assert holder.more == ""
    work()
    assert not said(more)
    assert holder.more == ""


def test_of_what_is_forgotten_it_is_not_said(holder: Holder) -> None:
    more = holder.more
    Contribution.objects.update(erased_at=timezone.now())
    assert not said(more)


def test_a_single_gift_is_not_given_already(supporter: Supporter, processor: Processor) -> None:
    assert give(supporter, processor, interval="once").more == ""


def test_it_stays_while_the_form_is_mended_and_when_the_question_leads_back(
    holder: Holder, processor: Processor
) -> None:
    supporter = Supporter()
    sent = supporter.open(holder.more)
    mended = supporter.ask(sent, **choice("month", "EUR", "ten"))
    assert mended.status_code == 422
    assert SAID in words(mended)
    asked = supporter.ask(fields(mended.content.decode()), **choice("month", "EUR", "20"))
    question = fields(asked.content.decode())
    assert SAID in words(supporter.client.post("/support/?change", question))
    assert supporter.answer(question).status_code == 303
    assert holder.more.removeprefix("?already=") not in str(processor.requests())


def test_the_receipt_of_what_is_given_in_addition_says_it_and_leads_there(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    assert "You already give" not in mailoutbox[-1].body
    more = give(Supporter(), processor, interval="once")
    letter = mailoutbox[-1]
    for body in (letter.body, html_of(letter)):
        assert "You already give €9 a month; that goes on as before." in " ".join(str(body).split())
        assert holder.url in body
        assert more.url in body
    # Whoever has typed that address sees none of it.
    session = more.contribution.session_id
    assert "already" not in words(Client().get(f"/support/thanks/?s={session}"))
    assert "already" not in words(Client().get(more.url))


def test_another_address_or_a_renewal_does_not_say_it(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    other = Supporter()
    other.give("month", "EUR", "20")
    contribution = Contribution.objects.latest("id")
    processor.pay(contribution, email="somebody.else@example.org")
    other.client.get(f"/support/thanks/?s={contribution.session_id}")
    work()
    assert "You already give" not in mailoutbox[-1].body
    give(Supporter(), processor)
    mailoutbox.clear()
    processor.control("clock", days=32)
    for one in Contribution.objects.all():
        ledger.sync_contribution(one)
        assert one.payments.count() == 2
    work()
    assert len(mailoutbox) == 3
    assert not any("You already give" in str(letter.body) for letter in mailoutbox)
