"""A run begins with empty books, and a snapshot holds all of them: also tables that are new."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from donations.models import Appeal, Erasure, Payment, RefundOrder
from tests.donations.books import make_payment
from tests.sim import books, server, snapshots

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paid(db: None) -> Payment:
    """A payment whose supporter is to be forgotten, and of which a part is to go back."""
    payment = make_payment()
    Erasure.objects.create(contribution=payment.contribution, cause="supporter")
    RefundOrder.objects.create(public_id=uuid4(), payment=payment, amount=100, reason="asked")
    return payment


@pytest.fixture
def eye(paid: Payment) -> Iterator[psycopg.Connection]:
    """Connection of its own, as runs have one."""
    names = connection.get_connection_params()
    del names["context"], names["cursor_factory"]
    with psycopg.connect(**names, autocommit=True) as opened:
        yield opened


def test_a_run_begins_with_empty_books_and_what_migrations_made(eye: psycopg.Connection) -> None:
    server.reset(eye, books.tables())
    assert [rows for rows in snapshots.save(eye).values() if rows] == []
    assert Appeal.objects.exists()


def test_a_restored_snapshot_has_every_row_of_the_books(eye: psycopg.Connection) -> None:
    before = snapshots.save(eye)
    server.reset(eye, books.tables())
    snapshots.restore(eye, before)
    assert snapshots.save(eye) == before
    assert RefundOrder.objects.get().payment.contribution.erasure.cause == "supporter"
