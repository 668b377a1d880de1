"""Where letters go: the link by email address, and another address for a contribution."""

import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from donations.ledger import limits, notices, supporters, tombstones
from donations.models import AddressChange, Contribution, Letter, LinkRequest, Supporter
from newsroom.core import crypto
from newsroom.core.queue import claim

LEASE = datetime.timedelta(minutes=2)
# An address is written to at most so often, however often it is asked for.
PERIOD = datetime.timedelta(minutes=10)
CONFIRM_WITHIN = datetime.timedelta(days=3)
TAKE_BACK_WITHIN = datetime.timedelta(days=7)
MOST_CHANGES_A_DAY = 3
# Links in one letter: somebody who gives once a month for years has more.
MOST_LINKS = 24


def ask_for_link(email: str, *, language: str) -> None:
    """Write down that an address asked for its link: the same row for every address, known or not."""
    period = present_period()
    row = LinkRequest(email_hash=crypto.lookup_hash(email.lower()), period=period, language=language)
    LinkRequest.objects.bulk_create([row], ignore_conflicts=True)


def send_links(limit: int = 50) -> int:
    """Write the letters that were asked for, to those who are known, and return how many were worked on."""
    done = 0
    while done < limit and (request := claim(LinkRequest.objects.filter(is_done=False), LEASE)):
        with transaction.atomic():
            _write_links(request)
            LinkRequest.objects.filter(pk=request.pk).update(is_done=True)
        done += 1
    old = int((timezone.now() - 2 * PERIOD).timestamp()) // int(PERIOD.total_seconds())
    LinkRequest.objects.filter(is_done=True, period__lt=old).delete()
    return done


def _write_links(request: LinkRequest) -> None:
    """Write one letter with the links to everything that was given from this address, the newest first."""
    # What has no payment yet can be changed, too, while its first direct debit is under way.
    has_page = Q(payments__isnull=False) | Q(status=Contribution.Status.PROCESSING)
    given = Contribution.objects.filter(
        has_page, supporter__email_hash=request.email_hash, erased_at__isnull=True
    )
    newest = list(given.distinct().order_by("-id")[:MOST_LINKS])
    if not newest:
        return
    try:
        tombstones.lock_living(newest[0])
    except tombstones.Forgotten:
        # They have been forgotten since the list was made.
        return
    # The address itself is in no letter's row; its newest contribution stands for it.
    about = f"{newest[0].public_id}:{request.period}"
    others = [str(one.public_id) for one in newest[1:]]
    notices.write(newest[0], Letter.Kind.LINK, about, language=request.language, others=others)


@transaction.atomic
def send_link(contribution: Contribution) -> bool:
    """Write the letter with a fresh link to the address of this contribution, at most once in ten minutes.

    Raises `Forgotten`: whoever shows the link may have read it before.
    """
    tombstones.lock_living(contribution)
    return notices.write(contribution, Letter.Kind.LINK, f"{contribution.public_id}:{present_period()}")


def present_period() -> int:
    """Return the number of the present ten minutes: what is asked for in them is sent once."""
    return int(timezone.now().timestamp()) // int(PERIOD.total_seconds())


@transaction.atomic
def write_in(contribution: Contribution, language: str) -> None:
    """Write letters about this contribution in that language from now on; raises `Forgotten`."""
    tombstones.lock_living(contribution)
    Contribution.objects.filter(pk=contribution.pk).update(language=language)
    contribution.language = language


@transaction.atomic
def ask_for_address(contribution: Contribution, email: str) -> None:
    """Ask the owner of another address whether letters may go there; raises `TooMany`, `Forgotten`."""
    locked = tombstones.lock_living(contribution)
    limits.check(locked.address_changes.all(), MOST_CHANGES_A_DAY)
    if locked.supporter is None:
        raise ValueError("nobody to write to yet")
    wanted = supporters.of_email(email, language=locked.language)
    change = AddressChange.objects.create(contribution=locked, wanted=wanted, former=locked.supporter)
    notices.write(
        locked,
        Letter.Kind.CONFIRM_ADDRESS,
        str(change.public_id),
        supporter=wanted,
        change=str(change.public_id),
    )


def find_change(answer: str, public_id: UUID) -> AddressChange | None:
    """Return the change of address that can still be answered so, or was; None where a newer one counts."""
    change = AddressChange.objects.select_related("contribution").filter(public_id=public_id).first()
    if change is None or change.contribution.erased_at:
        return None
    if answer == "confirm":
        newest = change.contribution.address_changes.first()
        if change != newest or change.taken_back_at:
            return None
        is_open = change.asked_at + CONFIRM_WITHIN > timezone.now()
        return change if change.confirmed_at or is_open else None
    can_take_back = change.confirmed_at and change.confirmed_at + TAKE_BACK_WITHIN > timezone.now()
    return change if change.taken_back_at or can_take_back else None


@transaction.atomic
def confirm_address(change: AddressChange) -> None:
    """Send letters to the confirmed address from now on, make older links void, and tell the former one."""
    contribution = Contribution.objects.select_for_update(no_key=True).get(pk=change.contribution_id)
    now = timezone.now()
    # Only the newest wish counts, and once; who was asked first may answer last.
    newest = contribution.address_changes.first()
    mine = AddressChange.objects.filter(pk=change.pk, confirmed_at__isnull=True, taken_back_at__isnull=True)
    counts = newest is not None and newest.pk == change.pk and not contribution.erased_at
    if not (counts and mine.update(confirmed_at=now)):
        return
    _write_to(contribution, change.wanted)
    notices.write(
        contribution,
        Letter.Kind.ADDRESS_CHANGED,
        str(change.public_id),
        supporter=change.former,
        change=str(change.public_id),
        until=(now + TAKE_BACK_WITHIN).isoformat(),
    )
    _send_new_link(contribution, f"confirmed:{change.public_id}")


@transaction.atomic
def take_address_back(change: AddressChange) -> None:
    """Send letters to the former address again, and make every link void that was sent meanwhile."""
    contribution = Contribution.objects.select_for_update(no_key=True).get(pk=change.contribution_id)
    mine = AddressChange.objects.filter(pk=change.pk, taken_back_at__isnull=True)
    if contribution.erased_at or not mine.update(taken_back_at=timezone.now()):
        return
    # Whoever changed it once must not do so again with the same link.
    later = contribution.address_changes.filter(pk__gt=change.pk, taken_back_at__isnull=True)
    later.update(taken_back_at=timezone.now())
    _write_to(contribution, change.former)
    _send_new_link(contribution, f"taken back:{change.public_id}")


def _write_to(contribution: Contribution, supporter: Supporter) -> None:
    Contribution.objects.filter(pk=contribution.pk).update(
        supporter=supporter, link_version=F("link_version") + 1
    )


def _send_new_link(contribution: Contribution, about: str) -> None:
    """Write the letter with the link that is valid now.

    It names nobody to go to, so it goes to whoever gets the letters when it is sent: a mail server that had
    put it off until the change was taken back must not hand the newest link to who lost the right to it.
    """
    notices.write(contribution, Letter.Kind.LINK, about)
