"""Stations of a walk through fourteen months: each checks what the page says and which letters came."""

from __future__ import annotations

import datetime

from django.utils import timezone

from donations import ledger
from donations.models import Finding
from tests.browser.months.walker import Walker
from tests.people import person

# Drafts of invoices are collected after an hour.
COLLECTED = datetime.timedelta(hours=6)


def renew(walker: Walker, *kinds: str) -> None:
    """Wait until the next payment was collected, or tried, and see what was written about it."""
    walker.calendar.pass_until(walker.next_at() + COLLECTED)
    walker.hear(*(kinds or ("receipt",)))


def start(walker: Walker) -> None:
    """Begin to give each month, be thanked, and give twice more."""
    walker.give("month")
    walker.see("thanks", "nine")
    walker.hear("receipt", says=walker.words.page("nine").split(" ")[0])
    for _ in range(2):
        renew(walker)
    walker.open_letter()
    walker.see("runs", at=walker.next_at())


def fail_and_mend(walker: Walker) -> None:
    """Have a card that is refused, twice; hear it once, and give another card by the letter's link."""
    name = walker.contribution.subscription_id
    walker.processor.control("cards", subscription=name, means="declined")
    renew(walker, "failed_renewal")
    walker.calendar.pass_time(days=1, hours=6)
    walker.hear()
    walker.open_letter()
    walker.see("failed")
    walker.ask("card")
    walker.pay_by("succeeds")
    walker.see("card")
    walker.calendar.pass_time(minutes=1)
    walker.hear("receipt")
    walker.open_letter()
    walker.see("runs", at=walker.next_at())


def change_the_amount(walker: Walker) -> None:
    """Ask for another amount, hear that it was changed, and pay it."""
    walker.ask("amount", amount=walker.words.typed)
    walker.see("amount")
    walker.hear("changed", says=walker.words.page("more"))
    walker.open_letter()
    walker.see("more", "runs", at=walker.next_at())
    renew(walker)


def pause_and_return(walker: Walker) -> None:
    """Pause for two months, in which nothing is collected, and pay again afterwards."""
    walker.open_letter()
    walker.ask("pause", months="2")
    walker.see("pause", at=months_later(2))
    walker.hear("paused")
    walker.open_letter()
    walker.see("paused", at=walker.contribution.resumes_at)
    paid = walker.last_payment()
    walker.calendar.pass_time(days=58)
    walker.hear()
    assert walker.last_payment() == paid
    walker.calendar.pass_time(days=2)
    walker.hear("resumed")
    walker.open_letter()
    walker.see("runs", at=walker.next_at())
    renew(walker)


def months_later(number: int) -> datetime.datetime:
    """Return the same day of a later month; none of the days here is missing there."""
    now = timezone.now()
    months = now.month - 1 + number
    return now.replace(year=now.year + months // 12, month=months % 12 + 1)


def get_back(walker: Walker) -> None:
    """Get a part of a payment back, and dispute another one at the bank, which decides for them."""
    renew(walker)
    walker.processor.control("refund", payment_intent=walker.last_payment(), amount=500)
    walker.hear("refunded")
    walker.open_letter()
    walker.see("part")
    renew(walker)
    dispute = walker.processor.control("dispute", payment_intent=walker.last_payment())
    walker.calendar.pass_time(days=10)
    walker.processor.control("dispute/move", dispute=dispute["id"], act="lose")
    walker.hear()
    walker.open_letter()
    walker.see("part", "whole")
    # A fundraiser has seen that the bank asked.
    ledger.settle(finding=Finding.objects.get(), how="there", by=person("fundraiser"))


def end_and_undo(walker: Walker) -> None:
    """End it, undo that by the letter's link within the week, and pay again."""
    walker.ask("end")
    walker.see("end")
    walker.hear("ended")
    walker.open_letter()
    walker.see("ended", at=walker.contribution.ends_at)
    walker.calendar.pass_time(days=3)
    walker.open_letter()
    walker.ask("undo")
    walker.see("undo")
    walker.hear("resumed")
    walker.open_letter()
    walker.see("runs", at=walker.next_at())
    renew(walker)


def end(walker: Walker) -> None:
    """End it for good: nothing is collected or written any more; the money goes to the newsroom's bank."""
    walker.open_letter()
    walker.ask("end")
    walker.see("end")
    walker.hear("ended")
    paid = walker.last_payment()
    walker.calendar.pass_time(days=8)
    walker.open_letter()
    walker.see("over", "again")
    walker.processor.control("payout")
    walker.calendar.pass_time(days=54)
    walker.hear()
    assert walker.last_payment() == paid


def start_annually(walker: Walker) -> None:
    """Begin to give once a year with a card that ends sooner, and hear of both before the next payment."""
    walker.give("year", means="expires")
    walker.see("thanks", "year")
    walker.hear("receipt")
    due = walker.next_at()
    walker.calendar.pass_until(due - datetime.timedelta(days=22))
    walker.hear()
    walker.calendar.pass_until(due - datetime.timedelta(days=19))
    walker.hear("card_ends", says=walker.words.page("year"))
    walker.open_letter()
    walker.see("year", "runs", at=due)
    walker.calendar.pass_until(due - datetime.timedelta(days=13))
    walker.hear("renews_soon", says=walker.words.page("year"))


def lapse(walker: Walker) -> None:
    """Let the ended card be refused again and again, until nothing more is tried."""
    renew(walker, "failed_renewal")
    walker.open_letter()
    walker.see("failed")
    link = walker.page.url
    walker.calendar.pass_time(days=5)
    walker.hear("lapsed")
    walker.page.goto(link)
    walker.see("lapsed", "again")
    walker.calendar.pass_time(days=50)
    walker.hear()
