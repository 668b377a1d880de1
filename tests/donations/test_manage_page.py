"""The supporter's page: what it shows, what can be changed there, and that only its holder changes it."""

import datetime

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from donations import ledger, links
from donations.models import AddressChange, CardChange, Contribution, Course, Letter
from newsroom.core.dates import in_zone
from newsroom.core.logs import LineFormatter
from tests.builders import make_user
from tests.donations.giving import Supporter
from tests.donations.managing import Holder, give, words, work
from tests.donations.processor import READER, Processor

pytestmark = pytest.mark.django_db(transaction=True)
S = Contribution.Status


@pytest.fixture
def holder(supporter: Supporter, processor: Processor) -> Holder:
    return give(supporter, processor)


def kinds() -> list[str]:
    return list(Letter.objects.order_by("id").values_list("kind", flat=True))


def test_the_page_tells_what_runs_what_was_given_and_sets_no_cookie(holder: Holder) -> None:
    answer = holder.client.get(holder.url)
    page = words(answer)
    payment = holder.contribution.payments.get()
    assert "€9 a month" in page
    assert "It runs. Next payment:" in page
    assert payment.receipt_number in page
    assert READER not in answer.content.decode()
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"


def test_how_long_a_pause_can_be_is_said_in_the_language_of_the_page(holder: Holder) -> None:
    assert "1 month 2 months" in " ".join(holder.page().split())
    page = " ".join(Holder(holder.contribution, language="/ru").page().split())
    assert "1 месяц 2 месяца" in page
    assert "12 месяцев" in page
    assert "month" not in page


def test_the_receipt_carries_the_link(holder: Holder, mailoutbox: list[EmailMessage]) -> None:
    assert holder.url in mailoutbox[0].body
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert mailoutbox[0].extra_headers["List-Unsubscribe"].startswith("<mailto:")


def test_an_ending_is_one_tick_and_one_button_and_can_be_undone_without_a_card(
    holder: Holder, processor: Processor, mailoutbox: list[EmailMessage]
) -> None:
    answer = holder.send("end", sure="yes")
    assert answer.status_code == 303
    assert "That it ends: nothing is collected from now on." in holder.page()
    assert "It runs." not in holder.page()
    work()
    contribution = holder.contribution
    contribution.refresh_from_db()
    assert contribution.status == S.CANCELLED
    assert contribution.ends_at
    until = in_zone(contribution.ends_at, "moment")
    assert f"Ended: nothing more is collected. You can undo it until {until}." in holder.page()
    assert f"Can be undone until: {until}" in mailoutbox[-1].body
    assert "Your contribution has ended" in mailoutbox[-1].body
    assert holder.url in mailoutbox[-1].body
    assert holder.ask("undo", sure="yes").status == S.ACTIVE
    assert "It runs. Next payment:" in holder.page()
    assert "goes on" in mailoutbox[-1].subject
    assert kinds() == ["receipt", "ended", "resumed"]


@pytest.mark.parametrize("act", ["end", "pause", "amount", "card", "language", "email"])
def test_a_form_as_it_is_served_changes_nothing(holder: Holder, processor: Processor, act: str) -> None:
    before = len(processor.requests())
    for values in (
        {},
        {"sure": ""},
        {"sure": "no"},
        {"months": "", "amount": "", "language": "", "email": ""},
    ):
        answer = holder.send(act, **values)
        assert answer.status_code == 422
        assert "aria-invalid" in answer.content.decode()
    assert not Course.objects.exists()
    assert not CardChange.objects.exists()
    assert not AddressChange.objects.exists()
    assert len(processor.requests()) == before


def test_a_pause_goes_on_by_itself_and_can_be_ended_sooner(holder: Holder) -> None:
    contribution = holder.ask("pause", months="3")
    assert contribution.status == S.PAUSED
    assert contribution.resumes_at
    assert 85 < (contribution.resumes_at - timezone.now()).days < 93
    assert "Paused: nothing is collected until" in holder.page()
    assert holder.ask("resume", sure="yes").status == S.ACTIVE
    assert kinds() == ["receipt", "paused", "resumed"]


def test_another_amount_counts_from_the_next_payment_on(holder: Holder) -> None:
    assert holder.send("amount", amount="9").status_code == 422
    assert holder.send("amount", amount="12,345").status_code == 422
    contribution = holder.ask("amount", amount="12.50")
    assert contribution.amount == 1250
    assert [(term.amount, term.by) for term in contribution.terms.order_by("id")] == [
        (900, "form"),
        (1250, "supporter"),
    ]
    assert kinds() == ["receipt", "changed"]


def test_the_last_wish_counts(holder: Holder) -> None:
    holder.send("pause", months="1")
    holder.send("amount", amount="20")
    holder.send("end", sure="yes")
    work()
    holder.contribution.refresh_from_db()
    assert (holder.contribution.status, holder.contribution.amount) == (S.CANCELLED, 900)
    assert "ended" in kinds()


def test_a_second_click_asks_for_nothing_new(holder: Holder) -> None:
    for _ in range(2):
        assert holder.send("end", sure="yes").status_code == 303
    assert Course.objects.get().number == 1
    work()
    assert holder.send("end", sure="yes").status_code == 303
    assert holder.ask("undo", sure="yes").status == S.ACTIVE
    assert holder.send("undo", sure="yes").status_code == 303
    assert kinds() == ["receipt", "ended", "resumed"]


def test_what_was_asked_for_can_be_taken_back_before_it_is_granted(
    holder: Holder, processor: Processor
) -> None:
    holder.send("end", sure="yes")
    page = holder.page()
    assert "Undo the ending" in page
    assert "End my contribution" not in page
    assert holder.ask("undo", sure="yes").status == S.ACTIVE
    assert kinds() == ["receipt"]
    holder.send("amount", amount="20")
    # What is given today was meant after all.
    assert holder.ask("amount", amount="9").amount == 900


def test_when_the_week_is_over_nothing_can_be_undone_and_giving_again_is_offered(
    holder: Holder, processor: Processor
) -> None:
    contribution = holder.ask("end", sure="yes")
    assert contribution.ends_at
    with time_machine.travel(contribution.ends_at + datetime.timedelta(hours=1), tick=False):
        assert "can undo" not in holder.page()
        processor.control("clock", days=8)
        ledger.sync_contribution(contribution)
        page = holder.page()
        assert "Ended: nothing more is collected." in page
        assert "can undo" not in page
        assert "Give again" in page
        assert holder.send("undo", sure="yes").status_code == 409
    assert kinds() == ["receipt", "ended"]


def test_what_cannot_be_done_any_more_is_said_and_not_done(holder: Holder) -> None:
    holder.ask("end", sure="yes")
    answer = holder.send("pause", months="2")
    assert answer.status_code == 409
    assert "Nothing was changed" in words(answer)


def test_another_site_cannot_send_the_forms(holder: Holder) -> None:
    given = {"act": "end", "sure": "yes", "end": "1"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert holder.client.post(holder.url, given, headers=headers).status_code == 403
    assert not Course.objects.exists()
    assert holder.client.post(holder.url, given, headers={"Origin": "null"}).status_code == 303


def test_a_link_that_is_forged_revoked_or_cut_shows_nothing(holder: Holder) -> None:
    url = holder.url
    for wrong in (
        url[:-2] + "/",
        url.replace("manage/", "manage/A"),
        "/support/manage/x/",
        url[:-10] + "AAAAAAAAA/",
    ):
        answer = Client().get(wrong)
        assert answer.status_code == 404
        assert "€9" not in words(answer)
    Contribution.objects.update(link_version=2)
    assert Client().get(url).status_code == 404


def test_a_failed_renewal_is_mended_by_a_new_card(holder: Holder, processor: Processor) -> None:
    answer = holder.send("card", sure="yes")
    assert answer.status_code == 303
    assert answer["Location"].startswith(processor.origin)
    change = CardChange.objects.get()
    processor.control("pay", session=change.session_id, email=READER, means="succeeds")
    CardChange.objects.update(next_at=timezone.now())
    work()
    change.refresh_from_db()
    assert change.status == CardChange.Status.USED


def test_a_failed_payment_is_mended_at_the_top_of_the_page(holder: Holder) -> None:
    assert holder.page().index("End it") < holder.page().index("New card")
    Contribution.objects.update(status=S.PAST_DUE)
    assert holder.page().index("New card") < holder.page().index("End it")


def test_letters_come_in_the_language_that_was_chosen(holder: Holder, mailoutbox: list[EmailMessage]) -> None:
    answer = holder.send("language", language="ru")
    assert answer["Location"].startswith("/ru/support/manage/")
    holder.ask("pause", months="1")
    assert "Ваш взнос на паузе" in mailoutbox[-1].body
    assert "/ru/support/manage/" in mailoutbox[-1].body


def test_a_wish_waits_while_the_processor_is_away(holder: Holder, processor: Processor) -> None:
    processor.fault("closed_before", path="/v1/subscriptions", times=None)
    holder.send("end", sure="yes")
    work()
    assert ledger.wanted_course(holder.contribution)
    processor.control("faults/clear")
    Course.objects.update(next_at=timezone.now())
    work()
    holder.contribution.refresh_from_db()
    assert holder.contribution.status == S.CANCELLED


def test_one_time_gifts_have_receipts_and_nothing_to_end(supporter: Supporter, processor: Processor) -> None:
    holder = give(supporter, processor, "once")
    page = holder.page()
    assert "Given once. Thank you." in page
    assert "End it" not in page
    assert links.read(holder.url.split("/")[-2])


def test_the_desk_sees_what_was_asked_for(holder: Holder, client: Client) -> None:
    holder.ask("amount", amount="20")
    holder.send("pause", months="2")
    holder.send("card", sure="yes")
    holder.send("email", email="new@example.org")
    client.force_login(make_user("fundraiser"))
    answer = client.get(f"/admin/donations/contribution/{holder.contribution.pk}/change/")
    page = " ".join(answer.content.decode().split())
    for said in ("Pause, ", "waits for the processor", "on the processor", "not confirmed"):
        assert said in page
    assert "new@example.org" not in page


def test_no_line_of_the_log_holds_a_token(holder: Holder, caplog: pytest.LogCaptureFixture) -> None:
    token, formatter = holder.url.split("/")[-2], LineFormatter()
    holder.send("end", sure="no")
    holder.client.post(holder.url, {"end": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    holder.client.get(holder.url.replace("manage/", "manage/A"))
    holder.client.get(f"/nowhere{holder.url}")
    holder.client.put(holder.url)
    lines = [formatter.format(record) for record in caplog.records]
    assert len(lines) >= 4
    assert all("donations:manage" in line or "no-page" in line for line in lines)
    assert not any(token[:12] in line for line in lines)
