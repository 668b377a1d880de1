"""Models of user accounts, of the audit log, and of what must outlive a restore."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.model_fields import LanguageField


class User(AbstractUser):
    """A user of the desk; readers and supporters have no account."""

    language = LanguageField(_("language of the desk"))

    class Meta(AbstractUser.Meta):
        pass


class AuditEntry(models.Model):
    """Entry of the audit log: who did what to which object, and when; never changed afterwards."""

    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    act = models.CharField(_("act"), max_length=40)
    target_type = models.CharField(_("kind of thing"), max_length=60)
    target_id = models.CharField(_("its number"), max_length=40)
    at = models.DateTimeField(_("when"), default=timezone.now)
    details: Any = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id", "-id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.act} {self.target_type} {self.target_id}"


class Tombstone(models.Model):
    """Entry of the journal (`newsroom.core.journal`): what was decided about a thing, by its random id."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    # What it takes to do it again: numbers and keyed hashes.
    data: Any = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("entry of the journal")
        verbose_name_plural = _("entries of the journal")
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="tombstone_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Budget(models.Model):
    """How often something was done in one span of time, by whom only a keyed hash says."""

    key = models.BinaryField(max_length=12)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    spent = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [models.UniqueConstraint(fields=["key", "begins_at"], name="budget_once")]

    def __str__(self) -> str:
        return f"{self.begins_at:%H:%M:%S} {self.spent}"


class DaySalt(models.Model):
    """Random salt of one day, under which network addresses are hashed; it is deleted with its day."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self) -> str:
        return f"{self.day}"
