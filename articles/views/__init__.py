"""Readers' pages: each view picks from `live()` and renders."""

from articles.views.archive_pages import archive, archive_span
from articles.views.card_files import card_file
from articles.views.correction_list import corrections
from articles.views.desk_preview import preview, preview_version
from articles.views.feed_pages import author_feed, category_feed, corrections_feed, front_feed, topic_feed
from articles.views.front_page import front
from articles.views.key_file import index_now_key
from articles.views.lists import author, category, latest, topic
from articles.views.lite_pages import lite_category, lite_front, lite_story
from articles.views.photo_files import photo_file
from articles.views.saved_file import saved_story
from articles.views.search_page import search
from articles.views.sitemap_files import sitemap_index, sitemap_month, sitemap_news, sitemap_pages
from articles.views.story_pages import story, story_page

__all__ = [
    "archive",
    "archive_span",
    "author",
    "author_feed",
    "card_file",
    "category",
    "category_feed",
    "corrections",
    "corrections_feed",
    "front",
    "front_feed",
    "index_now_key",
    "latest",
    "lite_category",
    "lite_front",
    "lite_story",
    "photo_file",
    "preview",
    "preview_version",
    "saved_story",
    "search",
    "sitemap_index",
    "sitemap_month",
    "sitemap_news",
    "sitemap_pages",
    "story",
    "story_page",
    "topic",
    "topic_feed",
]
