"""The shortcuts in the processor's library make the objects that the library makes."""

from typing import Any

import pytest
import stripe
from stripe import _util

from donations.models import Contribution
from tests.donations.giving import Supporter
from tests.donations.processor import Processor
from tests.sim import library

pytestmark = pytest.mark.django_db(transaction=True)
CLIENT = stripe.StripeClient("sk_test_1")


def tree(value: Any) -> Any:
    """Return classes and values of an object of the library, as something that can be compared."""
    if isinstance(value, stripe.StripeObject):
        return type(value).__name__, {name: tree(inner) for name, inner in value._data.items()}
    return [tree(one) for one in value] if isinstance(value, list) else value


def made_of(answer: dict[str, Any]) -> Any:
    requestor = CLIENT._requestor
    return tree(_util._convert_to_stripe_object(resp=answer, requestor=requestor, api_mode="V1"))


def test_the_shortcuts_change_no_object(
    processor: Processor, supporter: Supporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    supporter.give("month", "EUR", "12.50")
    processor.pay(Contribution.objects.get())
    tables = [processor.core.world.table(name) for name in ("subscription", "invoice", "charge", "event")]
    answers = [{**row, "more": [row, None, 1, [row]]} for table in tables for row in table.values()]
    assert all(tables)
    found = [made_of(one) for one in answers]
    assert found[0][0] == "Subscription"
    for module, name, shortcut in library.SHORTCUTS:
        monkeypatch.setattr(module, name, shortcut)
    assert [made_of(one) for one in answers] == found
