"""Model of authors."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.media import Photo


class Author(models.Model):
    """A name that stands over stories; a pseudonym is normal, and no other name is kept anywhere."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("words in the address"), max_length=80, unique=True)
    position = models.CharField(
        _("position"), max_length=120, blank=True, help_text=_("Such as: Reporter, economy")
    )
    biography = models.TextField(_("biography"), blank=True)
    photo = models.ForeignKey(
        Photo,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("photo"),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:author", args=[self.slug])
