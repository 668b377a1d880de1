"""URLs of stories, of lists of stories and of pictures.

Lists stand at `/...` in the default language and below `/ru/` and the like in the others. A story has no
prefix: its row knows its language.
"""

from django.urls import re_path

from articles import views
from newsroom.core.web.page_language import in_each_language

app_name = "articles"

STORY = r"^(?P<day>[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})/(?P<slug>[^/]*)-a(?P<pk>[0-9]{1,18})/?$"
# Names that `articles.photos` gives, and no others: no other file of the media folder can be asked for.
PHOTO = r"^media/(?P<name>photos/[0-9a-f]{2}/[0-9a-f]{32}(?:-[0-9]{2,4})?\.(?:jpg|webp))$"

urlpatterns = [
    *in_each_language("", views.front, name="front"),
    *in_each_language("category/<slug:slug>/", views.category, name="category"),
    *in_each_language("topic/<slug:slug>/", views.topic, name="topic"),
    *in_each_language("author/<slug:slug>/", views.author, name="author"),
    re_path(STORY, views.story, name="story"),
    re_path(PHOTO, views.photo_file, name="photo_file"),
]
