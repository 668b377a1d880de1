"""A supporter in a browser without scripts, who follows links of letters and sends the forms behind them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from donations.models import Contribution, Letter, Payment
from tests.browser.months.album import Album
from tests.browser.months.calendar import Calendar
from tests.browser.months.words import Words
from tests.donations.processor import READER, Processor

LINK = re.compile(r"https?://\S+/support/manage/\S+")


@dataclass
class Walker:
    """`went_out` are the Message-IDs of all letters that were looked at, in order."""

    page: Page
    processor: Processor
    calendar: Calendar
    album: Album
    words: Words
    went_out: list[str] = field(default_factory=list)

    @property
    def contribution(self) -> Contribution:
        return Contribution.objects.get()

    def next_at(self) -> datetime.datetime:
        """Return when the next payment is due."""
        moment = self.contribution.next_at
        assert moment
        return moment

    def last_payment(self) -> str:
        return Payment.objects.latest("paid_at").provider_payment_id

    # What they do

    def give(self, interval: str, means: str = "succeeds") -> None:
        """Go from the support page through the payment page to the thanks page."""
        self.page.goto(f"{self.words.prefix}/support/")
        self.page.locator(f"input[name=interval][value={interval}]").check()
        self.page.locator("input[name=currency][value=EUR]").check()
        self.page.locator(f"[name=amount-{interval}-EUR][value=other]").check()
        self.page.locator(f"[name=other-{interval}-EUR]").fill("9")
        self.album.keep_page(self.page, "support")
        self.page.get_by_role("button", name=self.words.button).click()
        self.page.locator("#answer").check()
        self.album.keep_page(self.page, "question")
        self.page.locator(".give-button").click()
        self.page.locator("#email").fill(READER)
        self.pay_by(means)

    def pay_by(self, means: str) -> None:
        """Choose a test card on the processor's page, and send it."""
        self.page.locator(f"#means-{means}").check()
        self.page.get_by_role("button").click()
        self.page.wait_for_url(f"{settings.SITE_URL}/**")

    def open_letter(self) -> None:
        """Follow the link of the newest letter."""
        self.page.goto(LINK.findall(str(mail.outbox[-1].body))[0])

    def ask(self, act: str, **values: str) -> None:
        """Fill in one form of the supporter's page and send it; without values, its box is ticked."""
        form = self._form(act)
        if not values:
            form.get_by_role("checkbox").check()
        for name, value in values.items():
            field = form.locator(f"[name={name}]")
            (field.select_option if name == "months" else field.fill)(value)
        form.get_by_role("button").click()

    def _form(self, act: str) -> Locator:
        return self.page.locator("form", has=self.page.locator(f"input[name=act][value={act}]"))

    # What they see

    def see(self, *stations: str, at: datetime.datetime | None = None) -> None:
        """Check that the page says the sentences of these stations, and keep its picture."""
        for station in stations:
            expect(self.page.locator("main")).to_contain_text(self.words.page(station, at))
        self.album.keep_page(self.page, "-".join(stations).replace(" ", "-"))

    def hear(self, *kinds: str, says: str = "") -> None:
        """Check which letters went out since the last look, in order, and words of the last one."""
        self.calendar.settle()
        new = mail.outbox[len(self.went_out) :]
        rows = Letter.objects.filter(status="sent").order_by("sent_at", "id")
        assert [row.kind for row in rows][len(self.went_out) :] == list(kinds)
        assert len(new) == len(kinds), [one.subject for one in new]
        for kind, one in zip(kinds, new, strict=True):
            assert one.to == [READER]
            assert str(one.subject).startswith(self.words.subjects[kind])
            self.went_out.append(str(one.message()["Message-ID"]))
            self.album.keep_letter(one, kind)
        assert len(set(self.went_out)) == len(self.went_out) == Letter.objects.count()
        assert not says or says in str(new[-1].body).replace("\xa0", " ")
