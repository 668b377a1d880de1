"""Models of stories, authors, photos, categories and topics."""

from articles.models.media import Photo
from articles.models.parts import BYLINES, Byline, RelatedLink, StoryTopic
from articles.models.people import Author
from articles.models.revision import Revision
from articles.models.story import Story
from articles.models.taxonomy import Category, Topic

__all__ = [
    "BYLINES",
    "Author",
    "Byline",
    "Category",
    "Photo",
    "RelatedLink",
    "Revision",
    "Story",
    "StoryTopic",
    "Topic",
]
