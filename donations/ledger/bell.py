"""Doorbell of the worker: the queues are table rows, and this only says that it is time to look."""

from procrastinate.contrib.django import app as queue


def ring() -> None:
    """Queue a task that works through what is due; a lost or second one does no harm."""
    queue.configure_task("donations.drain").defer()
