"""No page of the desk saves rows itself: what was typed goes to acts, which anything else can call, too."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group

from articles.admin.story import StoryAdmin
from articles.models import Author
from newsroom.core.desk.act_admin import ActAdmin
from newsroom.core.desk.model_admin import AuditedAdmin, ReadOnlyAdmin
from newsroom.core.models import User

BY_ACTS = (ActAdmin, StoryAdmin, ReadOnlyAdmin)
# Accounts and groups: Django's own forms, for administrators alone.
DJANGOS = {User, Group}


def saving_by_themselves(admins: dict[Any, Any]) -> list[str]:
    return [
        model.__name__
        for model, each in admins.items()
        if model not in DJANGOS and not isinstance(each, BY_ACTS)
    ]


def test_every_admin_that_writes_hands_it_to_acts() -> None:
    assert not saving_by_themselves(admin.site._registry)


def test_a_planted_admin_that_saves_by_itself_is_found() -> None:
    assert saving_by_themselves({Author: AuditedAdmin(Author, admin.site)}) == ["Author"]
