"""URLs of stories, of lists of stories and of pictures.

Lists stand at `/...` in the default language and below `/ru/` and the like in the others. A story has no
prefix: its row knows its language.
"""

import re

from django.conf import settings
from django.urls import path, re_path, register_converter

from articles import feeds, views
from newsroom.core.web.page_language import in_each_language

app_name = "articles"

STORY = r"(?P<day>[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})/(?P<slug>[^/]*)-a(?P<pk>[0-9]{1,18})/?$"
# Names that `articles.photos` gives, and no others: no other file of the media folder can be asked for.
PHOTO = r"^media/(?P<name>photos/[0-9a-f]{2}/[0-9a-f]{32}(?:-[0-9]{2,4})?\.(?:jpg|webp))$"


class FeedFile:
    """Path converter of the names of a feed's files, one for each format."""

    regex = "|".join(re.escape(name) for name in feeds.FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class IndexNowKey:
    """Path converter of the one key of IndexNow, where the newsroom has one."""

    regex = "[a-zA-Z0-9-]{8,128}"

    def to_python(self, value: str) -> str:
        if value != settings.INDEXNOW_KEY:
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedFile, "feed")
register_converter(IndexNowKey, "index_now_key")

CARD = r"^cards/(?P<pk>[0-9]{1,18})-(?P<digest>[0-9a-f]{32})\.png$"

urlpatterns = [
    *in_each_language("", views.front, name="front"),
    *in_each_language("latest/", views.latest, name="latest"),
    *in_each_language("archive/", views.archive, name="archive"),
    *in_each_language("archive/<int:year>/", views.archive_span, name="archive_year"),
    *in_each_language("archive/<int:year>/<int:month>/", views.archive_span, name="archive_month"),
    *in_each_language("archive/<int:year>/<int:month>/<int:day>/", views.archive_span, name="archive_day"),
    *in_each_language("category/<slug:slug>/", views.category, name="category"),
    *in_each_language("topic/<slug:slug>/", views.topic, name="topic"),
    *in_each_language("author/<slug:slug>/", views.author, name="author"),
    *in_each_language("search/", views.search, name="search"),
    *in_each_language("corrections/", views.corrections, name="corrections"),
    *in_each_language("<feed:file>", views.front_feed, name="front_feed"),
    *in_each_language("category/<slug:slug>/<feed:file>", views.category_feed, name="category_feed"),
    *in_each_language("topic/<slug:slug>/<feed:file>", views.topic_feed, name="topic_feed"),
    *in_each_language("author/<slug:slug>/<feed:file>", views.author_feed, name="author_feed"),
    *in_each_language("corrections/<feed:file>", views.corrections_feed, name="corrections_feed"),
    *in_each_language("lite/", views.lite_front, name="lite_front"),
    *in_each_language("lite/category/<slug:slug>/", views.lite_category, name="lite_category"),
    re_path(f"^lite/{STORY}", views.lite_story, name="lite_story"),
    re_path(f"^saved/{STORY}", views.saved_story, name="saved_story"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    re_path(r"^sitemaps/(?P<month>[0-9]{4}-[0-9]{2})\.xml$", views.sitemap_month, name="sitemap_month"),
    path("sitemaps/pages.xml", views.sitemap_pages, name="sitemap_pages"),
    path("sitemaps/news.xml", views.sitemap_news, name="sitemap_news"),
    path("<index_now_key:key>.txt", views.index_now_key, name="index_now_key"),
    re_path(f"^{STORY}", views.story, name="story"),
    re_path(CARD, views.card_file, name="card_file"),
    re_path(PHOTO, views.photo_file, name="photo_file"),
]
