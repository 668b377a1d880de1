"""A person's own account: language, password, second factor."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from newsroom.core.models import User
from tests import people
from tests.builders import PASSWORD, make_user
from tests.core.totp import SECOND, code, switch_on

pytestmark = pytest.mark.django_db
PAGES = ("", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/generate/", "recovery-codes/")


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def signed_in(client: Client) -> Client:
    """Somebody who has just typed the password."""
    make_user("editor")
    client.post("/admin/login/", {"login": "editor", "password": PASSWORD})
    return client


def test_the_language_of_the_desk_is_the_persons_choice(signed_in: Client) -> None:
    page = signed_in.get("/account/").content.decode()
    assert '<html lang="en"' in page
    answer = signed_in.post("/account/", {"language": "ru"}, follow=True)
    assert '<html lang="ru"' in answer.content.decode()
    assert "<h1>Ваша учётная запись</h1>" in answer.content.decode()
    assert User.objects.get().language == "ru"
    assert '<html lang="ru"' in signed_in.get("/admin/").content.decode()


def test_a_language_that_the_desk_does_not_speak_is_refused(signed_in: Client) -> None:
    assert signed_in.post("/account/", {"language": "xx"}).status_code == 200
    assert User.objects.get().language == "en"


def test_the_account_is_for_whoever_is_signed_in(client: Client) -> None:
    for path in ("/account/", "/account/password/", SECOND, f"{SECOND}totp/activate/"):
        assert client.get(path)["Location"].startswith("/admin/login/?next=")


def test_the_password_is_changed_by_whoever_knows_the_old_one(signed_in: Client) -> None:
    typed = {"oldpassword": "wrong", "password1": "grain-in-winter-9", "password2": "grain-in-winter-9"}
    assert signed_in.post("/account/password/", typed).status_code == 200
    assert signed_in.post("/account/password/", typed | {"oldpassword": PASSWORD}).status_code == 302
    assert User.objects.get().check_password("grain-in-winter-9")
    assert signed_in.get("/admin/").status_code == 200
    assert signed_in.get("/admin/password_change/")["Location"] == "/account/password/"


def test_with_a_second_factor_the_password_alone_opens_nothing(signed_in: Client, client: Client) -> None:
    secret = switch_on(signed_in)
    signed_in.post("/account/logout/")
    answer = client.post("/admin/login/", {"login": "editor", "password": PASSWORD})
    assert answer["Location"].startswith(f"{SECOND}authenticate/")
    assert client.get("/admin/").status_code == 302
    assert client.post(f"{SECOND}authenticate/", {"code": "000000"}).status_code == 200
    assert client.get("/admin/").status_code == 302
    cache.clear()  # The code was used a moment ago, and none is taken twice.
    assert client.post(f"{SECOND}authenticate/", {"code": code(secret)}).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_opens_the_desk_once(signed_in: Client, client: Client) -> None:
    switch_on(signed_in)
    signed_in.post(f"{SECOND}recovery-codes/generate/")
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    signed_in.post("/account/logout/")
    for expected in (302, 200):
        client.post("/admin/login/", {"login": "editor", "password": PASSWORD})
        answer = client.post(f"{SECOND}authenticate/", {"code": codes[0]})
        assert answer.status_code == expected
        client.post("/account/logout/")


def test_whoever_sits_down_at_an_open_desk_cannot_change_the_second_factor(signed_in: Client) -> None:
    wanted = f"{SECOND}totp/activate/"
    confirm = signed_in.get(wanted)["Location"]
    assert signed_in.post(confirm, {"password": "wrong"}).status_code == 200
    assert signed_in.get(wanted).status_code == 302
    assert signed_in.post(confirm, {"password": PASSWORD})["Location"] == wanted
    assert signed_in.get(wanted).status_code == 200


def test_the_secret_is_stored_and_can_be_taken_away_again(signed_in: Client) -> None:
    secret = switch_on(signed_in)
    assert isinstance(Authenticator.objects.get(type="totp").wrap(), TOTP)
    assert secret not in signed_in.get(SECOND).content.decode()
    assert signed_in.post(f"{SECOND}totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_second_factor_wears_the_clothes_of_the_desk(signed_in: Client, path: str) -> None:
    switch_on(signed_in)
    if path == "recovery-codes/":
        signed_in.post(f"{SECOND}recovery-codes/generate/")
    if path == "totp/activate/":
        signed_in.post(f"{SECOND}totp/deactivate/")
    page = signed_in.get(SECOND + path)
    assert page.status_code == 200
    assert 'id="site-name"' in page.content.decode()
    assert page.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    "path", ["", "password/", "second-factor/totp/activate/", "second-factor/webauthn/add/"]
)
def test_what_one_person_opened_changes_nothing_of_whoever_signs_in_next(path: str) -> None:
    one, other = make_user("editor"), make_user("editor", name="other")
    browser, url = people.signed_in(one), f"/account/{path}"
    assert f'name="_person" value="{one.pk}"' in browser.get(url).content.decode()
    browser.force_login(other)
    new = {"oldpassword": PASSWORD, "password1": "grain-in-winter-9", "password2": "grain-in-winter-9"}
    answer = browser.post(url, {"language": "ru", **new, "_person": one.pk}, HTTP_ORIGIN="http://testserver")
    assert answer.status_code == 409
    assert "Somebody else has signed in at this browser" in answer.content.decode()
    assert "grain-in-winter-9" not in answer.content.decode()
    other.refresh_from_db()
    assert (other.language, other.check_password(PASSWORD)) == ("en", True)


def test_anybody_may_end_the_log_in_of_a_browser(signed_in: Client) -> None:
    other = make_user("editor", name="other")
    signed_in.force_login(other)
    assert signed_in.post("/account/logout/", {"_person": "1"}).status_code == 302
    assert signed_in.get("/account/").status_code == 302
