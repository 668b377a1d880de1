"""Settings that cannot be meant: the first of them in one sentence that says what to do, and no secret."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import idna

from newsroom.core import publication

BOOLEANS = ("1", "true", "on", "ok", "y", "yes", "0", "false", "off", "n", "no", "")
RANGES = {"PORT": (1, 65_535), "WEB_WORKERS": (1, 64), "TRUSTED_PROXY_COUNT": (0, 9)}
LARGEST = 10**9
LOCAL = ("localhost", "127.0.0.1", "::1", "[::1]", "testserver")
LIVE_KEYS = ("sk_live_", "rk_live_")
STRIPE = "https://api.stripe.com"
HOST = re.compile(r"\.?[^\s/:@*?#]*[^\s/:@*?#.]|\[[0-9a-fA-F:.]+\]")
HEADER = re.compile(r"HTTP_[A-Z0-9_]+(=\S+)?")
# As long as Stripe takes it behind the longest name of an account, and as short as it takes it alone.
STATEMENT = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 .-]{3,8}[A-Za-z0-9.]")
# As the protocol asks for it; it stands in an address.
INDEXNOW_KEY = re.compile(r"[a-zA-Z0-9-]{8,128}")
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
# What Django's own check asks of a key, and words that stand in examples.
KEY_LENGTH, KEY_LETTERS = 50, 5
# What a folder of an installation's own files holds.
OWN = ("templates", "static")
EXAMPLES = ("django-insecure-", "changeme", "change-me", "your-secret", "secret-key", "only-for-debug")


def mistyped(given: Mapping[str, str], kinds: Mapping[str, type], email_schemes: Iterable[str]) -> str:
    """Return what is wrong with switches, numbers and the mail server as they were typed."""
    scheme = given.get("EMAIL_URL", "consolemail://").partition(":")[0]
    if scheme not in email_schemes:
        return "EMAIL_URL is no mail server: write it as smtp+tls://user:password@host:587."
    for name, kind in kinds.items():
        text = given.get(name)
        if text is None:
            continue
        if kind is bool and text.strip().lower() not in BOOLEANS:
            return f"{name} is {text[:20]!r}: write 1 or 0."
        smallest, largest = RANGES.get(name, (0, LARGEST))
        if kind is int and not (re.fullmatch("[0-9]{1,10}", text) and smallest <= int(text) <= largest):
            return f"{name} is {text[:20]!r}: write a number from {smallest} to {largest}."
    return ""


@dataclass(frozen=True)
class Given:
    """Settings as they were read, with what they are looked at for."""

    of: Mapping[str, Any]
    live: bool

    @property
    def is_public(self) -> bool:
        """Say whether others are served: neither the demo nor a developer's machine."""
        return not (self.of["DEBUG"] or self.of["DEMO"])


def first(settings: Mapping[str, Any], *, live: bool) -> str:
    """Return the first fault in a sentence, or nothing."""
    given = Given(settings, live)
    for look in (_switches, _live_or_not, _stripe, _hosts, _site_url, _secrets, _index_now, _rest):
        for sentence in look(given):
            return sentence
    return ""


def _switches(given: Given) -> Iterator[str]:
    if given.live and given.of["DEBUG"]:
        yield "LIVE=1 moves real money, and DEBUG=1 shows strangers how: unset one of them."
    if given.live and given.of["DEMO"]:
        yield "LIVE=1 is set, but the demo never moves real money: unset LIVE or DEMO."
    if given.of["DEMO"] and given.of["WEB_HOST"] not in LOCAL:
        yield "WEB_HOST lets others reach the demo, whose passwords are known: set it to 127.0.0.1."


def _live_or_not(given: Given) -> Iterator[str]:
    key = given.of["STRIPE_SECRET_KEY"]
    is_live_key = key.startswith(LIVE_KEYS)
    if is_live_key and given.of["DEMO"]:
        yield "STRIPE_SECRET_KEY is a live key: the demo never moves real money."
    if is_live_key and not given.live:
        yield "STRIPE_SECRET_KEY is a live key: set LIVE=1 to move real money."
    if given.live and key and not is_live_key:
        yield "STRIPE_SECRET_KEY is a test key, but LIVE=1 is set: unset it, or use a live key."


def _stripe(given: Given) -> Iterator[str]:
    key = given.of["STRIPE_SECRET_KEY"]
    if key.startswith(("pk_", "whsec_", "prod_")):
        yield "STRIPE_SECRET_KEY is no secret key: use one that begins with rk_ or sk_."
    if not all(secret.startswith("whsec_") for secret in given.of["STRIPE_WEBHOOK_SECRETS"]):
        yield "STRIPE_WEBHOOK_SECRETS holds something else: each begins with whsec_."
    if given.of["STRIPE_STATEMENT"] and not STATEMENT.fullmatch(given.of["STRIPE_STATEMENT"]):
        yield "STRIPE_STATEMENT cannot stand on a bank statement: write 5 to 10 of A to Z, 0 to 9 and spaces."
    if given.live and given.of["STRIPE_API_BASE"].rstrip("/") not in ("", STRIPE):
        yield "STRIPE_API_BASE is not Stripe, but LIVE=1 moves real money: unset one of them."
    if given.live and not all(_is_https_origin(one) for one in given.of["STRIPE_CHECKOUT_ORIGINS"]):
        yield "STRIPE_CHECKOUT_ORIGINS names no https site, but LIVE=1 is set: write https://pay.news.example."


def _hosts(given: Given) -> Iterator[str]:
    hosts = given.of["ALLOWED_HOSTS"]
    if "*" in hosts:
        yield "ALLOWED_HOSTS=* lets anybody name the site in its own links: name its hosts."
    for host in hosts:
        if not HOST.fullmatch(host) or (host.startswith(".") and "." not in host[1:]):
            yield f"ALLOWED_HOSTS names {host[:60]!r}: write host names alone, such as news.example."
    if given.of["DEMO"] and not {host.lower() for host in hosts} <= set(LOCAL):
        yield "ALLOWED_HOSTS names a public host, but passwords of DEMO=1 are known: name 127.0.0.1."


def _site_url(given: Given) -> Iterator[str]:
    url, hosts = given.of["SITE_URL"], given.of["ALLOWED_HOSTS"]
    example = "write it as https://news.example."
    parts = _parts(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s|@", url):
        yield f"SITE_URL is no address of a site: {example}"
    elif parts.path or parts.query or parts.fragment:
        yield f"SITE_URL has more than a host, but the site stands at its root: {example}"
    elif given.is_public and parts.scheme != "https":
        yield "SITE_URL begins with http://, but cookies and letters need HTTPS: write https://."
    elif hosts and not any(_allows(host.lower(), parts.hostname) for host in hosts):
        yield "SITE_URL names a host that ALLOWED_HOSTS does not, so links in letters would fail: add it."


def _secrets(given: Given) -> Iterator[str]:
    key = given.of["SECRET_KEY"]
    if not given.is_public:
        return
    if len(key) < KEY_LENGTH or len(set(key)) < KEY_LETTERS or key.lower().startswith(EXAMPLES):
        yield f"SECRET_KEY can be guessed: give it {KEY_LENGTH} random characters."
    if key in (given.of["LOOKUP_KEY"], *(one.partition(":")[2] for one in given.of["SEALING_KEYS"])):
        yield "SECRET_KEY is a sealing key as well: give each a value of its own."
    if given.of["LOOKUP_KEY"] and given.of["LOOKUP_KEY"] in str(given.of["SEALING_KEYS"]):
        yield "LOOKUP_KEY is a sealing key as well: give each a value of its own."


def _index_now(given: Given) -> Iterator[str]:
    key, endpoint = given.of["INDEXNOW_KEY"], _parts(given.of["INDEXNOW_ENDPOINT"])
    if key and not INDEXNOW_KEY.fullmatch(key):
        yield "INDEXNOW_KEY cannot be a key: write 8 to 128 of a to z, A to Z, 0 to 9 and hyphens."
    schemes = ("https",) if given.is_public else ("https", "http")
    if endpoint.scheme not in schemes or not endpoint.hostname:
        yield "INDEXNOW_ENDPOINT is no https address: write it as https://api.indexnow.org/indexnow."


def _rest(given: Given) -> Iterator[str]:
    if "postgresql" not in given.of["DATABASES"]["default"].get("ENGINE", ""):
        yield "DATABASE_URL names another database than PostgreSQL: write postgres://user:password@host/name."
    sender = given.of["DEFAULT_FROM_EMAIL"]
    if "\n" in sender or not EMAIL.fullmatch(parseaddr(sender)[1]):
        yield "DEFAULT_FROM_EMAIL is no e-mail address: write desk@news.example, or Desk <desk@news.example>."
    elif not _is_sender(parseaddr(sender)[1]):
        yield "DEFAULT_FROM_EMAIL is one that mail servers refuse: only its domain may go beyond ASCII."
    for language, name in given.of["SENDER_NAMES"].items():
        if language not in dict(given.of["LANGUAGES"]) or not name.strip() or "\n" in name:
            yield "SENDER_NAMES lacks a name, or names no language of the site: write it as ru=Receipts."
    if given.of["TIME_ZONE"] not in zoneinfo.available_timezones():
        yield f"TIME_ZONE is {given.of['TIME_ZONE'][:40]!r}: write one such as Europe/Amsterdam."
    if not publication.is_prefix(given.of["RECEIPT_PREFIX"]):
        yield "RECEIPT_PREFIX cannot begin a number: write one to eight of A to Z and 0 to 9."
    header = given.of["SSL_HEADER"]
    if header and not HEADER.fullmatch(header):
        yield "SECURE_PROXY_SSL_HEADER names no header: write it as HTTP_X_FORWARDED_PROTO=https."
    if given.of["OWN_FILES"] and not any(Path(given.of["OWN_FILES"], one).is_dir() for one in OWN):
        yield "OWN_FILES names a folder with neither templates/ nor static/ in it: name the one above them."
    if given.of["MEDIA_ROOT"] == given.of["STATIC_ROOT"]:
        yield "MEDIA_ROOT and STATIC_ROOT are one folder, where one could replace the other: name two."


def _is_sender(email: str) -> bool:
    """Say whether mail servers take it: a local part in ASCII, and a domain that DNS can hold."""
    local, _, domain = email.rpartition("@")
    try:
        return local.isascii() and bool(idna.encode(domain, uts46=True))
    except idna.IDNAError:
        return False


def _is_https_origin(text: str) -> bool:
    parts = _parts(text)
    return parts.scheme == "https" and bool(parts.hostname) and not parts.path.strip("/")


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # Brackets that are not closed.
        return urlsplit("")


def _allows(pattern: str, host: str) -> bool:
    """Say whether a name of ALLOWED_HOSTS is that host, or ends like it where it begins with a dot."""
    return host == pattern.strip("[]") or (pattern.startswith(".") and f".{host}".endswith(pattern))
