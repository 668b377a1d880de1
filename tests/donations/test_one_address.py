"""One email address, however it is written, is one supporter; what no letter reaches is seen by people."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from donations import ledger, letters
from donations.models import Contribution, Letter, LinkRequest
from donations.models import Supporter as Row
from newsroom.core import crypto
from tests.donations.giving import Supporter
from tests.donations.managing import give, work
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "news@xn--e1afmkfd.xn--p1ai"
SPELLINGS = {
    "as it is said": "news@пример.рф",
    "in the letters of DNS": KEPT,
    "in capitals": "News@ПРИМЕР.РФ",
    "capitals of DNS": "news@XN--E1AFMKFD.XN--P1AI",
    "with the full stop of another script": "news@пример\N{IDEOGRAPHIC FULL STOP}рф",
    "with spaces round it": "  news@пример.рф ",
    "wide letters": "news@\N{FULLWIDTH LATIN SMALL LETTER X}n--e1afmkfd.xn--p1ai",
}
NO_SPELLINGS = {
    "composed": "news@зелёный.рф",
    "decomposed": "news@зеле\N{COMBINING DIAERESIS}ныи\N{COMBINING BREVE}.рф",
    "half of it": "news@зелёныи\N{COMBINING BREVE}.рф",
}


def give_from(supporter: Supporter, processor: Processor, email: str) -> Contribution:
    supporter.give("once", "EUR", "5")
    contribution = Contribution.objects.latest("id")
    processor.pay(contribution, email=email)
    ledger.sync_contribution(contribution)
    contribution.refresh_from_db()
    return contribution


def test_every_spelling_is_one_supporter(supporter: Supporter, processor: Processor) -> None:
    for email in SPELLINGS.values():
        given = give_from(supporter, processor, email)
        assert given.supporter
        # The local part stays as it was typed first; it is compared without capitals.
        assert crypto.open_sealed(given.supporter.email_sealed) == KEPT
    assert Row.objects.count() == 1


def test_composed_and_decomposed_are_one_supporter(supporter: Supporter, processor: Processor) -> None:
    for email in NO_SPELLINGS.values():
        give_from(supporter, processor, email)
    assert Row.objects.count() == 1


def test_the_link_is_asked_for_in_every_spelling_once(supporter: Supporter, processor: Processor) -> None:
    given = give_from(supporter, processor, KEPT)
    for email in SPELLINGS.values():
        assert Client().post("/support/link/", {"email": email, "end": "1"}).status_code == 303
    assert LinkRequest.objects.count() == 1
    work()
    assert Letter.objects.filter(kind="link", contribution=given).count() == 1


def test_letters_go_to_another_address_in_every_spelling_of_it(
    supporter: Supporter, processor: Processor
) -> None:
    holder = give(supporter, processor)
    for email in list(SPELLINGS.values())[:3]:
        assert holder.send("email", email=email).status_code == 303
    asked = Letter.objects.filter(kind="confirm_address")
    assert {letters.build(letter).to[0].lower() for letter in asked} == {KEPT}
    assert len({letter.supporter_id for letter in asked}) == 1


@pytest.mark.parametrize(
    "email",
    [
        "почта@пример.рф",
        "pочта@example.org",
        "nachricht.für@example.org",
        "зеле\N{COMBINING DIAERESIS}ный@example.org",
        "a\N{ZERO WIDTH SPACE}b@example.org",
    ],
)
def test_who_no_letter_reaches_is_kept_as_typed_and_seen_by_people(
    supporter: Supporter, processor: Processor, mailoutbox: list[EmailMessage], email: str
) -> None:
    given = give_from(supporter, processor, email)
    assert given.status == "paid"
    work()
    letter = Letter.objects.get(kind="receipt")
    assert (letter.status, mailoutbox) == ("due", [])
    Letter.objects.update(attempts=30, next_at=letter.created_at)
    letters.send_due()
    letter.refresh_from_db()
    assert (letter.status, mailoutbox) == ("failed", [])
    assert [row.what for row in ledger.broken()] == ["eventually_letter_waiting"]
