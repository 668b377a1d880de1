"""One clock for site, worker and payment sandbox, which run in this process, moved in small steps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine
from django.utils import timezone

from donations import tasks
from tests.donations.processor import Processor

# The last day of a month: months that are shorter come in between, and both changes of the hour.
BEGIN = datetime.datetime(2026, 10, 31, 11, 20, tzinfo=datetime.UTC)
STEP = datetime.timedelta(hours=12)
NIGHT = 2  # the hour, in UTC, after which the worker does its nightly work


class Calendar:
    """The clock stands still until it is moved; nothing is under way meanwhile."""

    def __init__(self, traveller: time_machine.Traveller, processor: Processor) -> None:
        self._traveller, self._processor = traveller, processor

    def pass_time(self, **length: float) -> None:
        """Move the clock ahead in steps, and do in each what the processor and the worker would do."""
        left = datetime.timedelta(**length)
        while left > datetime.timedelta():
            step = min(left, STEP)
            left -= step
            self.settle()
            day = timezone.now() - datetime.timedelta(hours=NIGHT)
            self._traveller.shift(step)
            self.settle()
            if (timezone.now() - datetime.timedelta(hours=NIGHT)).date() != day.date():
                self._be_night()

    def pass_until(self, moment: datetime.datetime) -> None:
        self.pass_time(seconds=(moment - timezone.now()).total_seconds())

    def settle(self) -> None:
        """Deliver events and do the worker's work until neither leads to anything more.

        A delivery that is under way while the clock moves would be signed at another time than it is read.
        """
        heard = -1
        while (now := self._processor.heard()) != heard:
            heard = now
            self._processor.deliver()
            tasks.drain()

    def _be_night(self) -> None:
        tasks.reconcile()
        tasks.reconcile_everything()
        self.settle()


@contextmanager
def begun(processor: Processor) -> Iterator[Calendar]:
    """Stop the clock of this process at `BEGIN` until the end of the block."""
    with time_machine.travel(BEGIN.timestamp(), tick=False) as traveller:
        yield Calendar(traveller, processor)
