"""Address to which the form of a story sends what was typed, as it is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import desk
from articles.admin.pickers import number_of
from articles.admin.states import HEAVY
from articles.admin.unsaved import uuid_of
from articles.desk.rights import visible
from articles.desk.typed import TOO_LONG
from articles.desk.working import Kept, Window
from articles.models import Story
from newsroom.core.desk.identity import current_user

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Story]
else:
    Admin = object

# The largest number of a column.
LARGEST = 2**31 - 1


class Keeping(Admin):
    """Keeps unsaved words on the server."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address."""
        keep = self.admin_site.admin_view(require_POST(self.words_view))
        return [path("words/", keep, name="articles_story_words"), *super().get_urls()]

    def words_view(self, request: HttpRequest) -> JsonResponse:
        """Keep the words: 200 with their count, 409 where something newer stands, 410 without the right."""
        try:
            sent = _read(request.body)
        except RequestDataTooBig:
            return JsonResponse({"state": "unreadable", "sentence": str(TOO_LONG)}, status=422)
        except (ValueError, RecursionError, RawPostDataException):
            # The last: a form, which was read as one before it came here.
            return JsonResponse({"state": "unreadable"}, status=400)
        by = current_user(request)
        if sent["person"] != str(by.pk):
            # Somebody else has signed in at the browser of this window.
            return another_person()
        # A story that this person may not see answers as one that is not there.
        story = visible(by).defer(*HEAVY).filter(pk=sent["story"]).first() if sent["story"] else None
        is_gone = story is None and sent["token"] is None
        try:
            if is_gone:
                raise desk.NotAllowed
            kept = desk.keep_words(
                by=by, story=story, token=sent["token"], data=sent["data"], window=sent["window"]
            )
        except desk.NotAllowed:
            # Not 403, which also says that the log-in ended.
            return JsonResponse({"state": "gone" if is_gone else "refused"}, status=410)
        except desk.Redacted as refused:
            return JsonResponse(_redacted(refused), status=422)
        except desk.Refused as refused:
            return JsonResponse({"state": "unreadable", "sentence": str(refused)}, status=422)
        return _answer(kept, sent["window"], story.version if story else None)


def _answer(kept: Kept, window: Window, version: int | None) -> JsonResponse:
    if kept.is_unknown:
        # The page sends the whole form then.
        return JsonResponse({"state": "whole"})
    if kept.count is not None:
        return JsonResponse({"state": "kept", "count": kept.count, "version": version})
    told = {**_stands(kept), "version": version}
    # What the same window sent before it was saved is no conflict: the save has it.
    is_saved = (told["state"], told.get("tab")) == ("saved", window.tab)
    return JsonResponse(told, status=200 if is_saved else 409)


def another_person() -> JsonResponse:
    """Answer a window that was opened by somebody else than who is signed in."""
    return JsonResponse({"state": "another"}, status=409)


def _read(body: bytes) -> dict[str, Any]:
    """Read what the page's script sends; ValueError where it is something else."""
    sent = json.loads(body)
    if not isinstance(sent, dict):
        raise ValueError("no form")
    given = [sent.get(name, 0) for name in ("had", "number", "base")]
    since, total = sent.get("since"), sent.get("sum", 0)
    # A bool is an int for Python, and none for the database.
    numbers = given if since is None else [*given, since]
    if not all(type(each) is int and 0 <= each <= LARGEST for each in numbers) or type(total) is not int:
        raise ValueError("no number")
    tab = sent.get("tab")
    if not (isinstance(tab, str) and 0 < len(tab) <= 40 and tab.isascii() and tab.isprintable()):
        raise ValueError("no window")
    had, number, base = given
    person = sent.get("person")
    if type(person) not in (int, str):
        raise ValueError("nobody")
    return {
        "person": str(person),
        "story": number_of(sent.get("story") or ""),
        "token": uuid_of(str(sent.get("token") or "")),
        "data": sent.get("data"),
        "window": Window(tab=tab, had=had, number=number, base=base, since=since, checksum=total),
    }


def _redacted(refused: desk.Redacted) -> dict[str, Any]:
    """Say which words were taken out of the story for good, and on which fields they stand."""
    words = sorted({each.gone for found in refused.found.values() for each in found})
    told = _("Not kept: %(words)s was taken out of this story for good. Take it out of what you typed.")
    sentence = told % {"words": ", ".join(f"“{word}”" for word in words)}
    return {"state": "redacted", "sentence": sentence, "fields": sorted(refused.found), "left": refused.left}


def _stands(kept: Kept) -> dict[str, Any]:
    """Say what stands in the way: a save, an editor who took the words over, or another window."""
    row = kept.stands
    if row is None or row.changed_at is None:
        taken_by = row.taken_by if row else None
        who = (taken_by.get_full_name() or taken_by.get_username()) if taken_by else ""
        count, tab = (row.count, row.tab) if row else (0, "")
        # A window finds here whether it was itself that was saved.
        return {"state": "taken" if who else "saved", "count": count, "who": who, "tab": tab}
    return {"state": "other", "count": row.count, "data": row.data, "base": row.base}
