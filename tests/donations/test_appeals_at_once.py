"""Two fundraisers at the appeals, amounts and texts at the same moment, on connections of their own."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from donations import appeals, letters
from donations.models import Appeal, PresetAmount
from newsroom.core.acts import Gone, Refused
from newsroom.core.models import AuditEntry, User
from tests.builders import make_user
from tests.two_connections import meet

pytestmark = pytest.mark.django_db(transaction=True)
AMOUNT = {"interval": "month", "currency": "EUR", "amount": 1750}


@pytest.fixture
def fundraiser() -> User:
    return make_user("fundraiser")


def make_appeal() -> Appeal:
    return Appeal.objects.create(placement="banner", heading="Support us!")


def test_of_two_who_add_the_same_amount_one_is_told(fundraiser: User) -> None:
    def add() -> Any:
        return appeals.add_preset(by=fundraiser, fields=AMOUNT)

    met = meet(add, add)
    assert met.waited
    assert isinstance(met.second, Refused)
    assert PresetAmount.objects.filter(**AMOUNT).count() == 1


TEXTS: dict[str, tuple[Callable[..., Any], dict[str, str]]] = {
    "support": (appeals.add_text, {"place": "privacy", "language": "en", "text": "Mine"}),
    "letter": (
        letters.add_text,
        {"kind": "receipt", "language": "en", "subject": "Thanks", "heading": "Thanks", "text": "Mine"},
    ),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_of_two_who_write_the_same_text_one_is_told(kind: str, fundraiser: User) -> None:
    act, fields = TEXTS[kind]
    first, second = (partial(act, by=fundraiser, fields=fields | {"text": said}) for said in ("One", "Two"))
    met = meet(first, second)
    assert (met.waited, type(met.second)) == (True, Refused)
    assert type(met.first).objects.get(**fields | {"text": "One"})


def test_amount_that_a_colleague_adds_is_refused_with_everything_typed(
    fundraiser: User, client: Client
) -> None:
    client.force_login(fundraiser)
    typed = {"interval": "month", "currency": "EUR", "amount": "17.50", "order": "77"}
    met = meet(
        lambda: appeals.add_preset(by=fundraiser, fields=AMOUNT),
        lambda: client.post("/admin/donations/presetamount/add/", typed),
    )
    page = met.second.content.decode()
    assert (met.waited, met.second.status_code) == (True, 422)
    assert 'value="17.50"' in page
    assert 'value="77"' in page
    assert "already exists" in page


@pytest.mark.parametrize("act", ["change", "delete"])
def test_who_comes_to_an_appeal_that_is_being_deleted_is_told(act: str, fundraiser: User) -> None:
    appeal = make_appeal()
    later = {
        "change": lambda: appeals.change_appeal(appeal=appeal, by=fundraiser, fields={"heading": "Give!"}),
        "delete": lambda: appeals.delete_appeal(appeal=appeal, by=fundraiser),
    }
    met = meet(lambda: appeals.delete_appeal(appeal=appeal, by=fundraiser), later[act])
    assert isinstance(met.second, Gone)
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("act", ["change", "delete"])
def test_who_comes_to_an_amount_that_is_being_deleted_is_told(act: str, fundraiser: User) -> None:
    preset = appeals.add_preset(by=fundraiser, fields=AMOUNT)
    later = {
        "change": lambda: appeals.change_preset(preset=preset, by=fundraiser, fields={"amount": 1850}),
        "delete": lambda: appeals.delete_preset(preset=preset, by=fundraiser),
    }
    met = meet(lambda: appeals.delete_preset(preset=preset, by=fundraiser), later[act])
    assert (met.waited, type(met.second)) == (True, Gone)
    assert not PresetAmount.objects.filter(pk=preset.pk).exists()


@pytest.mark.parametrize("second", ["add", "change"])
def test_of_two_amounts_that_become_the_same_one_stays(second: str, fundraiser: User) -> None:
    one, two = (appeals.add_preset(by=fundraiser, fields=AMOUNT | {"amount": each}) for each in (1850, 1950))
    later = {
        "add": lambda: appeals.add_preset(by=fundraiser, fields=AMOUNT),
        "change": lambda: appeals.change_preset(preset=two, by=fundraiser, fields=AMOUNT),
    }
    met = meet(lambda: appeals.change_preset(preset=one, by=fundraiser, fields=AMOUNT), later[second])
    assert met.waited
    assert isinstance(met.second, Refused)
    assert PresetAmount.objects.filter(**AMOUNT).get() == one


def test_words_for_an_appeal_that_is_being_deleted_come_back_as_a_new_one(
    fundraiser: User, client: Client
) -> None:
    client.force_login(fundraiser)
    appeal = make_appeal()
    typed = {"placement": "banner", "language": "en", "heading": "Give & take", "priority": "0"}
    met = meet(
        lambda: appeals.delete_appeal(appeal=appeal, by=fundraiser),
        lambda: client.post(f"/admin/donations/appeal/{appeal.pk}/change/", typed),
    )
    page = met.second.content.decode()
    assert (met.waited, met.second.status_code) == (True, 409)
    assert "Give &amp; take" in page
    assert 'action="/admin/donations/appeal/add/"' in page


@pytest.mark.parametrize(
    ("amount", "currency"), [(199, "EUR"), (1_000_001, "EUR"), (299, "JPY"), (1750, "XXX"), (0, "USD")]
)
def test_amount_that_no_supporter_could_give_is_refused(amount: int, currency: str, fundraiser: User) -> None:
    with pytest.raises(Refused) as refused:
        appeals.add_preset(by=fundraiser, fields=AMOUNT | {"amount": amount, "currency": currency})
    assert list(refused.value.errors) == ["currency" if currency == "XXX" else "amount"]
