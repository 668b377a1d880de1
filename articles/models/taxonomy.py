"""Models of categories and topics."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.core.model_fields import LanguageField
from newsroom.core.web.page_language import page_url


class _Heading(models.Model):
    """Abstract model of what categories and topics share: name, slug, language, order."""

    name = models.CharField(pgettext_lazy("of a category or topic", "name"), max_length=80)
    slug = models.SlugField(_("words in the address"), max_length=80)
    introduction = models.TextField(_("introduction"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    language = LanguageField(_("language"))

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Category(_Heading):
    """A category of the paper; each story is in one."""

    class Meta(_Heading.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="category_slug_once"),
        ]

    def get_absolute_url(self) -> str:
        return page_url("articles:category", self.slug, language=self.language)


class Topic(_Heading):
    """A subject that the paper follows; a story can have many."""

    class Meta(_Heading.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="topic_slug_once"),
        ]

    def get_absolute_url(self) -> str:
        return page_url("articles:topic", self.slug, language=self.language)
