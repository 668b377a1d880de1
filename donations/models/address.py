"""Models of asking for a link by email address, and of changing the address that letters go to."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.contribution import Contribution
from donations.models.supporter import Supporter
from newsroom.core.model_fields import LanguageField
from newsroom.core.queue import Queued


class AddressChange(models.Model):
    """Another email address for the letters of a contribution: it counts once its owner has said yes."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="address_changes")
    wanted = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="+")
    # Who got the letters before, for the days in which the change can be taken back.
    former = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change of an email address")
        verbose_name_plural = _("changes of email addresses")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.public_id)


class LinkRequest(Queued):
    """Somebody asked for a link by email address: one row for whatever address, known here or not.

    The worker looks whether it is known, so that the answer and its time are the same for all.
    """

    email_hash = models.CharField(max_length=64)
    # Tens of minutes since 1970: an address is asked for once in each.
    period = models.PositiveIntegerField()
    language = LanguageField()
    is_done = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("request for a link")
        verbose_name_plural = _("requests for a link")
        indexes = [models.Index(fields=["next_at"], condition=Q(is_done=False), name="link_request_queue")]
        constraints = [models.UniqueConstraint(fields=["email_hash", "period"], name="link_request_once")]

    def __str__(self) -> str:
        return str(self.period)
