"""The sandbox's idempotency keys, its faults, and what its journal says of them."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import stripe

from tests.demo.sandbox.sandboxes import START, Setting, running, session_params
from tests.patience import PATIENCE

DAY = 86_400


@pytest.fixture
def world() -> Iterator[Setting]:
    with running() as setting:
        yield setting


def made(world: Setting) -> int:
    return len(world.core.world.table("checkout.session"))


def requests_of(world: Setting) -> list[dict[str, Any]]:
    return [entry for entry in world.core.journal("request") if entry["method"] == "POST"]


def test_the_same_key_is_the_same_session(world: Setting) -> None:
    first, second = world.start(key="k"), world.start(key="k")
    assert first.id == second.id
    assert made(world) == 1
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert [entry["replayed"] for entry in requests_of(world)] == [False, True]


def test_the_same_key_with_other_parameters_is_a_conflict(world: Setting) -> None:
    world.start(key="k")
    with pytest.raises(stripe.IdempotencyError) as refusal:
        world.start(key="k", amount=1300)
    assert refusal.value.http_status == 400


def test_a_replay_is_not_checked_again_and_a_key_lives_for_a_day(world: Setting) -> None:
    first = world.start(key="k")
    world.clock.now = START + DAY - 1
    assert world.start(key="k").id == first.id
    world.clock.now = START + DAY
    with pytest.raises(stripe.InvalidRequestError, match="expires_at"):
        world.start(key="k")


def test_a_refused_request_leaves_its_key_free(world: Setting) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        world.start(key="k", amount=1)
    assert world.start(key="k").status == "open"


def test_a_failure_after_the_work_is_stored_with_its_key(world: Setting) -> None:
    world.control("faults", kind="failed_after_commit", path="/v1/checkout")
    for _ in range(2):
        with pytest.raises(stripe.APIError) as failure:
            world.start(key="k")
        assert failure.value.http_status == 500
    assert made(world) == 1


@pytest.mark.parametrize(
    ("kind", "error", "done"),
    [
        ("rate_limited", stripe.RateLimitError, 0),
        ("closed_before", stripe.APIConnectionError, 0),
        ("closed_after_commit", stripe.APIConnectionError, 1),
        ("truncated", stripe.APIError, 1),
    ],
)
def test_a_fault_happens_once_and_the_next_try_succeeds(
    world: Setting, kind: str, error: type[Exception], done: int
) -> None:
    world.control("faults", kind=kind, method="POST", path="/v1/checkout")
    with pytest.raises(error):
        world.start(key="k")
    assert made(world) == done
    assert world.start(key="k").status == "open"
    assert made(world) == 1
    assert requests_of(world)[0]["fault"] == kind


def test_a_key_in_flight_is_busy(world: Setting) -> None:
    world.control("faults", kind="delayed", seconds=0.5)
    slow = threading.Thread(target=world.start, kwargs={"key": "k"})
    slow.start()
    while not requests_of(world):
        pass
    with pytest.raises(stripe.StripeError) as busy:
        world.start(key="k")
    assert busy.value.http_status == 409
    slow.join()
    world.clock.now += 1
    assert world.start(key="k").status == "open"
    assert made(world) == 1


def test_a_fault_can_be_wished_for_by_one_request(world: Setting) -> None:
    with pytest.raises(stripe.RateLimitError):
        world.client.v1.products.list(options={"headers": {"Sandbox-Fault": "rate_limited"}})
    assert world.client.v1.products.list().data


def test_a_rate_of_faults_is_drawn_from_the_injected_chance(world: Setting) -> None:
    world.control("faults", kind="rate_limited", rate=0.5, times=None)
    refused = [_is_refused(world) for _ in range(40)]
    assert 5 < sum(refused) < 35
    world.web.delete(world.url("/_control/faults"))
    assert not _is_refused(world)


def _is_refused(world: Setting) -> bool:
    answer = world.web.get(
        world.url("/v1/products"), headers={"Authorization": "Bearer sk_test_x"}, timeout=PATIENCE
    )
    return answer.status_code == 429


@pytest.mark.parametrize("key", ["sk_live_x", "rk_live_x", "", "nonsense"])
def test_only_test_keys_are_let_in(world: Setting, key: str) -> None:
    answer = world.web.get(world.url("/v1/products"), headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 401
    assert key not in str(world.core.journal()) or not key


def test_another_version_of_the_api_is_refused(world: Setting) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Invalid Stripe API version"):
        world.client.v1.products.list(options={"stripe_version": "2020-08-27"})


def test_the_journal_says_what_we_told(world: Setting) -> None:
    world.start(key="k", client_reference_id="ref-7")
    entries = world.web.get(world.url("/_control/journal?kind=request")).json()["entries"]
    assert entries[0]["path"] == "/v1/checkout/sessions"
    assert entries[0]["params"]["client_reference_id"] == "ref-7"
    assert (entries[0]["idempotency_key"], entries[0]["status"]) == ("k", 200)
    world.paid()
    world.deliver()
    [delivery] = world.core.journal("delivery")
    assert (delivery["type"], delivery["answer"]) == ("v1.checkout.session.completed", 200)
    books = world.web.get(world.url("/_control/books")).json()["payments"]
    assert [(row["amount"], row["currency"], row["reference"]) for row in books] == [(1250, "eur", "ref-1")]


def test_eight_at_once_with_one_key_make_one_session(world: Setting) -> None:
    with ThreadPoolExecutor(8) as pool:
        sessions = list(pool.map(lambda _: world.start(key="k").id, range(8)))
    assert len(set(sessions)) == made(world) == 1


def test_a_form_that_is_sent_eight_times_at_once_pays_once(world: Setting) -> None:
    session = world.start()
    form = {"token": "t", "email": "a@example.org", "means": "succeeds"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _post(session.url, form), range(8)))
    assert set(answers) == {(303, f"http://127.0.0.1:1/support/thanks/?s={session.id}")}
    assert len(world.core.books()) == 1


def _post(url: str, form: dict[str, str]) -> tuple[int, str]:
    answer = requests.post(url, data=form, allow_redirects=False, timeout=PATIENCE)
    return answer.status_code, answer.headers["Location"]


@pytest.mark.parametrize("body", [b"a" + b"[b]" * 1000 + b"=1", b"\xff\xfe", b"a=1&a[b]=2", b"line_items=1"])
def test_a_garbled_body_is_refused(world: Setting, body: bytes) -> None:
    headers = {"Authorization": "Bearer sk_test_x"}
    answer = requests.post(world.url("/v1/checkout/sessions"), data=body, headers=headers, timeout=PATIENCE)
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_strangers_are_kept_out(world: Setting) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        answer = world.web.post(world.url("/_control/clock"), json={"days": 1}, headers=headers)
        assert answer.status_code == 403
    assert world.core.world.offset == 0


def test_what_is_not_understood_is_said(world: Setting) -> None:
    for path, given in (("cards", {"subscription": "sub_x"}), ("faults", {"kind": "fire"}), ("nothing", {})):
        answer = world.web.post(world.url(f"/_control/{path}"), json=given)
        assert answer.status_code in (400, 404)
        assert answer.json()["error"]["message"]


def test_a_fat_request_is_refused(world: Setting) -> None:
    answer = requests.post(world.url("/v1/checkout/sessions"), data=b"x" * 2_000_000, timeout=PATIENCE)
    assert answer.status_code == 413


def test_the_parameters_of_the_gateway_are_all_honoured(world: Setting) -> None:
    assert world.client.v1.checkout.sessions.create(session_params("subscription")).mode == "subscription"
