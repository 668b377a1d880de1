"""Tasks of the worker: the queues are table rows, and a task only says that it is time to look."""

import time

from procrastinate.contrib.django import app

from donations import ledger, letters
from newsroom.core import budgets, locks

# Seconds after which a round of letters ends. A mail server that hangs takes ten for each, and the worker has
# events to apply meanwhile; what is left goes out with the next round.
ROUND = 30.0
RECONCILE = "donations.reconcile"


@app.task(name="donations.drain")
def drain() -> None:
    """Apply the events and wishes that are due, and send the letters that follow."""
    while ledger.drain():
        pass
    work_through()


@app.periodic(cron="* * * * *")
@app.task(name="donations.work_through")
def work_through(timestamp: int = 0) -> None:
    """Do what is due, each minute too, since processor and mail server can come back."""
    for queue in (ledger.carry_out, ledger.make_refunds, ledger.erase, ledger.use_cards, ledger.send_links):
        while queue():
            pass
    until = time.monotonic() + ROUND
    while time.monotonic() < until and letters.send_due(limit=1):
        pass


# One of the two at a time: the worker has other lanes for receipts (PROCRASTINATE_WORKER_DEFAULTS). The lock
# is not the queue's own, which a killed worker would keep for ever.
@app.periodic(cron="*/10 * * * *")
@app.task(name="donations.reconcile")
def reconcile(timestamp: int = 0) -> None:
    """Apply what had no event, every ten minutes, and forget who asked for pages."""
    budgets.sweep()
    with locks.alone(RECONCILE) as is_alone:
        if is_alone:
            ledger.reconcile()
            ledger.drain()


@app.periodic(cron="17 3 * * *")
@app.task(name="donations.reconcile_everything")
def reconcile_everything(timestamp: int = 0) -> None:
    """Do the same with every subscription and all money, every night, and delete what is past its time."""
    with locks.alone(RECONCILE, waits=True):
        ledger.reconcile(everything=True)
    ledger.tell_upcoming()
    ledger.delete_unconfirmed()
    ledger.tidy()
