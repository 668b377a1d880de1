"""*Forget this person* at the desk: with a reason, asked twice, by those alone who may."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.test import Client

from donations.models import Contribution, Erasure
from newsroom.core.models import AuditEntry, User
from tests.builders import make_user
from tests.donations.forgetting import erase
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give
from tests.donations.processor import READER, Processor
from tests.donations.remains import remains_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url_of(contribution: Contribution) -> str:
    return f"/admin/donations/contribution/{contribution.pk}/forget/"


def test_a_fundraiser_has_somebody_forgotten_with_a_reason_asked_twice(
    holder: Holder, mailoutbox: list[EmailMessage]
) -> None:
    desk, url = signed_in(make_user("fundraiser")), url_of(holder.contribution)
    assert desk.post(url, {"end": "1"}).status_code == 422
    asked = desk.post(url, {"reason": "letter", "end": "1"})
    assert asked.status_code == 200
    assert "with 1 contribution?" in asked.content.decode()
    assert not Erasure.objects.exists()
    assert desk.post(url, {"reason": "letter", "sure": "yes", "end": "1"}).status_code == 302
    entry = AuditEntry.objects.get(act="contribution.forget")
    assert entry.details == {"reason": "letter", "contributions": 1}
    assert desk.post(url, {"reason": "letter", "sure": "yes", "end": "1"}).status_code == 409
    erase()
    assert remains_of(READER) == set()
    assert "has forgotten you" in mailoutbox[-1].subject
    shown = desk.get(f"/admin/donations/contribution/{holder.contribution.pk}/change/").content.decode()
    assert "forgotten, " in shown
    assert "Send the manage link" not in shown


def test_nothing_at_the_desk_promises_a_letter_to_somebody_who_was_forgotten(holder: Holder) -> None:
    desk, payment = signed_in(make_user("fundraiser")), holder.contribution.payments.get()
    page = f"/admin/donations/payment/{payment.pk}/"
    assert "Send the receipt again" in desk.get(f"{page}change/").content.decode()
    desk.post(url_of(holder.contribution), {"reason": "letter", "sure": "yes", "end": "1"})
    erase()
    assert "Send the receipt again" not in desk.get(f"{page}change/").content.decode()
    shown = desk.get(f"/admin/donations/contribution/{holder.contribution.pk}/change/").content.decode()
    assert "They were deleted with the address." in shown
    order = {"token": str(uuid4()), "amount": "1", "reason": "asked", "sure": "yes", "end": "1"}
    said = desk.post(f"{page}refund/", order, follow=True).content.decode()
    assert "nobody is written to" in said
    assert "a letter tells" not in said


def test_who_may_not_is_refused_and_sees_no_button(holder: Holder) -> None:
    user = make_user("fundraiser")
    group = Group.objects.get(name="Fundraisers")
    group.permissions.remove(group.permissions.get(codename="forget_supporter"))
    desk = signed_in(user)
    assert desk.post(url_of(holder.contribution), {"reason": "letter", "sure": "yes"}).status_code == 403
    shown = desk.get(f"/admin/donations/contribution/{holder.contribution.pk}/change/").content.decode()
    assert "Forget this person" not in shown
    assert not Erasure.objects.exists()
