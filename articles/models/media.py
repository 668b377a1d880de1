"""Model of photos, with caption, credit and alt text."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Photo(models.Model):
    """A photo of the library: re-encoded, without metadata, stored under the hash of its bytes."""

    file = models.FileField(_("picture"), max_length=120, upload_to="photos/")
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    sha256 = models.CharField(_("hash"), max_length=64, unique=True, editable=False)
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, help_text=_("Such as: Arina Belskaya / MT"))
    alt = models.CharField(
        _("what the picture shows"),
        max_length=300,
        help_text=_("One sentence for those who cannot see it."),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    # [{"width", "height", "format": "webp" | "jpeg", "name", "size"}], made by the worker; empty until then.
    renditions: Any = models.JSONField(_("renditions"), default=list, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.alt or self.caption or f"#{self.pk}"
