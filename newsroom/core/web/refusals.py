"""Plain pages for requests that Django never sees: too many at once, cut off, too large."""

from __future__ import annotations

import logging
from functools import lru_cache
from http import HTTPStatus

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.core.language_settings import codes
from newsroom.core.logs import request_number

logger = logging.getLogger(__name__)
# Seconds after which it is worth trying again: half of what a request waits for its turn.
RETRY_AFTER = 5


class Refusal(Exception):
    """A request that is not answered; the sentence is for whoever sent it."""

    status = HTTPStatus.BAD_REQUEST
    title: str | Promise = ""
    sentence: str | Promise = ""


class Busy(Refusal):
    """Its turn did not come in time."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = _("Very many are here at once")
    sentence = _(
        "This page cannot be shown just now: please try again in a few seconds. If you sent something, "
        "nothing of it was taken: go back and send it again."
    )


class DatabaseAway(Busy):
    """The database does not answer, and whether a change was made is not certain."""

    title = _("We will be back in a moment")
    sentence = _(
        "This page cannot be shown just now: please try again in a minute. If you sent something, look "
        "whether it was taken before you send it again."
    )


class CutOff(Refusal):
    """The connection ended before the body did."""

    title = _("Not everything arrived")
    sentence = _(
        "The connection broke before all of it was here, so nothing of it was taken: go back and send it "
        "again."
    )


class TooLarge(Refusal):
    """The body is larger than anything that the site takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = _("That is too large")
    sentence = _("What you sent is larger than anything this site takes, so nothing of it was taken.")


class TooLong(Refusal):
    """The address is longer than any of the site."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG
    title = _("That address is too long")
    sentence = _("No page of this site has such a long address. Go to its front page, and look from there.")


def unavailable(response: HttpResponse) -> HttpResponse:
    """Make a page say, also to machines, that the same request is worth another try."""
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def page(refusal: type[Refusal], language: str) -> HttpResponse:
    """Return the page of a refusal, made without a request and without the database."""
    response = HttpResponse(_rendered(refusal, language), status=refusal.status)  # type: ignore[arg-type]  # a class
    guarded(response)
    return unavailable(response) if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE else response


def failed() -> HttpResponse:
    """Return the page for a mistake of ours, with the number by which the log knows it."""
    try:
        text = str(render_to_string("500.html", {"number": request_number()}))
    except Exception:
        # What is broken may be the templates, the static files or the translations.
        logger.exception("the page of failures failed, too")
        text = _bare(request_number())
    return guarded(HttpResponse(text, status=HTTPStatus.INTERNAL_SERVER_ERROR))


def _bare(number: str) -> str:
    """Return the page of a failure, in each language, without template, file or URL."""
    told = []
    for code in codes():
        with translation.override(code):
            words = f"{gettext('It is not your fault. Please try again in a few minutes.')} {escape(number)}"
            told.append(f'<h1 lang="{code}">{gettext("Something broke on our side")}</h1>\n<p>{words}</p>')
    return "\n".join(["<!doctype html>", '<html lang="' + codes()[0] + '">', '<meta charset="utf-8">', *told])


def guarded(response: HttpResponse) -> HttpResponse:
    """Give a page that no middleware sees the headers that it needs."""
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@lru_cache
def _rendered(refusal: type[Refusal], language: str) -> str:
    with translation.override(language):
        shown = {"status": refusal.status.value, "title": refusal.title, "sentence": refusal.sentence}
        return render_to_string("refused.html", shown)
