"""URLs of accounts; allauth's views are listed singly, so there is one log-in and no sign-up."""

from allauth.account import views as allauth
from django.urls import include, path

from newsroom.core.desk import accounts

urlpatterns = [
    path("admin/login/", accounts.DeskLogin.as_view(), name="account_login"),
    path("account/", accounts.account, name="account"),
    path("account/logout/", allauth.logout, name="account_logout"),
    path("account/inactive/", allauth.account_inactive, name="account_inactive"),
    path("account/confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("account/password/", allauth.password_change, name="account_change_password"),
    path("account/second-factor/", include("allauth.mfa.urls")),
]
