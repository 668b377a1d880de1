"""URLs for supporters, in English and, below `/ru/`, in Russian; and the processor's webhook."""

from django.urls import path

from donations import views

app_name = "donations"

urlpatterns = [
    path("support/", views.support, name="support"),
    path("support/thanks/", views.thanks, name="thanks"),
    path("ru/support/", views.support, name="ru-support"),
    path("ru/support/thanks/", views.thanks, name="ru-thanks"),
    path("support/webhook/", views.webhook, name="webhook"),
]
