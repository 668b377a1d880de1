"""Admin of users, groups and the audit log: for administrators alone."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.core.desk.model_admin import AuditedAdmin, ReadOnlyAdmin, Use
from newsroom.core.models import AuditEntry, User
from newsroom.core.text_fields import LineField

if TYPE_CHECKING:
    PeopleAdmin = StockUserAdmin[User]
    Mixin = admin.ModelAdmin[Any]
else:
    PeopleAdmin = StockUserAdmin
    Mixin = object

admin.site.unregister(Group)


class TickBoxes(Mixin):
    """Checkboxes for groups and permissions, the latter only for models that stand at the desk."""

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        kwargs["widget"] = CheckboxSelectMultiple
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[arg-type]
        field.help_text = ""
        if field.queryset.model is Permission:
            shown = {model._meta.app_label for model in self.admin_site._registry} - {"auth"}
            field.queryset = field.queryset.filter(content_type__app_label__in=shown)
            field.queryset = field.queryset.exclude(content_type__model="user")
        return field


class ForAdministrators(Mixin):
    """Open to superusers alone: whoever may change people or groups could make themselves anything."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)


class CleanUsernameField(LineField, UsernameField):
    """Django's field for log-in names, which would let letters pass that cannot be seen."""


@admin.register(User)
class DeskUserAdmin(ForAdministrators, TickBoxes, AuditedAdmin[User], PeopleAdmin):
    """Admin of user accounts. Whoever leaves is made inactive, since audit entries keep naming them."""

    place = 70
    is_aside = True
    list_display = ("username", "full_name", "groups_named", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
    )
    filter_horizontal = ()

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == User.USERNAME_FIELD:
            kwargs["form_class"] = CleanUsernameField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("groups"))
    def groups_named(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def uses(self, request: HttpRequest, obj: User) -> list[Use]:
        """Refuse to delete a user whom audit entries name."""
        if AuditEntry.objects.filter(actor=obj).exists():
            return [(str(_("The record of what was done. Make the account inactive instead.")), "")]
        return []


@admin.register(Group)
class DeskGroupAdmin(ForAdministrators, TickBoxes, AuditedAdmin[Group], GroupAdmin):
    """Admin of groups and their permissions."""

    place = 71
    is_aside = True
    filter_horizontal = ()


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin[AuditEntry]):
    """Read-only list of the audit log."""

    place = 72
    is_aside = True
    list_display = ("at", "actor", "act", "target_type", "target_id")
    list_filter = ("act",)
    list_select_related = ("actor",)
    search_fields = ("actor__username", "target_id", "act")
    date_hierarchy = "at"
