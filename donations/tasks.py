"""Doorways for the worker: rows are the queues, tasks only ring and keep time."""

from procrastinate.contrib.django import app

from donations import ledger, letters


@app.task(name="donations.drain")
def drain() -> None:
    """Apply the events that are due, and send the letters that follow."""
    while ledger.drain():
        pass
    send_letters()


@app.periodic(cron="* * * * *")
@app.task(name="donations.send_letters")
def send_letters(timestamp: int = 0) -> None:
    """Send the letters that are due; each minute, so that a mail server that came back is used."""
    while letters.send_due():
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(name="donations.reconcile")
def reconcile(timestamp: int = 0) -> None:
    """Heal what nobody told us, every ten minutes."""
    ledger.reconcile()
    ledger.drain()


@app.periodic(cron="17 3 * * *")
@app.task(name="donations.reconcile_everything")
def reconcile_everything(timestamp: int = 0) -> None:
    """The same with every subscription, every night."""
    ledger.reconcile(everything=True)
