"""URLs of links: completed, unwrapped from the redirects of other hosts, and checked."""

from __future__ import annotations

import re
from base64 import b64decode
from itertools import islice
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from . import rules
from .policy import safe_link

_PASSAGES = [(re.compile(host), re.compile(path), names.split()) for host, path, names in rules.PASSAGES]
_PATHS = [(re.compile(host), re.compile(path)) for host, path in rules.PATHS]
_CODED = [(re.compile(host), re.compile(path), name, code) for host, path, name, code in rules.CODED]
_STARRED_HOST, _STARRED = map(re.compile, rules.STARRED)
_STARS = re.compile(r"\*(?:\*([A-Za-z0-9_-]))?")
_VERSION = re.compile("^a1(?=aHR0c)")
_FILES = frozenset(rules.FILES.split())
_MOST_PASSAGES = 5
_DOUBLED, _MAILTO = re.compile(rules.DOUBLED, re.IGNORECASE), re.compile("^mailto: +", re.IGNORECASE)
_LOGIN = re.compile(rules.LOGIN, re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\xa0\u200b\u2028\u2029\ufeff]")
_SCHEME = re.compile(r"(https?):[/\\]*(?=[^/\\])", re.IGNORECASE)
_NAME = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"((?:{_NAME}\.){{1,8}})(xn--[\w-]+|[^\W\d_]{{2,24}})(:[0-9]{{2,5}})?(?=[/?#]|$)")
_MAILBOX = re.compile(rf"[\w.+-]{{1,64}}@(?:{_NAME}\.){{1,8}}[\w-]{{2,24}}")


def to_link(url: str) -> str:
    """Return the safe URL that a pasted `href` really leads to, or nothing."""
    url = _complete(_UNSEEN.sub("", url).strip())
    for _ in range(_MOST_PASSAGES):
        further = _beyond(url)
        if not further:
            break
        url = further
    return safe_link(_LOGIN.sub(r"\1", url))


def is_lost(url: str) -> bool:
    """Return True for an `href` that was meant to be a link and cannot be: not for `#place` and scripts."""
    meant = _UNSEEN.sub("", url).strip().lower()
    return (
        bool(meant) and not meant.startswith(("#", "javascript:", "vbscript:", "data:")) and not to_link(url)
    )


def _complete(url: str) -> str:
    url = _MAILTO.sub("mailto:", _DOUBLED.sub("", url))
    if url.startswith("//"):
        return f"https:{url}"
    if _SCHEME.match(url):
        return _SCHEME.sub(lambda found: f"{found[1]}://", url, count=1)
    if _MAILBOX.fullmatch(url):
        return f"mailto:{url}"
    host = _HOST.match(url)
    if not host:
        return url
    is_file = host[2].lower() in _FILES and not host[3] and url[host.end() : host.end() + 1] != "/"
    return url if is_file else f"https://{url}"


def _beyond(url: str) -> str:
    """Return the URL inside a redirect of another host (`rules.PASSAGES` to `STARRED`), or nothing."""
    try:
        parts = urlsplit(url)
        host, path = (parts.hostname or "").lower(), parts.path
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https"):
        return ""
    given = parse_qs(parts.query, max_num_fields=100) if parts.query.count("&") < 100 else {}
    for hosts, paths, names in _PASSAGES:
        if hosts.search(host) and paths.search(path):
            return next(filter(None, (_web(given[name][0]) for name in names if name in given)), "")
    for hosts, paths, name, code in _CODED:
        if hosts.search(host) and paths.search(path) and name in given:
            return _web(_decoded(given[name][0], code))
    return _inside(host, urlunsplit(("", "", path, parts.query, parts.fragment)))


def _inside(host: str, whole: str) -> str:
    """Return the URL that a path of that host holds, or nothing."""
    for hosts, paths in _PATHS:
        if hosts.search(host) and (found := paths.search(whole)):
            return _web(unquote(found[1]) if "://" not in found[1] else found[1])
    found = _STARRED.search(whole) if _STARRED_HOST.search(host) else None
    return _web(_with_stars_filled(found[1], _decoded(found[2], "base64"))) if found else ""


def _decoded(text: str, code: str) -> str:
    """Decode a parameter by its code of `rules.CODED`; nothing, where it is none."""
    if code == "dashes":
        return unquote(text.replace("-", "%").replace("_", "/"))
    bare = _VERSION.sub("", text).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode()
    except ValueError:
        return ""


def _with_stars_filled(url: str, letters: str) -> str:
    """Put the letters where asterisks stand for them, as `rules.STARRED` says."""
    left = iter(letters)
    counts = rules.STAR_COUNTS
    return _STARS.sub(
        lambda star: "".join(islice(left, counts.index(star[1]) + 2 if star[1] else 1)) or star[0], url
    )


def _web(url: str) -> str:
    url = _complete(url.strip())
    return url if _SCHEME.match(url) else ""
