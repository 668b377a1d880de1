"""Letters with links: the one that was asked for, and those about another email address."""

from django.conf import settings
from django.utils.translation import gettext as _

from donations import links
from donations.letters.words import Words, manage_url, moment_of, named, timed
from donations.models import Contribution, Letter
from newsroom.core.dates import in_words
from newsroom.core.web.page_language import page_url


def link(letter: Letter) -> Words:
    """Send the link to the supporter's page, or to each of several."""
    others = _others(letter)
    return Words(
        subject=named(_("Your link to your contribution to %(publication)s")),
        heading=_("Here is your link"),
        paragraphs=(
            _(
                "Somebody, most likely you, asked for it on our site. Behind it you see what you gave and "
                "what runs, and you can change, pause or end it, without a password."
            ),
            _(
                "Whoever has this letter can do so: do not pass it on. If you did not ask for it, there "
                "is nothing to do."
            ),
        ),
        action=None if others else (_("Your contribution"), manage_url(letter)),
        links=tuple((_told(one), _url(letter, one)) for one in others and (letter.contribution, *others)),
    )


def _others(letter: Letter) -> tuple[Contribution, ...]:
    """Return the other contributions that were asked about, as far as they belong to who gets this letter."""
    asked = Contribution.objects.filter(public_id__in=letter.facts.get("others", ()))
    return tuple(asked.filter(supporter=letter.contribution.supporter_id).order_by("-id"))


def _told(contribution: Contribution) -> str:
    """Return amount, how often and since when, by which people tell their contributions apart."""
    begun = in_words(contribution.created_at, "date")
    return f"{contribution.promise}, {begun}"


def confirm_address(letter: Letter) -> Words:
    """Ask the owner of a new address whether letters may go there."""
    return Words(
        subject=named(_("Is this your address? Letters from %(publication)s")),
        heading=_("May we write to you here?"),
        paragraphs=(
            _(
                "Somebody who contributes to us wants our letters at this address from now on. It counts "
                "when you say yes on the page behind this link."
            ),
            _(
                "If it was not you, there is nothing to do: without a yes nothing changes, and this is "
                "the only letter."
            ),
        ),
        action=(_("Yes or no"), _address_url(letter, "confirm")),
    )


def address_changed(letter: Letter) -> Words:
    """Tell the former address, which can take the change back."""
    until = moment_of(letter, "until")
    return Words(
        subject=named(_("Letters from %(publication)s go to another address now")),
        heading=_("We write to another address now"),
        paragraphs=(
            _("You, or somebody who has your link, asked for that, and it was confirmed at the new address."),
            _(
                "If it was not you, take it back: then letters come here again, and every link that was "
                "sent before is void."
            ),
        ),
        facts=timed((_("Can be taken back until"), until)),
        action=(_("Take it back"), _address_url(letter, "take_back")),
    )


def _url(letter: Letter, contribution: Contribution) -> str:
    return links.url_of(contribution, language=letter.language, at=letter.created_at)


def _address_url(letter: Letter, answer: str) -> str:
    token = links.answer_token(answer, letter.facts["change"])
    return settings.SITE_URL + page_url("donations:address", token, language=letter.language)
