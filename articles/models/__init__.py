"""Models of stories, authors, photos, categories and topics."""

from articles.models.correction import Correction
from articles.models.front_pin import FrontPin
from articles.models.handed_words import HandedWords
from articles.models.index_now import IndexNow
from articles.models.media import Photo
from articles.models.parts import BYLINES, Byline, RelatedLink, StoryTopic
from articles.models.people import Author
from articles.models.presence import Presence
from articles.models.redaction import Redaction
from articles.models.redirect import Redirect
from articles.models.revision import Revision
from articles.models.search import StorySearch
from articles.models.story import Story
from articles.models.taxonomy import Category, Topic
from articles.models.working_copy import WorkingCopy

__all__ = [
    "BYLINES",
    "Author",
    "Byline",
    "Category",
    "Correction",
    "FrontPin",
    "HandedWords",
    "IndexNow",
    "Photo",
    "Presence",
    "Redaction",
    "Redirect",
    "RelatedLink",
    "Revision",
    "Story",
    "StorySearch",
    "StoryTopic",
    "Topic",
    "WorkingCopy",
]
