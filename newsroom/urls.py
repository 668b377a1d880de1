"""URLs of the site."""

from django.contrib import admin
from django.urls import include, path

from articles.views import preview, preview_version
from newsroom import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("newsroom.core.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("admin/preview/<int:pk>/", preview, name="preview"),
    path("admin/preview/<int:pk>/<int:number>/", preview_version, name="preview_version"),
    path("admin/", admin.site.urls),
    path("", include("donations.urls")),
    path("", include("articles.urls")),
]

handler404 = views.page_not_found
handler500 = views.server_error
