"""Letters leave with a sender of any script over real SMTP, and say who wrote them and how to write back."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default

import pytest
from pytest_django import Settings

from donations import letters
from donations.models import Letter
from newsroom.core import crypto
from tests.donations.books import make_contribution, make_payment, make_supporter
from tests.donations.mailing import MailServer, mail_server

pytestmark = pytest.mark.django_db
RUSSIAN = "news@xn--e1afmkfd.xn--p1ai"


def taken(server: MailServer) -> list[EmailMessage]:
    return [email.message_from_bytes(one, policy=default) for one in server.taken]


@pytest.mark.parametrize(
    ("setting", "sender", "mailbox"),
    [
        ("news@пример.рф", "Вести", RUSSIAN),
        ("Отдел писем <news@пример.рф>", "Отдел писем", RUSSIAN),
        (f"Letters <{RUSSIAN}>", "Letters", RUSSIAN),
        ("news@ПРИМЕР.РФ", "Вести", RUSSIAN),
        ("news@bücher.example", "Вести", "news@xn--bcher-kva.example"),
        ("news@пример\N{IDEOGRAPHIC FULL STOP}рф", "Вести", RUSSIAN),
        ("news@зелёный.рф", "Вести", ""),
        ("news@зеле\N{COMBINING DIAERESIS}ныи\N{COMBINING BREVE}.рф", "Вести", ""),
    ],
)
def test_letters_leave_whatever_script_the_sender_is_in(
    settings: Settings, setting: str, sender: str, mailbox: str
) -> None:
    settings.DEFAULT_FROM_EMAIL, settings.PUBLICATION_NAME = setting, "Вести"
    mailbox = mailbox or f"news@{'зелёный.рф'.encode('idna').decode()}"
    contribution = make_contribution(interval="month", status="active")
    make_payment(contribution)
    Letter.objects.update(status="due", sent_at=None)
    for kind in ("failed_renewal", "ended", "paused"):
        Letter.objects.create(dedupe_key=f"{kind}:1", kind=kind, contribution=contribution)
    with mail_server(settings) as server:
        letters.send_due()
    assert len(server.taken) == 4
    assert not Letter.objects.exclude(status="sent").exists()
    for one in taken(server):
        assert one["From"] == f"{sender} <{mailbox}>"
        assert one["List-Unsubscribe"] == f"<mailto:{mailbox}?subject=unsubscribe>"
        assert one["Auto-Submitted"] == "auto-generated"
        assert one["Message-ID"].isascii()


@pytest.mark.parametrize("domain", ["пример.рф", "bücher.example", "例え.テスト", "xn--e1afmkfd.xn--p1ai"])
def test_letters_reach_a_domain_of_any_script(settings: Settings, domain: str) -> None:
    supporter = make_supporter(f"reader@{domain}")
    supporter.email_sealed = crypto.seal(f"reader@{domain}")
    supporter.save()
    make_payment(make_contribution(supporter=supporter))
    Letter.objects.update(status="due", sent_at=None)
    with mail_server(settings) as server:
        letters.send_due()
    [letter] = taken(server)
    assert letter["To"] == f"reader@{domain.encode('idna').decode()}"
