"""Categories, topics and authors by the words in their address, each with the walk through its stories."""

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from articles import walks
from articles.models import Author, Category, Topic


def category_of(slug: str) -> tuple[Category, walks.Walk]:
    """Return the category of the page's language, or raise Http404."""
    category = get_object_or_404(Category, slug=slug, language=get_language())
    return category, walks.of_category(category)


def topic_of(slug: str) -> tuple[Topic, walks.Walk]:
    """Return the topic of the page's language, or raise Http404."""
    topic = get_object_or_404(Topic, slug=slug, language=get_language())
    return topic, walks.of_topic(topic)


def author_of(slug: str) -> tuple[Author, walks.Walk]:
    """Return the author, with the stories in the page's language, or raise Http404."""
    author = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    return author, walks.of_author(author, str(get_language()))
