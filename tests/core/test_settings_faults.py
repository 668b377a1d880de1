"""A setting that cannot be meant is refused in one plain sentence that names it and says what to do."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.core import settings_faults

KEY = "0123456789" * 5
MEANT: dict[str, Any] = {
    "DEBUG": False,
    "DEMO": False,
    "WEB_HOST": "127.0.0.1",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": ["news.example", ".news.example"],
    "SITE_URL": "https://news.example",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "LANGUAGES": [("en", "English"), ("ru", "Russian")],
    "SENDER_NAMES": {"ru": "Квитанции"},
    "DEFAULT_FROM_EMAIL": "Desk <desk@news.example>",
    "TIME_ZONE": "Europe/Amsterdam",
    "SSL_HEADER": "HTTP_X_FORWARDED_PROTO=https",
    "MEDIA_ROOT": "/srv/media",
    "STATIC_ROOT": "/srv/static",
    "OWN_FILES": "",
    "STRIPE_SECRET_KEY": "rk_live_1",
    "STRIPE_STATEMENT": "TEN GIFTS.",
    "STRIPE_WEBHOOK_SECRETS": ["whsec_1"],
    "STRIPE_API_BASE": "",
    "STRIPE_CHECKOUT_ORIGINS": ["https://checkout.stripe.com"],
    "SEALING_KEYS": ["one:c2VhbGluZw=="],
    "LOOKUP_KEY": "bG9va3Vw",
    "RECEIPT_PREFIX": "MT",
    "INDEXNOW_KEY": "0f3c-A97",
    "INDEXNOW_ENDPOINT": "https://api.indexnow.org/indexnow",
}
DEMO = {"DEMO": True, "ALLOWED_HOSTS": ["127.0.0.1", "localhost"], "SITE_URL": "http://127.0.0.1:8000"}
WITHOUT_MONEY = {"STRIPE_SECRET_KEY": "rk_test_1"}
LOCAL = {"DEBUG": True, "ALLOWED_HOSTS": [], "SITE_URL": "http://localhost:8000", "SECRET_KEY": "short"}
REFUSED: list[tuple[dict[str, Any], str]] = [
    *(
        ({"ALLOWED_HOSTS": [host]}, "ALLOWED_HOSTS")
        for host in ("*", "*.news.example", "https://news.example")
    ),
    *(
        ({"ALLOWED_HOSTS": [host]}, "ALLOWED_HOSTS")
        for host in ("news.example:443", "news.example/", ".com", "a b", "")
    ),
    *(
        ({"SITE_URL": url}, "SITE_URL")
        for url in ("http://news.example", "https://news.example/blog", "news.example")
    ),
    *(
        ({"SITE_URL": url}, "SITE_URL")
        for url in ("https://other.example", "https://a:b@news.example", "https://")
    ),
    *(
        ({"SITE_URL": url}, "SITE_URL")
        for url in ("https://news.example?a=b", "ftp://news.example", "https://[::1")
    ),
    *(
        ({"SECRET_KEY": key}, "SECRET_KEY")
        for key in ("short", "x" * 60, f"django-insecure-{KEY}", f"change-me-{KEY}")
    ),
    ({"SECRET_KEY": KEY, "LOOKUP_KEY": KEY}, "SECRET_KEY"),
    ({"SECRET_KEY": KEY, "SEALING_KEYS": [f"a:{KEY}"]}, "SECRET_KEY"),
    ({"LOOKUP_KEY": "c2VhbGluZw=="}, "LOOKUP_KEY"),
    ({"RECEIPT_PREFIX": "mt"}, "RECEIPT_PREFIX"),
    *(
        ({"INDEXNOW_KEY": key}, "INDEXNOW_KEY")
        for key in ("1234567", "a" * 129, "key of ours", "../settings", "ключ-наш", "12345678\n")
    ),
    *(
        ({"INDEXNOW_ENDPOINT": url}, "INDEXNOW_ENDPOINT")
        for url in ("", "api.indexnow.org", "http://api.indexnow.org", "file:///etc/passwd", "https://")
    ),
    *(
        ({"DEFAULT_FROM_EMAIL": sender}, "DEFAULT_FROM_EMAIL")
        for sender in ("", "Desk", "desk@", "a@b\nBcc: c@d")
    ),
    *(
        ({"DEFAULT_FROM_EMAIL": sender}, "DEFAULT_FROM_EMAIL")
        for sender in ("почта@news.example", "Desk <почта@пример.рф>", "desk@-.example", "desk@a..example")
    ),
    *(({"SENDER_NAMES": names}, "SENDER_NAMES") for names in ({"xx": "Desk"}, {"ru": " "}, {"ru": "a\nb"})),
    ({"TIME_ZONE": "Moscow"}, "TIME_ZONE"),
    ({"TIME_ZONE": ""}, "TIME_ZONE"),
    ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "DATABASE_URL"),
    ({"DATABASES": {"default": {}}}, "DATABASE_URL"),
    ({"SSL_HEADER": "X-Forwarded-Proto=https"}, "SECURE_PROXY_SSL_HEADER"),
    ({"SSL_HEADER": "1"}, "SECURE_PROXY_SSL_HEADER"),
    ({"MEDIA_ROOT": "/srv/static"}, "MEDIA_ROOT"),
    ({"OWN_FILES": "/srv/nowhere"}, "OWN_FILES"),
    ({"STRIPE_SECRET_KEY": "rk_test_1"}, "STRIPE_SECRET_KEY"),
    ({"STRIPE_SECRET_KEY": "pk_live_1"}, "STRIPE_SECRET_KEY"),
    ({"STRIPE_SECRET_KEY": "whsec_1"}, "STRIPE_SECRET_KEY"),
    ({"STRIPE_WEBHOOK_SECRETS": ["rk_live_1"]}, "STRIPE_WEBHOOK_SECRETS"),
    (LOCAL | {"DEMO": False}, "LIVE"),
    (DEMO, "LIVE"),
    *(
        ({"STRIPE_STATEMENT": text}, "STRIPE_STATEMENT")
        for text in ("News", "eleven char", "12345", "НОВОСТИ", "A*GIFT", "<GIFT>", "GIFT ", "GIFT\n")
    ),
    *(
        ({"STRIPE_API_BASE": url}, "STRIPE_API_BASE")
        for url in ("https://api.stripe.com.evil.example", "http://127.0.0.1")
    ),
    ({"STRIPE_API_BASE": "http://api.stripe.com"}, "STRIPE_API_BASE"),
    *(
        ({"STRIPE_CHECKOUT_ORIGINS": [one]}, "STRIPE_CHECKOUT_ORIGINS")
        for one in ("http://a.example", "*", "https:")
    ),
]
OF_THE_DEMO: list[tuple[dict[str, Any], str]] = [
    ({"ALLOWED_HOSTS": ["127.0.0.1", "news.example"]}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": ["192.168.1.5"]}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
    ({"WEB_HOST": "0.0.0.0"}, "WEB_HOST"),
    ({"SITE_URL": "https://news.example"}, "SITE_URL"),
]


def is_one_sentence_about(said: str, name: str) -> bool:
    return (
        said.startswith(name) and said.endswith(".") and "\n" not in said and (": " in said or "; " in said)
    )


@pytest.mark.parametrize(("change", "name"), REFUSED)
def test_what_cannot_be_meant_while_money_moves(change: dict[str, Any], name: str) -> None:
    said = settings_faults.first(MEANT | change, live=True)
    assert is_one_sentence_about(said, name), said
    secrets = ("rk_live_1", "pk_live_1", "whsec_1", KEY, "a:b", "c2VhbGluZw==")
    assert not any(secret in said for secret in secrets)


@pytest.mark.parametrize(("change", "name"), OF_THE_DEMO)
def test_what_cannot_be_meant_in_a_demo(change: dict[str, Any], name: str) -> None:
    said = settings_faults.first(MEANT | WITHOUT_MONEY | DEMO | change, live=False)
    assert is_one_sentence_about(said, name), said


@pytest.mark.parametrize("change", [{}, DEMO])
def test_a_live_key_wants_to_be_said_to_be_live(change: dict[str, Any]) -> None:
    said = settings_faults.first(MEANT | change | {"STRIPE_SECRET_KEY": "rk_live_1"}, live=False)
    assert is_one_sentence_about(said, "STRIPE_SECRET_KEY is a live key"), said


@pytest.mark.parametrize(
    "change", [{}, {"STRIPE_API_BASE": "https://api.stripe.com/"}, {"SITE_URL": "https://a.news.example"}]
)
def test_what_can_be_meant_starts(change: dict[str, Any]) -> None:
    assert settings_faults.first(MEANT | change, live=True) == ""


@pytest.mark.parametrize(
    "change",
    [
        *(DEMO, LOCAL, DEMO | {"ALLOWED_HOSTS": ["[::1]"], "SITE_URL": "http://[::1]:8000"}),
        {
            "STRIPE_SECRET_KEY": "",
            "STRIPE_WEBHOOK_SECRETS": [],
            "SEALING_KEYS": [],
            "LOOKUP_KEY": "",
            "SSL_HEADER": "",
        },
        {"DEFAULT_FROM_EMAIL": "news@пример.рф", "ALLOWED_HOSTS": ["xn--e1afmkfd.xn--p1ai", "news.example"]},
    ],
)
def test_what_can_be_meant_without_money_starts(change: dict[str, Any]) -> None:
    given = MEANT | WITHOUT_MONEY | {"STRIPE_API_BASE": "http://127.0.0.1:9"} | change
    assert settings_faults.first(given, live=False) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(
            ("LIVE", "ture"),
            ("DEBUG", "false!"),
            ("SECURE_SSL_REDIRECT", "nein"),
            ("PORT", "-1"),
            ("PORT", "70000"),
        ),
        *(("PORT", "80a"), ("PORT", ""), ("WEB_WORKERS", "0"), ("WEB_WORKERS", "-2"), ("WEB_WORKERS", "2.5")),
        *(
            ("DATABASE_CONN_MAX_AGE", "-1"),
            ("TRUSTED_PROXY_COUNT", "-1"),
            ("SECURE_HSTS_SECONDS", "-31536000"),
        ),
        *(
            ("SECURE_HSTS_SECONDS", "٣"),
            ("EMAIL_URL", "smpt://mail.example"),
            ("EMAIL_URL", ""),
            ("EMAIL_URL", "mail"),
        ),
    ],
)
def test_a_switch_or_a_number_that_is_mistyped_is_refused(name: str, text: str) -> None:
    kinds = {"LIVE": bool, "DEBUG": bool, "SECURE_SSL_REDIRECT": bool, "PORT": int, "WEB_WORKERS": int}
    kinds |= dict.fromkeys(("DATABASE_CONN_MAX_AGE", "TRUSTED_PROXY_COUNT", "SECURE_HSTS_SECONDS"), int)
    said = settings_faults.mistyped({name: text}, kinds, ["smtp", "consolemail"])
    assert said.startswith(f"{name} is ")
    assert said.endswith(".")


def test_switches_and_numbers_that_are_written_well_are_taken() -> None:
    given = {
        "LIVE": "1",
        "DEBUG": "no",
        "PORT": "8000",
        "OTHER": "anything",
        "EMAIL_URL": "smtp://mail.example",
    }
    assert settings_faults.mistyped(given, {"LIVE": bool, "DEBUG": bool, "PORT": int}, ["smtp"]) == ""
