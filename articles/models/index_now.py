"""Model of what search engines were told through IndexNow."""

from django.db import models
from django.db.models import Q

from newsroom.core.queue import Queued


class IndexNow(Queued):
    """The one row that says up to which moment search engines were told what changed."""

    told_until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="index_now_once")]

    def __str__(self) -> str:
        return self.told_until.isoformat()
