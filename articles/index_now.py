"""IndexNow protocol: search engines are told which stories were published, changed or withdrawn.

Every minute the worker looks at what readers saw change since the last time. What is told is picked through
the gate at that moment, so no story is told before its hour, and the acts of the desk know nothing of it.
"""

import datetime
import http.client
import json
import logging
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts import audit_name
from articles.models import IndexNow, Revision, Story
from articles.presentation import absolute
from newsroom.core.queue import claim, next_try

log = logging.getLogger(__name__)
TIMEOUT = 10.0
# An act has its time a moment before other transactions can see it.
SETTLED = datetime.timedelta(seconds=30)
LEASE = datetime.timedelta(minutes=5)
FIRST_RETRY, LONGEST_RETRY = datetime.timedelta(minutes=1), datetime.timedelta(hours=6)
# What is older when the service answers again, search engines have from the sitemaps.
OLDEST = datetime.timedelta(days=2)
# The protocol's own limit for one message.
MOST = 10_000
# Acts after which readers see something else at the address of a story; hours that come are looked at apart.
SEEN = tuple(
    audit_name(act) for act in ("publish", "publish_changes", "changes_due", "mend", "correct", "redact")
)
WITHDRAWN = audit_name("withdraw")


class _NoRedirects(HTTPRedirectHandler):
    """urllib handler that follows no redirect: what is sent would not arrive there."""

    def redirect_request(self, *_args: Any) -> None:
        return None


_opener = build_opener(_NoRedirects)


def tell() -> None:
    """Tell what changed since the last time; a failure is repeated with growing pauses."""
    if not settings.INDEXNOW_KEY:
        return
    now = timezone.now()
    # What was live before the newsroom switched it on, the sitemaps tell.
    IndexNow.objects.get_or_create(pk=1, defaults={"told_until": now - SETTLED})
    state = claim(IndexNow.objects.all(), LEASE)
    if state is None:
        return
    until = now - SETTLED
    urls = changed(max(state.told_until, now - OLDEST), until)
    if _send(urls):
        IndexNow.objects.update(told_until=until, attempts=0, next_at=now)
    else:
        later = next_try(state.attempts - 1, first=FIRST_RETRY, longest=LONGEST_RETRY)
        IndexNow.objects.update(next_at=later)


def changed(since: datetime.datetime, until: datetime.datetime) -> list[str]:
    """Return the URLs at which readers see something else since then: live now, or gone after they were."""
    acts = Revision.objects.filter(at__gt=since, at__lte=until, story__modified_at__gt=since)
    seen = acts.filter(act__in=SEEN).values("story")
    gone = acts.filter(act=WITHDRAWN, at__gt=F("story__first_published_at")).values("story")
    ended = Q(expires_at__gt=since, expires_at__lte=until)
    found = [
        *Story.objects.live().filter(publish_at__gt=since, publish_at__lte=until).brief()[:MOST],
        *Story.objects.live().filter(pk__in=seen).brief()[:MOST],
        *Story.objects.withdrawn().filter(pk__in=gone).brief()[:MOST],
        *Story.objects.expired().filter(Q(pk__in=seen) | ended).brief()[:MOST],
    ]
    urls = [absolute(story.get_absolute_url()) for story in found]
    return list(dict.fromkeys(urls))[:MOST]


def _send(urls: list[str]) -> bool:
    """Send the URLs, and say whether they were taken; no log line names any of them."""
    if not urls:
        return True
    key = settings.INDEXNOW_KEY
    host, place = urlsplit(settings.SITE_URL).netloc, reverse("articles:index_now_key", args=[key])
    told = {
        "host": host,
        "key": key,
        "keyLocation": absolute(place),
        "urlList": urls,
    }
    headers = {"Content-Type": "application/json; charset=utf-8"}
    # Settings refuse an endpoint that is no address of the web.
    request = Request(settings.INDEXNOW_ENDPOINT, json.dumps(told).encode(), headers)  # noqa: S310
    try:
        with _opener.open(request, timeout=TIMEOUT):
            log.info("IndexNow took %d addresses.", len(urls))
            return True
    except HTTPError as error:
        log.warning("IndexNow did not take %d addresses: it answered %d.", len(urls), error.code)
        error.close()
    except (OSError, http.client.HTTPException) as error:
        log.warning("IndexNow did not take %d addresses: %s.", len(urls), type(error).__name__)
    return False
