"""Identity of a new story before its first save: a token in the address of the empty form."""

from __future__ import annotations

import uuid

from django.http import HttpRequest
from django.urls import reverse

from articles.admin.unsaved import uuid_of
from articles.models import Story
from newsroom.core.desk.identity import current_user

# The name in the query string.
DRAFT = "draft"


def token_of(request: HttpRequest) -> uuid.UUID | None:
    """Return the token that stands in the address."""
    return uuid_of(request.GET.get(DRAFT, ""))


def elsewhere(request: HttpRequest) -> str | None:
    """Return where an empty form is to be opened instead, if anywhere.

    The address without a token leads to one with it, so that Back and a reload bring the same new story; once
    its form was sent, the address leads to that story, and nobody makes a second one of it.
    """
    token = token_of(request)
    made = Story.objects.filter(form_token=token).only("created_by").first() if token else None
    if made is not None and made.created_by_id == current_user(request).pk:
        return reverse("admin:articles_story_change", args=[made.pk])
    if token is None or made is not None:
        return f"{reverse('admin:articles_story_add')}?{DRAFT}={uuid.uuid4()}"
    return None
