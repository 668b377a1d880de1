"""URLs of stories, of lists of stories and of pictures.

Lists stand at `/...` in English and `/ru/...` in Russian. A story has no prefix: its row knows its language.
"""

from django.urls import path, re_path

from articles import views

app_name = "articles"

STORY = r"^(?P<day>[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})/(?P<slug>[^/]*)-a(?P<pk>[0-9]{1,18})/?$"
# Names that `articles.photos` gives, and no others: no other file of the media folder can be asked for.
PHOTO = r"^media/(?P<name>photos/[0-9a-f]{2}/[0-9a-f]{32}(?:-[0-9]{2,4})?\.(?:jpg|webp))$"

urlpatterns = [
    path("", views.front, name="front"),
    path("category/<slug:slug>/", views.category, name="category"),
    path("topic/<slug:slug>/", views.topic, name="topic"),
    path("author/<slug:slug>/", views.author, name="author"),
    path("ru/", views.front, name="ru-front"),
    path("ru/category/<slug:slug>/", views.category, name="ru-category"),
    path("ru/topic/<slug:slug>/", views.topic, name="ru-topic"),
    path("ru/author/<slug:slug>/", views.author, name="ru-author"),
    re_path(STORY, views.story, name="story"),
    re_path(PHOTO, views.photo_file, name="photo_file"),
]
