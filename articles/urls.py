"""Addresses of stories and of lists of stories."""

from django.urls import URLPattern

app_name = "articles"
urlpatterns: list[URLPattern] = []
