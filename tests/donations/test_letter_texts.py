"""Letters are looked at, sent to oneself, and said in other words, which cannot break them."""

from html import unescape

import pytest
import time_machine
from django.core import mail
from django.test import Client

from donations import letters
from donations.models import Letter, LetterText
from newsroom.core.models import AuditEntry
from tests.answers import context_of
from tests.builders import make_user
from tests.donations.books import make_letter_text, make_payment
from tests.donations.mailing import html_of

pytestmark = pytest.mark.django_db
ROOM = "/admin/donations/lettertext"
LANGUAGES = ("en", "ru")


@pytest.fixture
def fundraiser(client: Client) -> Client:
    person = make_user("fundraiser")
    person.email = "fundraiser@example.org"
    person.save()
    client.force_login(person)
    return client


def typed(**changes: str) -> dict[str, str]:
    receipt = {"kind": "receipt", "language": "en", "subject": "Thanks: {receipt}", "heading": "Thank you!"}
    return receipt | {"text": "We have {amount}.\r\n\r\nIt helps {publication}."} | changes


def shown(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Letter.Kind.values)
def test_every_letter_can_be_looked_at_before_it_is_sent(
    fundraiser: Client, kind: str, language: str
) -> None:
    said = letters.sample_email(kind, language, to="reader@example.org")
    page = shown(fundraiser, f"{ROOM}/samples/{kind}/{language}/")
    assert str(said.subject) in page
    assert not [sign for sign in ("%(", "None", "{") if sign in said.body]
    assert f"samples/{kind}/{language}/" in shown(fundraiser, f"{ROOM}/samples/")


def test_a_letter_is_shown_as_html_and_nothing_else_is_let_in(fundraiser: Client) -> None:
    answer = fundraiser.get(f"{ROOM}/samples/receipt/en/html/")
    assert answer.content.decode().lstrip().startswith("<!doctype html>")
    # Directives have no order.
    directives = set(answer["Content-Security-Policy"].split("; "))
    assert directives == {"default-src 'none'", "style-src 'unsafe-inline'"}


def test_a_letter_is_sent_to_whoever_asks_and_nobody_else(fundraiser: Client) -> None:
    answer = fundraiser.post(f"{ROOM}/samples/receipt/en/", follow=True)
    assert "Sent to the email address of your account." in answer.content.decode()
    [sent] = mail.outbox
    assert sent.to == ["fundraiser@example.org"]
    assert "Thank you. Here is your receipt." in html_of(sent)
    assert not Letter.objects.exists()
    assert AuditEntry.objects.get(act="letter.sample").details == {"kind": "receipt", "language": "en"}


def test_without_an_address_nothing_is_sent_and_it_is_said(client: Client) -> None:
    person = make_user("fundraiser")
    person.email = ""
    person.save()
    client.force_login(person)
    answer = client.post(f"{ROOM}/samples/receipt/en/", follow=True)
    assert "your account has no email address" in answer.content.decode()
    assert not mail.outbox


# Each letter in one language, and each language; the other ones are for `make test-slow`.
ONE_LANGUAGE_EACH = [
    pytest.param(kind, language, marks=pytest.mark.slow if (number + turn) % len(LANGUAGES) else [])
    for number, kind in enumerate(Letter.Kind.values)
    for turn, language in enumerate(LANGUAGES)
]


@time_machine.travel("2026-11-23 12:00:00+00:00", tick=False)  # A link is signed with its second.
@pytest.mark.parametrize(("kind", "language"), ONE_LANGUAGE_EACH)
def test_the_standing_words_are_the_default_and_saved_as_they_are_say_the_same(
    fundraiser: Client, kind: str, language: str
) -> None:
    before = letters.sample_email(kind, language, to="reader@example.org")
    url = f"{ROOM}/add/?kind={kind}&language={language}"
    form = context_of(fundraiser.get(url))["adminform"].form
    given = {name: form.initial[name] for name in typed()}
    assert fundraiser.post(f"{ROOM}/add/", given).status_code == 302
    after = letters.sample_email(kind, language, to="reader@example.org")
    assert (after.subject, after.body) == (before.subject, before.body)


def test_changed_words_are_sent_with_the_figures_of_each_letter(fundraiser: Client) -> None:
    payment = make_payment()
    assert fundraiser.post(f"{ROOM}/add/", typed()).status_code == 302
    said = letters.build(payment.letters.get())
    assert said.subject == f"Thanks: {payment.receipt_number}"
    assert "Thank you!" in said.body
    assert "We have €12.50.\n\nIt helps" in said.body
    assert payment.receipt_number in said.body
    assert "/support/manage/" in said.body
    LetterText.objects.all().delete()
    assert "Here is your receipt" in letters.build(payment.letters.get()).body


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("subject", "Thanks {name}"),
        ("heading", "{0}"),
        ("text", "We have {amount"),
        ("text", "We have {{amount}}"),
        ("text", "amount}"),
        ("text", "{amount.__class__}"),
        ("subject", ""),
        ("text", "\u200b"),
        ("subject", "x" * 151),
    ],
)
def test_words_that_would_break_a_letter_are_refused_beside_their_field(
    fundraiser: Client, field: str, words: str
) -> None:
    answer = fundraiser.post(f"{ROOM}/add/", typed(**{field: words}))
    assert answer.status_code == 422
    assert list(context_of(answer)["adminform"].form.errors) == [field]
    assert not LetterText.objects.exists()


@pytest.mark.parametrize(
    "words", ["%(amount)s 100 %", "<b>&amp;</b>", "a\nb", "https://example.org/?a=1&b=2"]
)
def test_whatever_else_is_typed_is_words(fundraiser: Client, words: str) -> None:
    assert fundraiser.post(f"{ROOM}/add/", typed(text=words)).status_code == 302
    said = letters.build(make_payment().letters.get())
    assert words in said.body
    assert "<b>" not in html_of(said)


def test_other_words_are_for_those_who_may(client: Client) -> None:
    text = make_letter_text()
    client.force_login(make_user("editor"))
    for url in (
        "",
        "samples/",
        "samples/receipt/en/",
        "samples/receipt/en/html/",
        "add/",
        f"{text.pk}/change/",
    ):
        assert client.get(f"{ROOM}/{url}").status_code == 403, url


def test_a_letter_that_is_none_has_no_page(fundraiser: Client) -> None:
    for url in ("samples/nothing/en/", "samples/receipt/xx/", "samples/nothing/en/html/"):
        assert fundraiser.get(f"{ROOM}/{url}").status_code == 404
