"""Admin of redirects from former addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.pickers import Picker, only_pick, pickable
from articles.desk import library
from articles.models import Redirect
from newsroom.core.desk.act_admin import ActAdmin, Acts


@admin.register(Redirect)
class RedirectAdmin(ActAdmin[Redirect]):
    acts = Acts("redirect", library.add_redirect, library.change_redirect, library.delete_redirect)
    place = 55
    list_display = ("path", "leads_to", "created_at")
    search_fields = ("path", "to")
    fields = ("path", "story", "to")
    autocomplete_fields = ("story",)
    list_per_page = 50

    class Media:
        css = {"all": ["css/desk/picking.css"]}
        js = (forms.Script("js/desk/pickers.js", type="module"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Redirect]:
        """Bring the stories along."""
        return super().get_queryset(request).select_related("story")

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Pick the story by search alone."""
        return only_pick(super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        """Search for the story with a field that also takes what is no number."""
        kwargs |= {"widget": Picker(db_field, self.admin_site), "queryset": pickable(request)}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("leads to"))
    def leads_to(self, obj: Redirect) -> str:
        """Return the story or the path."""
        return str(obj.story) if obj.story else obj.to
