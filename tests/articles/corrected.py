"""A correction as an editor types it, and the pages on which readers meet it."""

from typing import Any

from django.test import Client

from articles.models import Story

WORDS = "The terminals were rebuilt in 2009, not 2011."
TYPED = {"correction_kind": "correction", "correction_words": WORDS, "correction_place": "end"}


def page_of(story: Story) -> str:
    return Client().get(story.get_absolute_url()).content.decode()


def the_list() -> str:
    return Client().get("/corrections/").content.decode()


def typed(act: str, **more: Any) -> dict[str, Any]:
    return {"act": act, **TYPED, **more}
