"""List of complaints about donation pages elsewhere, each with the test that shows it does not happen here.

Heard in the public trackers of newsrooms, foundations and the systems that they use, again and again.
`test_complaints.py` has a test for each, named after its number; `also` are those that look closer.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One complaint in the words of those who had it, with its source and the tests about it."""

    says: str
    heard_at: str
    also: tuple[str, ...]


COMPLAINTS = {
    1: Complaint(
        says="Hundreds of stolen cards are tried at our form in five minutes.",
        heard_at="GiveWP, Newspack, Mozilla, Hack Club",
        also=(
            "donations/test_support_page.py::test_a_form_without_our_token_is_shown_again_with_everything_in_it",
            "donations/test_support_page.py::test_what_another_site_sends_is_shown_again_and_begins_nothing",
        ),
    ),
    2: Complaint(
        says="The captcha does not load, so nobody can give.",
        heard_at="djangoproject.com, Mozilla, Wagtail's donation form",
        also=(
            "donations/test_support_page.py::test_the_page_shows_the_letter_and_offers_a_middle_amount_monthly_in_euros",
            "browser/test_giving.py::test_a_reader_gives_and_thanks_books_receipt_and_journal_agree",
        ),
    ),
    3: Complaint(
        says="I have lost the link by which I could stop.",
        heard_at="djangoproject.com, Hack Club, Open Collective, Noisebridge, Mozilla",
        also=("donations/test_letters.py::test_a_receipt_tells_amount_days_and_number_and_how_to_stop",),
    ),
    4: Complaint(
        says="I clicked twice and paid twice.",
        heard_at="Ghost, WooCommerce, Liberapay, Mozilla",
        also=(
            "donations/test_support_giving.py::test_a_double_click_makes_one_contribution_and_both_clicks_arrive",
            "browser/test_giving.py::test_a_double_click_leads_to_one_payment_page",
            "browser/test_giving.py::test_back_and_again_is_the_same_page_and_another_choice_another",
        ),
    ),
    5: Complaint(
        says="A webhook was lost, and the renewal stays pending for ever.",
        heard_at="CiviCRM, GiveWP, Transport Nantes",
        also=(
            "donations/test_reconcile.py::test_a_renewal_that_nobody_told_of_is_found_and_healed",
            "donations/test_processes.py::test_every_delivery_is_lost_and_reconcile_finds_it_all",
        ),
    ),
    6: Complaint(
        says="A thousand yen became a hundred thousand.",
        heard_at="Mozilla, Paymenter, InvoicePlane",
        also=(
            "donations/test_support_giving.py::test_what_the_form_says_is_what_the_processor_is_asked_for",
        ),
    ),
    7: Complaint(
        says="The same webhook twice, and the site answers 500.",
        heard_at="dj-stripe",
        also=(
            "donations/test_webhook.py::test_an_authentic_event_is_stored_once_however_often_it_comes",
            "donations/test_processes.py::test_eight_deliveries_of_one_event_at_once_count_once",
        ),
    ),
    8: Complaint(
        says="The processor changed its API, and payments stopped.",
        heard_at="Craft Commerce, localstripe, dj-stripe, letsrevel",
        also=(
            "demo/sandbox/test_contract.py::test_every_object_is_one_that_the_library_describes",
            "demo/sandbox/test_contract.py::test_every_endpoint_has_parameters_of_the_library",
        ),
    ),
    9: Complaint(
        says="The amounts cannot be reached by keyboard, and nobody tells which one is chosen.",
        heard_at="Open Collective, Newspack, GiveWP",
        also=(
            "browser/test_giving.py::test_everything_is_reached_by_the_keyboard_whatever_was_chosen",
            "browser/test_giving.py::test_axe_finds_nothing_and_nothing_is_too_wide",
        ),
    ),
    10: Complaint(
        says="At the worst moment there was raw JSON, in English, and another amount than mine.",
        heard_at="djangoproject.com, MuckRock, Mozilla, Newspack, FreeCAD",
        also=(
            "donations/test_support_giving.py::test_when_the_processor_fails_nothing_is_lost_and_another_try_works",
            "donations/test_letters.py::test_a_failed_renewal_says_that_nothing_was_charged",
            "donations/test_letters.py::test_letters_speak_the_language_of_the_supporter",
        ),
    ),
}
