"""Model of a supporter, of whom nothing is kept but an encrypted email address and a language."""

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.model_fields import LanguageField


class Supporter(models.Model):
    """One email address that gave: encrypted from the first migration, found by its keyed hash."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    email_sealed = models.TextField()
    email_hash = models.CharField(max_length=64, unique=True)
    language = LanguageField(_("language"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        permissions = [
            ("view_email", "Can see and search supporters' email addresses"),
            ("forget_supporter", "Can have supporters forgotten"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
