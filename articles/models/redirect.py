"""Model of redirects: addresses that once led to a page, and where they lead now."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story

LONGEST_PATH = 500


class Redirect(models.Model):
    """A path of this site that is no page, with the story or the path that it leads to, in one hop."""

    path = models.CharField(
        _("former address"),
        max_length=LONGEST_PATH,
        unique=True,
        help_text=_("The part after the name of the site, such as /news/2014/ice.html"),
        error_messages={"unique": _("This address leads somewhere already.")},
    )
    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("story")
    )
    to = models.CharField(
        _("or an address of this site"),
        max_length=LONGEST_PATH,
        blank=True,
        help_text=_("Such as /category/news/"),
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["to"], condition=~Q(to=""), name="redirect_targets"),
            models.Index(fields=["-created_at", "-id"], name="redirect_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(story__isnull=False, to="") | (Q(story__isnull=True) & ~Q(to="")),
                name="redirect_story_or_path",
                violation_error_message=_("Choose a story or type an address, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(path=F("to")),
                name="redirect_leads_away",
                violation_error_message=_("An address cannot lead to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.path
