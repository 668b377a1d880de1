"""However much a stranger sends, an answer is bounded, and what is not taken is said."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.core.web.bounded_requests import ADDRESS, FORM
from tests.builders import make_story, make_user

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
# A page, and each character of the longest form as it is escaped at its longest, in two places.
BOUND = 100_000 + 2 * 6 * FORM
LONG = "&" * (4 * MEGABYTE)
OURS = {"Origin": "https://testserver"}
DOORS = (
    *(
        "/admin/login/",
        "/support/",
        "/support/question/",
        "/ru/support/",
        "/account/",
        "/account/logout/",
        "/account/password/",
    ),
    *("/account/confirm/", "/account/second-factor/authenticate/", "/account/second-factor/reauthenticate/"),
    *(
        "/account/second-factor/totp/activate/",
        "/",
        "/nothing-here/",
        "/support/thanks/",
        "/support/webhook/",
    ),
)
FIELDS = ("login", "password", "next", "other-month-EUR", "from_path", "token", "code", "amount", "x" * 50)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("is_strict", [True, False])
def test_a_large_form_is_not_said_again(door: str, *, is_strict: bool) -> None:
    strict = Client(enforce_csrf_checks=is_strict)
    for typed in ({"login": LONG}, dict.fromkeys(FIELDS, LONG[: MEGABYTE // 4]), {LONG: "x"}):
        answer = strict.post(door, typed, secure=True, headers=OURS)
        assert answer.status_code == 413
        assert (
            "nothing of it was taken" in answer.content.decode()
            or "ничего не принято" in answer.content.decode()
        )
        assert len(answer.content) < 5000


@pytest.mark.parametrize("door", DOORS)
def test_the_largest_form_that_is_taken_is_answered_within_bounds(door: str) -> None:
    typed = dict.fromkeys(FIELDS, "&" * ((FORM - 4000) // len(FIELDS)))
    for strict in (Client(enforce_csrf_checks=True), Client()):
        answer = strict.post(door, typed, secure=True, headers=OURS)
        assert answer.status_code < 500
        assert answer.status_code != 413
        assert len(answer.content) < BOUND


def test_a_session_makes_the_forms_of_an_account_no_larger(client: Client) -> None:
    client.force_login(make_user("editor"))
    assert client.post("/account/", {"language": LONG}, secure=True).status_code == 413


@pytest.mark.parametrize("is_strict", [True, False])
def test_a_large_form_of_the_desk_is_held_without_what_is_too_long(*, is_strict: bool) -> None:
    """Whoever was logged in a moment ago has a story to lose; whoever was not has not."""
    strict = Client(enforce_csrf_checks=is_strict)
    typed = {
        "headline": "Kept <words>",
        "body_source": "я" * 500_000,
        "nothing": LONG[:MEGABYTE],
        LONG[:300]: LONG[:MEGABYTE],
    }
    answer = strict.post("/admin/articles/story/add/", typed, secure=True, headers=OURS)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert page.count("я" * 500_000) == 2
    assert page.count("Kept &lt;words&gt;") == 2
    assert "These were too long to be kept on this page:" in page
    assert "nothing</p>" in page
    assert len(page) < 100_000 + 2 * 1_000_000


def test_a_colleague_who_is_logged_in_keeps_every_word() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("editor"))
    answer = strict.post(
        "/admin/articles/story/add/", {"body_source": "x" * 2_000_000}, secure=True, headers=OURS
    )
    assert answer.status_code == 403
    assert answer.content.decode().count("x" * 2_000_000) == 2


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/support/",
        "/admin/login/",
        "/category/regions/",
        "/account/",
        "/support/thanks/",
        "/nothing/",
        "/admin/",
    ],
)
def test_a_long_query_is_not_said_again(client: Client, path: str) -> None:
    for name in ("next", "q", "date", "before", "from", "s", "r"):
        long = client.get(path, {name: "/" + "x" * ADDRESS}, secure=True)
        assert (long.status_code, len(long.content) < 5000) == (414, True)
        taken = client.get(path, {name: "/" + "&" * (ADDRESS // 4)}, secure=True)
        assert taken.status_code < 500
        assert len(taken.content) + len(taken.headers.get("Location", "")) < 100_000 + 12 * ADDRESS


def test_a_long_path_is_not_said_again(client: Client) -> None:
    url = make_story().get_absolute_url()
    for path in ("/" + "x" * ADDRESS, url + "x" * ADDRESS, "/ru/" + "я" * ADDRESS, "/admin/" + "x" * ADDRESS):
        answer = client.get(path, secure=True)
        assert (answer.status_code, len(answer.content) < 5000) == (414, True)
    assert "Слишком длинный адрес" in client.get("/ru/" + "x" * ADDRESS, secure=True).content.decode()
