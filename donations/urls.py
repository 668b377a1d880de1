"""Addresses for supporters, in each language of the site; and the one for the processor."""

from django.urls import path

from donations import views
from newsroom.core.web.page_language import in_each_language

app_name = "donations"

urlpatterns = [
    *in_each_language("support/", views.support, name="support"),
    *in_each_language("support/thanks/", views.thanks, name="thanks"),
    path("support/webhook/", views.webhook, name="webhook"),
]
