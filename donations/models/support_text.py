"""Words of the support form and of the question before money: rows that fundraisers edit."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.core import languages
from newsroom.core.model_fields import LanguageField


class SupportTextQuerySet(models.QuerySet["SupportText"]):
    def words(self, language: str) -> dict[str, str]:
        """Return the text of each place, in the active language: what was written, or the standing words."""
        written = dict(self.filter(language=language).exclude(text="").values_list("place", "text"))
        countries = written.get(P.COUNTRIES) or gettext(str(STANDING[P.COUNTRIES]))
        return {
            str(place): written.get(place) or standing(place, language, countries)
            for place in SupportText.Place.values
        }


class SupportText(models.Model):
    """Text in one place and language; empty, the standing words stand there."""

    class Place(models.TextChoices):
        COUNTRIES = "countries", _("question: in which countries")
        REASON = "reason", _("question: why we ask")
        DANGER = "danger", _("question: to whom it applies, or who is not sure")
        OTHER_WAYS = "other_ways", _("question: other ways to help")
        WARNING = "warning", _("form: warning")
        RECIPIENT = "recipient", _("form: who receives the money")
        STOPPING = "stopping", _("form: how to stop")
        PRIVACY = "privacy", _("form: what we know of supporters")

    place = models.CharField(_("place"), max_length=10, choices=Place.choices)
    language = LanguageField(_("language"))
    text = models.TextField(
        _("text"),
        blank=True,
        max_length=2000,
        help_text=_("Each line is a paragraph of its own. Left empty, the standing words are shown."),
    )

    objects = SupportTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of the support pages")
        verbose_name_plural = _("texts of the support pages")
        ordering = ["language", "place"]
        constraints = [
            models.UniqueConstraint(fields=["place", "language"], name="support_text_once"),
            models.CheckConstraint(
                condition=models.Q(
                    place__in=[
                        *("countries", "reason", "danger", "other_ways"),
                        *("warning", "recipient", "stopping", "privacy"),
                    ]
                ),
                name="support_text_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()} ({self.language})"


P = SupportText.Place
# The name of the publication is in the page's frame already: these words fit every newsroom.
STANDING: dict[str, Promise] = {
    # Read as in “Are you in Russia or Belarus?”
    P.COUNTRIES: _("Russia or Belarus"),
    P.REASON: _(
        "There it can be a crime to give money to a newsroom like ours, however small the sum, and a bank "
        "keeps the trace for years. Your safety matters more to us than your money."
    ),
    P.DANGER: _(
        "Then please do not give, today or from another card. Nothing has been sent or stored: you can "
        "close this page as you would close any other.\n"
        "Not sure? A bank card from there is enough, wherever you live now; so is a journey there that "
        "you may make one day. If in doubt, please do not give."
    ),
    P.OTHER_WAYS: _(
        "Read us: every story is free for everybody.\n"
        "Tell somebody whom you trust what you have read here, in person rather than in writing."
    ),
    P.WARNING: _(
        "Are you in %(countries)s, will you go there, or is your bank card from there? Then do not give: "
        "it can be a crime there. We ask you about it once more before anything is sent."
    ),
    P.RECIPIENT: _("The money goes to this newsroom, and to nobody else."),
    P.STOPPING: _(
        "The link in each letter ends what you give monthly or annually: one tick, one button, no "
        "password, at once. It also pauses it or changes the amount."
    ),
    P.PRIVACY: _(
        "We keep your email address, sealed, and what you gave. Card numbers are seen by our payment "
        "service alone."
    ),
}


def standing(place: str, language: str, countries: str) -> str:
    """Return the words of a place that nobody has written: a warning where readers may be in danger."""
    if place == P.WARNING and not languages.of(language).has_readers_at_risk:
        return ""
    return gettext(str(STANDING[place])).replace("%(countries)s", countries)
