"""Letters about forgetting: the one that asks whether it is meant, and the last one."""

from django.conf import settings
from django.utils.translation import gettext as _

from donations import links
from donations.letters.words import Words, dated, moment_of, named
from donations.models import Letter
from newsroom.core.web.page_language import page_url


def forget(letter: Letter) -> Words:
    """Ask the owner of the address whether everything shall be forgotten."""
    return Words(
        subject=named(_("Shall %(publication)s forget you?")),
        heading=_("Shall we forget you?"),
        paragraphs=(
            _(
                "Somebody, most likely you, asked us to delete what we know of the owner of this address. "
                "The page behind this link says what that is, and does it when you say yes there."
            ),
            _(
                "The link is good for three days. If it was not you, there is nothing to do: without a yes "
                "nothing changes."
            ),
        ),
        facts=dated((_("Good until"), moment_of(letter, "until"))),
        action=(_("Yes or no"), _forget_url(letter)),
    )


def forgotten(letter: Letter) -> Words:
    """Say that it was done; with this letter the address goes, too."""
    return Words(
        subject=named(_("%(publication)s has forgotten you")),
        heading=_("You are forgotten"),
        paragraphs=(
            _(
                "Nothing is collected any more, and what we knew of you is deleted: this address, how we "
                "wrote to you, and where you came from. When this letter has left, we do not have your "
                "address any more."
            ),
            _(
                "Amounts, days and receipt numbers stay in our books, as the law wants; they do not say "
                "whose they are. Our payment service keeps what it must by law, and deletes the rest later."
            ),
            _("Thank you for all that you gave."),
        ),
    )


def _forget_url(letter: Letter) -> str:
    to = letter.supporter or letter.contribution.supporter
    if to is None:
        raise ValueError("this letter asks somebody")
    # A sample asks nobody; its link is the same all day.
    midnight = letter.created_at.replace(hour=0, minute=0, second=0, microsecond=0)
    asked_at = moment_of(letter, "asked_at") or midnight
    token = links.forget_token(to.public_id, asked_at)
    return settings.SITE_URL + page_url("donations:forget", token, language=letter.language)
