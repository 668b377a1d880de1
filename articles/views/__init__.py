"""Readers' pages: each view picks from `live()` and renders."""

from articles.views.desk_preview import preview
from articles.views.front_page import front
from articles.views.lists import author, category, topic
from articles.views.photo_files import photo_file
from articles.views.story_pages import story, story_page

__all__ = ["author", "category", "front", "photo_file", "preview", "story", "story_page", "topic"]
