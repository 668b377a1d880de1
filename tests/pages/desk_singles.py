"""Example URLs of the desk that belong to no model: account, second factor, front page, acts."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.urls import reverse

from articles.models import Photo
from donations import forms, ledger
from donations.models import Contribution, Finding, Letter, Payment
from newsroom.core.models import User
from tests.pages.page import Page, of_row, unseen

AUTOCOMPLETE = "?term=&app_label=articles&model_name=relatedlink&field_name=target"


def singles() -> dict[str, list[Page]]:
    """Return the examples by the name of the pattern."""
    return _accounts() | _second_factor() | _site() | _acts() | _act_pages() | _of_money()


def _page(pattern: str, name: str, role: str = "editor", status: int = 200) -> list[Page]:
    return [Page(name, reverse(pattern), role, status)]


def _nothing(pattern: str, status: int, role: str = "editor", query: str = "") -> list[Page]:
    return unseen(pattern.rpartition(":")[2], reverse(pattern) + query, role, status)


def _accounts() -> dict[str, list[Page]]:
    return {
        "account_login": _page("account_login", "log-in", ""),
        "account": _page("account", "account"),
        "account_logout": _page("account_logout", "log-out"),
        "account_inactive": _page("account_inactive", "inactive", ""),
        "account_reauthenticate": _page("account_reauthenticate", "confirm"),
        "account_change_password": _page("account_change_password", "password"),
    }


def _second_factor() -> dict[str, list[Page]]:
    """Return the pages of somebody who has a second factor and of somebody who sets one up."""
    key = Authenticator.objects.filter(type="webauthn").first()
    return {
        "mfa_index": [
            *_page("mfa_index", "second-factor"),
            *_page("mfa_index", "second-factor-of-two", "coded"),
        ],
        "mfa_activate_totp": _page("mfa_activate_totp", "totp-add"),
        "mfa_deactivate_totp": _page("mfa_deactivate_totp", "totp-delete", "coded"),
        "mfa_view_recovery_codes": _page("mfa_view_recovery_codes", "recovery-codes", "coded"),
        "mfa_generate_recovery_codes": _page("mfa_generate_recovery_codes", "recovery-codes-add", "coded"),
        "mfa_download_recovery_codes": _nothing("mfa_download_recovery_codes", 200, "coded"),
        "mfa_reauthenticate": _page("mfa_reauthenticate", "confirm-by-code", "coded"),
        "mfa_list_webauthn": _page("mfa_list_webauthn", "keys", "keyed"),
        "mfa_add_webauthn": _page("mfa_add_webauthn", "key-add"),
        "mfa_edit_webauthn": of_row("mfa_edit_webauthn", key, "key-change", "keyed"),
        "mfa_remove_webauthn": of_row("mfa_remove_webauthn", key, "key-delete", "keyed"),
        "mfa_reauthenticate_webauthn": _nothing("mfa_reauthenticate_webauthn", 302, "coded"),
        # Shown between the password and the code alone.
        "mfa_authenticate": _nothing("mfa_authenticate", 302, ""),
    }


def _site() -> dict[str, list[Page]]:
    return {
        "admin:index": [
            *_page("admin:index", "desk"),
            *_page("admin:index", "desk-of-a-reporter", "reporter"),
            *_page("admin:index", "desk-of-a-fundraiser", "fundraiser"),
            *_page("admin:index", "no-desk", "stranger", 403),
        ],
        "admin:app_list": [
            Page("desk-of-stories", "/admin/articles/", "editor"),
            Page("desk-of-books", "/admin/donations/", "fundraiser"),
        ],
        "admin:auth_user_password_change": of_row(
            "admin:auth_user_password_change", User.objects.first(), "user-password", "admin"
        ),
        # The admin's own names for what the account has.
        "admin:login": _nothing("admin:login", 200, ""),
        "admin:logout": _nothing("admin:logout", 302),
        "admin:password_change": _nothing("admin:password_change", 302),
        "admin:password_change_done": _nothing("admin:password_change_done", 200),
        "admin:autocomplete": _nothing("admin:autocomplete", 200, query=AUTOCOMPLETE),
        "admin:jsi18n": _nothing("admin:jsi18n", 200),
        "admin/(?P<url>.*)$": unseen("desk-nowhere", "/admin/nothing-here/", "editor", 404),
    }


def _acts() -> dict[str, list[Page]]:
    """Return what answers a button, a script or the place of a picture, which nobody opens in a window."""
    lists = ("contribution", "payment")
    exported = (*lists, "movement", "payout", "finding", "letter")
    return {
        "admin:articles_story_still_here": _nothing("admin:articles_story_still_here", 200),
        "admin:articles_story_words": _nothing("admin:articles_story_words", 405),
        "admin:articles_photo_thumb": _of_first(Photo, "articles_photo_thumb", 302, "editor"),
        "admin:donations_contribution_ask": _of_first(Contribution, "donations_contribution_ask"),
        "admin:donations_contribution_link": _of_first(Contribution, "donations_contribution_link"),
        "admin:donations_payment_receipt": _of_first(Payment, "donations_payment_receipt"),
        "admin:donations_letter_again": _of_first(Letter, "donations_letter_again"),
        **{
            pattern: _nothing(pattern, 405, "fundraiser")
            for pattern in (f"admin:donations_{one}_find" for one in lists)
        },
        **{
            f"admin:{name}": unseen(name, reverse(f"admin:{name}", args=["comma"]), "fundraiser", 200)
            for name in (f"donations_{one}_csv" for one in exported)
        },
    }


def _of_money() -> dict[str, list[Page]]:
    """Return the pages about letters and addresses that belong to no row."""
    room, letter = "admin:donations_lettertext_", ["receipt", "en"]
    return {
        f"{room}samples": _page(f"{room}samples", "letter-samples", "fundraiser"),
        f"{room}sample": [Page("letter-sample", reverse(f"{room}sample", args=letter), "fundraiser")],
        f"{room}html": unseen("letter-html", reverse(f"{room}html", args=letter), "fundraiser", 200),
        "admin:donations_contribution_by_address": _page(
            "admin:donations_contribution_by_address", "by-address", "admin"
        ),
    }


def _act_pages() -> dict[str, list[Page]]:
    """Return the page of each act on a contribution or a payment, with a row on which it can be done."""
    running = Contribution.objects.filter(subscription_id__isnull=False).order_by("pk")
    found = {
        f"contribution_{kind.act}": next((row for row in running if kind.is_offered(row)), None)
        for kind in forms.COURSE_FORMS
    }
    found["contribution_forget"] = Contribution.objects.filter(supporter__isnull=False).first()
    payments = (each for each in Payment.objects.order_by("pk") if ledger.left_of(each))
    open_finding = Finding.objects.filter(settled_at__isnull=True).first()
    rows: dict[str, Model | None] = {
        **found,
        "payment_refund": next(payments, None),
        "finding_settle": open_finding,
    }
    return {
        f"admin:donations_{name}": of_row(
            f"admin:donations_{name}", row, name.replace("_", "-"), "fundraiser"
        )
        for name, row in rows.items()
    }


def _of_first(model: type[Model], name: str, status: int = 405, role: str = "fundraiser") -> list[Page]:
    row = model._default_manager.order_by("pk").first()
    return unseen(name, reverse(f"admin:{name}", args=[row.pk]), role, status) if row else []
