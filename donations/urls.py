"""Addresses for supporters, in each language of the site; and the one for the processor."""

from django.urls import path

from donations import views
from newsroom.core.web.page_language import in_each_language

app_name = "donations"

urlpatterns = [
    *in_each_language("support/", views.support, name="support"),
    *in_each_language("support/question/", views.question, name="question"),
    *in_each_language("support/thanks/", views.thanks, name="thanks"),
    *in_each_language("support/link/", views.ask_for_link, name="ask_for_link"),
    *in_each_language("support/card/", views.card, name="card"),
    *in_each_language("support/manage/<str:token>/", views.manage, name="manage"),
    *in_each_language("support/address/<str:token>/", views.address, name="address"),
    *in_each_language("support/forget/<str:token>/", views.forget, name="forget"),
    path("support/webhook/", views.webhook, name="webhook"),
]
