"""Model of the words of a letter that fundraisers have changed; without a row the standing words are sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.letter import Letter
from newsroom.core.model_fields import LanguageField


class LetterText(models.Model):
    """Subject, heading and text of one kind of letter in one language; figures and link stand apart."""

    kind = models.CharField(_("letter"), max_length=20, choices=Letter.Kind.choices)
    language = LanguageField(_("language"))
    subject = models.CharField(_("subject"), max_length=150)
    heading = models.CharField(_("heading"), max_length=150)
    text = models.TextField(
        _("text"), max_length=3000, help_text=_("An empty line begins a new paragraph. No markup.")
    )

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        ordering = ["kind", "language"]
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="letter_text_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"
