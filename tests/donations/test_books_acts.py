"""Acts at the desk on the books: ask again, settle, send again, export, edit what is offered."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from donations import gateway
from donations.admin.words import FINDINGS
from donations.models import Appeal, Contribution, Finding, Letter, PresetAmount
from newsroom.core.models import AuditEntry
from tests.answers import context_of
from tests.builders import make_user
from tests.donations.books import (
    ADDRESS,
    PAID_AT,
    make_contribution,
    make_movement,
    make_payment,
    make_payout,
    make_reversal,
)
from tests.donations.giving import Supporter, choice
from tests.donations.processor import Processor

pytestmark = pytest.mark.django_db
ROOM = "/admin/donations"


@pytest.fixture
def fundraiser(client: Client) -> Client:
    client.force_login(make_user("fundraiser"))
    return client


def ask(client: Client, row: Contribution) -> str:
    answer = client.post(f"{ROOM}/contribution/{row.pk}/ask/", follow=True)
    assert answer.status_code == 200
    row.refresh_from_db()
    return answer.content.decode()


def answering(monkeypatch: pytest.MonkeyPatch, row: Contribution, **changes: Any) -> None:
    """Let the processor answer this about a contribution."""
    values: dict[str, Any] = {
        "reference": str(row.public_id),
        "attempt": 1,
        "session_id": row.session_id,
        "interval": row.interval,
        "amount": row.amount,
        "currency": row.currency,
        "email": ADDRESS,
    } | changes
    monkeypatch.setattr(gateway, "fetch", lambda *_, **__: gateway.Snapshot(**values))


def test_asking_again_brings_the_books_up_to_date_and_says_how(
    fundraiser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = make_contribution(status="open")
    fact = gateway.PaymentFact(
        provider_payment_id="pi_x", amount=1250, currency="EUR", asked=1250, paid_at=PAID_AT
    )
    answering(monkeypatch, row, status="paid", payments=(fact,))
    page = ask(fundraiser, row)
    assert "It was “on the payment page” and is now “paid”. 1 payment is new." in page
    assert (row.status, row.payments.count(), row.letters.count()) == ("paid", 1, 1)
    assert "nothing changed" in ask(fundraiser, row)
    assert row.payments.count() == 1
    first = AuditEntry.objects.filter(act="contribution.ask").order_by("pk")[0]
    assert (str(first.actor), first.target_id) == ("fundraiser", str(row.pk))
    assert first.details == {"before": "open", "after": "paid", "new_payments": 1, "is_away": False}


def test_asking_a_processor_that_is_away_changes_nothing_and_says_so(fundraiser: Client) -> None:
    row = make_contribution(status="open")
    assert "does not answer" in ask(fundraiser, row)
    assert row.status == "open"
    assert AuditEntry.objects.get(act="contribution.ask").details["is_away"]


def test_asking_about_what_has_no_payment_page_yet_is_no_error(fundraiser: Client) -> None:
    row = make_contribution(status="pending", session_id=None)
    assert "nothing to ask about yet" in ask(fundraiser, row)


@pytest.mark.parametrize("act", ["contribution/{c}/ask", "finding/{f}/settle", "letter/{l}/again"])
def test_buttons_want_a_post_and_the_right(client: Client, act: str) -> None:
    row = make_contribution()
    finding = Finding.objects.create(dedupe_key="x", kind="orphan")
    letter = Letter.objects.create(dedupe_key="x", kind="failed_renewal", contribution=row, status="failed")
    url = f"{ROOM}/{act.format(c=row.pk, f=finding.pk, l=letter.pk)}/"
    client.force_login(make_user("fundraiser"))
    assert client.get(url).status_code == (200 if "settle" in act else 405)
    client.force_login(make_user("editor"))
    assert client.post(url).status_code == 403
    finding.refresh_from_db()
    letter.refresh_from_db()
    assert (finding.settled_at, letter.status) == (None, "failed")


def test_a_finding_is_settled_once(fundraiser: Client) -> None:
    finding = Finding.objects.create(dedupe_key="x", kind="orphan")
    url = f"{ROOM}/finding/{finding.pk}"
    assert "Settle" in fundraiser.get(f"{url}/change/").content.decode()
    answer = fundraiser.post(f"{url}/settle/")
    assert answer.status_code == 422
    assert "Choose how it was dealt with." in answer.content.decode()
    for status in (302, 409):
        assert fundraiser.post(f"{url}/settle/", {"how": "written"}).status_code == status
    finding.refresh_from_db()
    assert finding.settled_at
    assert finding.settled_how == "written"
    assert AuditEntry.objects.get(act="finding.settle").details == {"what": "orphan", "how": "written"}
    assert "the supporter was written to" in fundraiser.get(f"{url}/change/").content.decode()
    assert "settle/" not in fundraiser.get(f"{url}/change/").content.decode()


@pytest.mark.parametrize("kind", Finding.Kind.values)
def test_a_finding_says_what_happened_what_was_kept_and_what_to_do(fundraiser: Client, kind: str) -> None:
    finding = Finding.objects.create(dedupe_key="x", kind=kind)
    page = unescape(fundraiser.get(f"{ROOM}/finding/{finding.pk}/change/").content.decode())
    assert all(str(sentence) in page for sentence in FINDINGS[kind])
    home = unescape(fundraiser.get("/admin/").content.decode())
    assert finding.get_kind_display() in home
    assert str(FINDINGS[kind][2]) in home


def test_a_letter_that_failed_is_sent_again_with_all_its_attempts(fundraiser: Client) -> None:
    row = make_contribution()
    values = {"dedupe_key": "x", "kind": "failed_renewal", "contribution": row, "attempts": 20}
    letter = Letter.objects.create(**values, status="failed")
    assert fundraiser.post(f"{ROOM}/letter/{letter.pk}/again/").status_code == 302
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("due", 0)
    assert AuditEntry.objects.get(act="letter.send_again").target_id == str(letter.pk)


def test_a_letter_that_was_sent_is_not_sent_again(fundraiser: Client) -> None:
    letter = make_payment().letters.get()
    fundraiser.post(f"{ROOM}/letter/{letter.pk}/again/")
    letter.refresh_from_db()
    assert letter.status == "sent"


def exported(client: Client, model: str = "payment", **query: Any) -> list[dict[str, str]]:
    answer = client.get(f"{ROOM}/{model}/csv/comma/", query)
    assert answer.streaming
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode())))


def test_the_list_as_csv_is_filtered_exact_and_without_addresses(fundraiser: Client) -> None:
    payment = make_payment()
    make_movement(payment)
    make_payment(make_contribution(amount=1000, currency="JPY"))
    [row] = exported(fundraiser, currency="EUR")
    assert (row["receipt"], row["amount"], row["fee"]) == (payment.receipt_number, "12.50", "0.44")
    assert (row["back"], row["net"], row["account_currency"]) == ("0.00", "12.06", "EUR")
    assert [row["amount"] for row in exported(fundraiser)] == ["1000", "12.50"]
    assert len(exported(fundraiser, "contribution", q=payment.receipt_number)) == 1
    assert ADDRESS not in str([exported(fundraiser), exported(fundraiser, "contribution")])


@pytest.mark.parametrize("path", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(fundraiser: Client, path: str) -> None:
    make_payment(make_contribution(from_path=path))
    assert exported(fundraiser)[0]["from"] == f"'{path}"


@pytest.mark.parametrize("separators", ["comma", "semicolon"])
def test_no_path_of_a_reader_is_a_formula_where_a_spreadsheet_takes_other_separators(
    fundraiser: Client, supporter: Supporter, processor: Processor, separators: str
) -> None:
    for sign in "=+-@":
        path = f"/a;{sign}WEBSERVICE(CHAR(104)&A1),{sign}2"
        supporter.send(supporter.open() | choice("once", "EUR", "20") | {"from_path": path})
    assert Contribution.objects.exclude(from_path="").count() == 4
    text = b"".join(fundraiser.get(f"{ROOM}/contribution/csv/{separators}/")).decode().lstrip("\ufeff")
    parts = re.split("[,;\n]", text.replace('"', ""))
    assert len([part for part in parts if "WEBSERVICE" in part]) == 4
    assert [part for part in parts if re.match(" *[=+@-]", part)] == []


def test_every_list_of_the_books_is_there_as_csv_in_the_newsrooms_zone(fundraiser: Client) -> None:
    payment = make_payment()
    make_movement(payment, payout=make_payout())
    Finding.objects.create(dedupe_key="x", kind="orphan", contribution=payment.contribution)
    found = {model: exported(fundraiser, model)[0] for model in ("contribution", "payment", "movement")}
    found |= {model: exported(fundraiser, model)[0] for model in ("payout", "finding", "letter")}
    assert found["payment"]["paid_at"] == found["movement"]["booked_at"] == "2026-11-23 13:06:00"
    assert found["movement"]["receipt"] == found["letter"]["receipt"] == payment.receipt_number
    assert (found["payout"]["amount"], found["movement"]["fee"]) == ("12.06", "0.44")
    assert found["finding"]["contribution"] == str(payment.contribution.public_id)


def test_a_list_comes_with_the_separators_of_another_spreadsheet(fundraiser: Client) -> None:
    payment = make_payment()
    make_movement(payment, kind="refund", reversal=make_reversal(payment, with_line=False), amount=-300)
    make_payment(make_contribution(amount=777, currency="USD"))
    url = f"{ROOM}/payment/csv/semicolon/"
    text = b"".join(fundraiser.get(url, {"currency": "EUR"})).decode()
    assert text.startswith("\ufeffreceipt;paid_at;amount;")
    [row] = csv.DictReader(io.StringIO(text[1:]), delimiter=";")
    assert (row["amount"], row["back"]) == ("12,50", "-3,00")
    page = fundraiser.get(f"{ROOM}/payment/", {"currency": "EUR"}).content.decode()
    assert f"{url}?currency=EUR" in page


def test_an_export_that_cannot_be_meant_is_refused(fundraiser: Client) -> None:
    assert fundraiser.get(f"{ROOM}/payment/csv/tabs/").status_code == 404
    refused = fundraiser.get(f"{ROOM}/payment/csv/comma/", {"separators": "semicolon"})
    assert refused["Location"] == "../../?e=1"
    assert fundraiser.get(f"{ROOM}/payment/?e=1").status_code == 200


def amount(**changes: Any) -> dict[str, Any]:
    return {"interval": "month", "currency": "EUR", "amount": "17.50", "order": "9"} | changes


def test_a_fundraiser_types_amounts_as_people_write_them(fundraiser: Client) -> None:
    assert fundraiser.post(f"{ROOM}/presetamount/add/", amount()).status_code == 302
    preset = PresetAmount.objects.get(order=9)
    assert (preset.amount, preset.currency) == (1750, "EUR")
    url = f"{ROOM}/presetamount/{preset.pk}/change/"
    assert 'value="17.50"' in fundraiser.get(url).content.decode()
    assert fundraiser.post(url, amount(amount="1 750", currency="JPY")).status_code == 302
    preset.refresh_from_db()
    assert (preset.amount, preset.currency) == (1750, "JPY")
    acts = AuditEntry.objects.filter(target_type="donations.presetamount").order_by("pk")
    assert [entry.act for entry in acts] == ["presetamount.create", "presetamount.change"]


@pytest.mark.parametrize("typed", ["", "0", "-5", "1.999", "1e3", "NaN", "５００", "99999999", "1.000", "x"])
def test_an_amount_that_is_none_is_refused_beside_its_field(fundraiser: Client, typed: str) -> None:
    before = PresetAmount.objects.count()
    answer = fundraiser.post(f"{ROOM}/presetamount/add/", amount(amount=typed))
    assert answer.status_code == 422
    assert context_of(answer)["adminform"].form.errors["amount"]
    assert PresetAmount.objects.count() == before


def test_an_amount_is_offered_once(fundraiser: Client) -> None:
    fundraiser.post(f"{ROOM}/presetamount/add/", amount())
    answer = fundraiser.post(f"{ROOM}/presetamount/add/", amount(order="10"))
    assert answer.status_code == 422
    assert PresetAmount.objects.filter(amount=1750).count() == 1


def test_a_fundraiser_writes_an_appeal_and_the_record_names_the_fields(fundraiser: Client) -> None:
    typed = {
        "placement": "banner",
        "language": "en",
        "heading": "Support us!",
        "text": "Please.",
        "button": "Contribute today",
        "priority": "5",
        "from_at_0": "2026-11-01",
        "from_at_1": "08:00",
    }
    assert fundraiser.post(f"{ROOM}/appeal/add/", typed).status_code == 302
    appeal = Appeal.objects.get(heading="Support us!")
    url = f"{ROOM}/appeal/{appeal.pk}/change/"
    assert (
        fundraiser.post(url, typed | {"until_at_0": "2026-10-01", "until_at_1": "08:00"}).status_code == 422
    )
    assert fundraiser.post(url, typed | {"heading": "Support us now!"}).status_code == 302
    entry = AuditEntry.objects.get(act="appeal.change")
    assert entry.details == {"changed": ["heading"]}
    assert fundraiser.get(f"{ROOM}/appeal/").status_code == 200
