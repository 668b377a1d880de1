"""A form posted again gets its page, whatever the processor answered before."""

from uuid import UUID

import pytest

from donations import gateway, ledger
from donations.models import Contribution

pytestmark = pytest.mark.django_db(transaction=True)
CHOICE = ledger.Choice(interval="once", amount=1250, currency="EUR", language="en")
TOKEN = UUID(int=7)


class Answers:
    """Fake gateway with answers in order, and a list of the attempts that it was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.coming: list[gateway.GatewayError] = []
        self.attempts: list[int] = []
        monkeypatch.setattr(gateway, "start_checkout", self)

    def __call__(self, order: gateway.Order, *, patient: bool = True) -> gateway.Checkout:
        self.attempts.append(order.attempt)
        if self.coming:
            raise self.coming.pop(0)
        return gateway.Checkout(session_id=f"cs_{order.attempt}", url=f"https://pay.example/{order.attempt}")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    return Answers(monkeypatch)


def begin(choice: ledger.Choice = CHOICE) -> ledger.Begun:
    return ledger.begin(choice=choice, token=TOKEN)


def test_an_error_that_the_processor_keeps_for_this_key_is_not_asked_for_again(answers: Answers) -> None:
    answers.coming = [gateway.GatewayError("failed", is_kept=True)]
    with pytest.raises(gateway.GatewayError):
        begin()
    assert begin().url == "https://pay.example/2"


def test_a_lost_answer_is_asked_for_with_the_same_key(answers: Answers) -> None:
    answers.coming = [gateway.GatewayError("failed")]
    with pytest.raises(gateway.GatewayError):
        begin()
    begin()
    assert answers.attempts == [1, 1]


def test_a_new_choice_forgets_the_subscription_that_failed(answers: Answers) -> None:
    begin()
    Contribution.objects.update(status="failed", interval="month", subscription_id="sub_1")
    begin()
    contribution = Contribution.objects.get()
    assert (contribution.status, contribution.session_id, contribution.subscription_id) == (
        "open",
        "cs_2",
        None,
    )
