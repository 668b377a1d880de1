"""Indexes of stories: one for the order of each list that grows with the paper."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce, Greatest

# The time that a desk sorts by: of publication, or of the last change where there is none.
DESK_AT = Coalesce("publish_at", "modified_at")
# When a story's page last changed for readers; the database leaves out what is empty.
CHANGED_AT = Greatest("publish_at", "updated_at", "corrected_at")

INDEXES = [
    models.Index(
        fields=["language", "-publish_at", "-id"], condition=Q(status="approved"), name="story_newest"
    ),
    models.Index(
        fields=["category", "-publish_at", "-id"],
        condition=Q(status="approved"),
        name="story_by_category",
    ),
    models.Index(
        fields=["language", "kind", "-publish_at", "-id"],
        condition=Q(status="approved"),
        name="story_kinds",
    ),
    models.Index(
        Func(F("publish_at"), template="date_trunc('month', %(expressions)s AT TIME ZONE 'UTC')"),
        CHANGED_AT.desc(),
        condition=Q(status="approved"),
        name="story_months",
    ),
    models.Index(fields=["-modified_at", "-id"], name="story_desk_list"),
    models.Index(DESK_AT.desc(), F("id").desc(), name="story_desk_time"),
    models.Index(F("status"), DESK_AT.desc(), F("id").desc(), name="story_desk_status"),
    models.Index(F("category"), DESK_AT.desc(), F("id").desc(), name="story_desk_category"),
    models.Index(fields=["created_by", "status", "-modified_at"], name="story_own"),
    models.Index(fields=["-publish_at", "-id"], condition=Q(status="approved"), name="story_newest_of_all"),
    models.Index(fields=["-id"], condition=Q(status="approved", publish_at__isnull=True), name="story_ready"),
    models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="story_ends"),
    models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="story_embargoed"),
    models.Index(fields=["-modified_at"], condition=Q(draft_number__isnull=False), name="story_with_draft"),
    models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="story_next"),
]
