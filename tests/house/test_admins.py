"""No page of the desk saves rows itself: what was typed goes to acts, which anything else can call, too."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import RequestFactory

from articles.admin.story import StoryAdmin
from articles.models import Author
from newsroom.core.desk.act_admin import ActAdmin
from newsroom.core.desk.model_admin import AuditedAdmin, OfferedChangeList, ReadOnlyAdmin
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


def with_open_lists(admins: dict[Any, Any]) -> list[str]:
    asked = RequestFactory().get("/")
    return [
        model.__name__
        for model, each in admins.items()
        if not issubclass(each.get_changelist(asked), OfferedChangeList)
    ]


def test_every_list_takes_only_the_filters_that_it_offers() -> None:
    assert not with_open_lists(admin.site._registry)


def test_a_planted_list_that_takes_any_look_up_is_found() -> None:
    assert with_open_lists({Author: admin.ModelAdmin(Author, admin.site)}) == ["Author"]
