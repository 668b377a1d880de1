"""Columns of a story for the correction that waits in its drafts, and for what stands where it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.correction_kinds import Place, kinds


class Correctable(models.Model):
    """What a story holds of corrections; what readers were told are rows of their own (`Correction`)."""

    # The newest correction that readers were told; without one, nobody looks for any.
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A correction that waits in a draft until an act tells readers; their pages show `Correction` alone.
    correction_kind = models.CharField(
        _("does this need a correction?"), max_length=20, choices=kinds, blank=True
    )
    correction_words = models.TextField(_("what readers are told"), blank=True)
    correction_place = models.CharField(
        _("where the correction stands"), max_length=3, choices=Place.choices, default=Place.END
    )
    # Did an editor choose to say, at the address of a withdrawn story, why it is gone?
    is_reason_public = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
