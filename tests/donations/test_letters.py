"""Letters: what stands in them, and that each is sent at least once, whatever the mail server does."""

import datetime
import email
from email.policy import default
from uuid import uuid4

import pytest
import time_machine
from django.core.checks import run_checks
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django import Settings

from donations import letters, links, tasks
from donations.letters import sending
from donations.models import Contribution, Letter, Payment, Supporter
from newsroom.core import crypto
from tests.donations.mailing import html_of, mail_server
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
PAID_AT = datetime.datetime(2026, 1, 31, 12, 6, tzinfo=datetime.UTC)
READER = "Reader@example.org"


def make_letter(
    kind: str = "receipt", *, email: str = READER, paid_at: datetime.datetime = PAID_AT, **changes: object
) -> Letter:
    supporter = Supporter.objects.get_or_create(
        email_hash=crypto.lookup_hash(email.lower()), defaults={"email_sealed": crypto.seal(email)}
    )[0]
    values = {"interval": "month", "amount": 900, "currency": "EUR", "status": "active", "language": "en"}
    values |= {"form_token": uuid4(), "expires_at": timezone.now()} | changes
    values["subscription_id"] = f"sub_{values['form_token']}"
    contribution = Contribution.objects.create(supporter=supporter, **values)
    payment = Payment.objects.create(
        contribution=contribution,
        provider_payment_id=f"pi_{contribution.pk}",
        amount=contribution.amount,
        currency=contribution.currency,
        paid_at=paid_at,
    )
    return Letter.objects.create(
        dedupe_key=f"{kind}:{payment.provider_payment_id}",
        kind=kind,
        contribution=contribution,
        payment=payment if kind == "receipt" else None,
        language=contribution.language,
        facts={"change": str(uuid4())},
    )


def both_bodies(letter: Letter) -> list[str]:
    mail = letters.build(letter)
    return [str(mail.body), html_of(mail)]


def test_a_receipt_tells_amount_days_and_number_and_how_to_stop(mailoutbox: list[EmailMessage]) -> None:
    letter = make_letter(next_at=datetime.datetime(2026, 2, 28, 12, tzinfo=datetime.UTC))
    assert letter.payment
    for body in both_bodies(letter):
        assert "Your monthly contribution of €9 has arrived." in body
        assert "Jan. 31, 2026" in body
        assert "Feb. 28, 2026" in body
        assert letter.payment.receipt_number in body
        assert f"/support/manage/{links.token_of(letter.contribution, at=letter.created_at)}/" in body
        assert READER not in body
    assert letters.build(letter).to == [READER]


def test_a_receipt_for_one_payment_promises_no_next_one() -> None:
    for body in both_bodies(make_letter(interval="once", status="paid", amount=1250)):
        assert "Your contribution of €12.50 has arrived." in body
        assert "Next payment" not in body
        assert "until the next payment" not in body


def test_letters_speak_the_language_of_the_supporter(settings: Settings) -> None:
    assert f"{settings.SITE_URL}/\n" in letters.build(make_letter()).body
    for body in both_bodies(make_letter(language="ru", interval="year", amount=500000, currency="JPY")):
        assert f"{settings.SITE_URL}/ru/" in body
        assert "Мы получили ваш ежегодный взнос: 500\u00a0000\u00a0¥." in body
        assert "31 января 2026" in body
        assert "Receipt" not in body
        assert "Thank" not in body
    assert letters.build(make_letter(language="ru")).subject.startswith("Ваша квитанция от")


def test_a_failed_renewal_says_that_nothing_was_charged() -> None:
    for language, words in (("en", "Nothing was charged"), ("ru", "Ничего не списано")):
        for body in both_bodies(make_letter("failed_renewal", language=language)):
            assert words in body
    assert letters.build(make_letter("failed_renewal")).subject.endswith("could not be renewed")


def test_html_has_its_rules_in_its_head_and_loads_nothing() -> None:
    for kind in Letter.Kind.values:
        html = both_bodies(make_letter(kind))[1]
        assert "<style>" in html
        for word in ("<script", "<link", "src=", "url(", "@import"):
            assert word not in html


def test_a_name_with_signs_is_text_in_text_and_escaped_in_html(settings: Settings) -> None:
    settings.PUBLICATION_NAME = "Smith & <Sons>"
    text, html = both_bodies(make_letter())
    assert "Smith & <Sons>" in text
    assert "Smith &amp; &lt;Sons&gt;" in html


def test_the_next_payment_is_the_one_that_the_processor_names() -> None:
    due = datetime.datetime(2026, 12, 29, 12, tzinfo=datetime.UTC)
    assert "Dec. 29, 2026" in letters.build(make_letter(next_at=due)).body
    assert "Next payment" not in letters.build(make_letter(next_at=None)).body
    assert "Next payment" not in letters.build(make_letter(next_at=due, status="past_due")).body


def test_a_letter_is_sent_once_and_noted(settings: Settings) -> None:
    make_letter()
    with mail_server(settings) as server:
        assert letters.send_due() == 1
        assert letters.send_due() == 0
    assert len(server.taken) == 1
    assert Letter.objects.get().status == "sent"


def test_while_the_mail_server_is_away_letters_wait_and_are_not_lost(settings: Settings) -> None:
    make_letter()
    make_letter(currency="USD")
    with mail_server(settings) as server:
        pass
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert letters.send_due() == 2
        assert set(Letter.objects.values_list("status", "attempts")) == {("due", 1)}
        clock.shift(datetime.timedelta(minutes=1))
        with mail_server(settings) as server:
            assert letters.send_due() == 2
    assert len(server.taken) == 2
    assert set(Letter.objects.values_list("status", flat=True)) == {"sent"}


def test_a_server_that_dies_after_taking_a_letter_gets_a_copy_that_can_be_recognised(
    settings: Settings,
) -> None:
    make_letter()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with mail_server(settings, dies_after_data=True) as first:
            letters.send_due()
        clock.shift(datetime.timedelta(minutes=1))
        with mail_server(settings) as second:
            letters.send_due()
    copies = [email.message_from_bytes(raw, policy=default) for raw in first.taken + second.taken]
    assert len(copies) == 2
    for header in ("Message-ID", "Date", "Subject", "To"):
        assert copies[0][header] == copies[1][header]
    assert Payment.objects.get().receipt_number in copies[0]["Subject"]


@pytest.mark.parametrize("spoiled", ["k9:AAAA", "nonsense", ""])
def test_a_letter_that_cannot_be_opened_waits_and_stands_in_nobodys_way(
    settings: Settings, spoiled: str
) -> None:
    make_letter()
    make_letter(email="other@example.org")
    Supporter.objects.filter(email_hash=crypto.lookup_hash(READER.lower())).update(email_sealed=spoiled)
    with mail_server(settings) as server:
        assert letters.send_due() == 2
    assert len(server.taken) == 1
    assert sorted(Letter.objects.values_list("status", flat=True)) == ["due", "sent"]


def test_an_address_that_no_mail_can_be_sent_to_stands_in_nobodys_way(settings: Settings) -> None:
    make_letter(email="a@example.org\nBcc: b@example.org")
    make_letter(email="other@example.org")
    with mail_server(settings) as server:
        assert letters.send_due() == 2
    assert len(server.taken) == 1


def test_a_letter_that_is_refused_many_times_is_left_to_people(settings: Settings) -> None:
    make_letter()
    Letter.objects.update(attempts=sending.ATTEMPTS - 1)
    with mail_server(settings) as server:
        server.refuses = True
        letters.send_due()
    assert server.asked_about
    assert Letter.objects.get().status == "failed"


@pytest.mark.parametrize("cause", ["the server is away", "the key is not in the settings"])
def test_what_is_not_the_letters_fault_lets_it_wait_however_long_it_lasts(
    settings: Settings, cause: str
) -> None:
    make_letter()
    Letter.objects.update(attempts=sending.ATTEMPTS * 50)
    with mail_server(settings) as server:
        if cause == "the key is not in the settings":
            Supporter.objects.update(email_sealed="other:AAAA")
            letters.send_due()
    letters.send_due()
    assert (Letter.objects.get().status, server.taken) == ("due", [])
    assert Letter.objects.get().attempts > sending.ATTEMPTS * 50


@pytest.mark.parametrize(
    ("setting", "sender"),
    [
        ("desk@news.example", "Вести <desk@news.example>"),
        ("The desk <desk@news.example>", "The desk <desk@news.example>"),
    ],
)
def test_letters_are_from_the_publication_unless_a_name_is_set(
    settings: Settings, setting: str, sender: str
) -> None:
    settings.DEFAULT_FROM_EMAIL, settings.PUBLICATION_NAME = setting, "Вести"
    make_letter()
    with mail_server(settings) as server:
        letters.send_due()
    assert email.message_from_bytes(server.taken[0], policy=default)["From"] == sender


@pytest.mark.parametrize(
    ("language", "sender"),
    [("ru", "Квитанции <desk@news.example>"), ("en", "The desk <desk@news.example>")],
)
def test_letters_of_a_language_can_have_a_sender_whose_name_says_nothing(
    settings: Settings, language: str, sender: str
) -> None:
    settings.DEFAULT_FROM_EMAIL = "The desk <desk@news.example>"
    settings.SENDER_NAMES = {"ru": "Квитанции"}
    Letter.objects.filter(pk=make_letter().pk).update(language=language)
    with mail_server(settings) as server:
        letters.send_due()
    assert email.message_from_bytes(server.taken[0], policy=default)["From"] == sender


def test_without_a_mail_server_letters_wait_and_no_address_is_written_to_the_log(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    make_letter()
    assert letters.send_due() == 0
    assert Letter.objects.values("status", "attempts").get() == {"status": "due", "attempts": 0}
    assert "example.org" not in "".join(capfd.readouterr()).lower()


@pytest.mark.parametrize("sender", ["newsroom@localhost", "The desk <newsroom@localhost>"])
def test_an_installation_that_takes_contributions_is_told_what_its_letters_lack(
    settings: Settings, sender: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.DEBUG = settings.DEMO = False
    settings.STRIPE_SECRET_KEY, settings.DEFAULT_FROM_EMAIL = "rk_live_1", sender
    assert {told.id for told in run_checks()} >= {"donations.W001", "donations.W002"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "desk@news.example"
    assert not {told.id for told in run_checks()} & {"donations.W001", "donations.W002"}


def test_a_slow_mail_server_keeps_the_worker_for_one_round_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "ROUND", 0.3)
    for number in range(8):
        make_letter(email=f"reader{number}@example.org")
    with mail_server(settings) as server:
        server.pause_after_data = 0.2
        tasks.work_through()
        assert 1 <= len(server.taken) <= 3
        server.pause_after_data = 0
        monkeypatch.setattr(tasks, "ROUND", PATIENCE)
        tasks.work_through()
    assert len(server.taken) == 8


def test_a_lease_outlasts_the_mail_servers_patience(settings: Settings) -> None:
    assert sending.LEASE.total_seconds() / 4 > settings.EMAIL_TIMEOUT


def test_logs_name_letters_never_people(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    letter = make_letter()
    with mail_server(settings):
        pass
    letters.send_due()
    assert f"letter {letter.pk} was not sent" in caplog.text
    assert "example.org" not in caplog.text.lower()
