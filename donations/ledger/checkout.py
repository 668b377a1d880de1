"""Begin of a contribution: committed first, then the payment page is made."""

import datetime
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from donations import gateway
from donations.ledger import refusals
from donations.ledger.synchronization import sync
from donations.models import Contribution
from newsroom.core import stored_paths

S = Contribution.Status
# Sessions live for an hour; the processor refuses a new one that would live less than half an hour.
PAGE_LIVES = datetime.timedelta(hours=1)
PAGE_MUST_LIVE = datetime.timedelta(minutes=31)
# So many windows can change one form at the same moment before somebody is asked to try again.
WINDOWS = 3
# So many attempts of one form can have been asked for otherwise before: by the version before an upgrade, or
# after the backup from which these books were restored.
KEYS = 4
UNDECIDED = frozenset({S.PENDING, S.OPEN, S.EXPIRED, S.FAILED})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Choice of a supporter: `amount` in minor units; `from_path` is a local path or empty."""

    interval: str
    amount: int
    currency: str
    language: str
    from_path: str = ""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """Contribution and its payment page; `url` is empty when the contribution is already decided."""

    contribution: Contribution
    url: str


def begin(*, choice: Choice, token: UUID) -> Begun:
    """Commit a contribution for this form and ask for its payment page.

    The same token and choice again is the same contribution and page; another choice is a new attempt, whose
    page is made when nothing can be paid any more on the one before. Raises `GatewayError`: then nothing was
    charged and calling again is safe.
    """
    choice = replace(choice, from_path=stored_paths.current(choice.from_path))
    try:
        return _begin(choice, token)
    except gateway.GatewayError as error:
        refusals.note(error, "no payment page")
        raise


def _begin(choice: Choice, token: UUID) -> Begun:
    for _ in range(KEYS):
        contribution = _settle_on(choice, token)
        if contribution.status not in UNDECIDED:
            return Begun(contribution=contribution, url="")
        checkout = _page_of(contribution)
        if checkout and bind_session(contribution, checkout.session_id):
            return Begun(contribution=contribution, url=checkout.url)
        if checkout:
            return Begun(contribution=Contribution.objects.get(pk=contribution.pk), url="")
    raise gateway.GatewayError("the keys of several attempts are taken")


def _page_of(contribution: Contribution) -> gateway.Checkout | None:
    """Return the page of the present attempt; None where it ended, or its key was used for another request.

    Then what was shown of that attempt cannot be paid any more, and the next one has another key.
    """
    if contribution.session_id:
        # The processor repeats its first answer to a key, also when that page has ended meanwhile.
        sync(gateway.Kind.SESSION, contribution.session_id, patient=False)
        contribution.refresh_from_db()
        if contribution.status != S.OPEN:
            return None
    try:
        return gateway.start_checkout(order_of(contribution), patient=False)
    except gateway.GatewayError as error:
        is_taken = error.is_final and error.is_kept
        if is_taken and contribution.session_id:
            _close(contribution.session_id)
        elif error.is_kept:
            _leave_attempt(contribution)
        if not is_taken:
            raise
    return None


def order_of(contribution: Contribution) -> gateway.Order:
    """Return the order of the contribution's present attempt, always the same."""
    return gateway.Order(
        reference=str(contribution.public_id),
        attempt=contribution.attempt,
        interval=contribution.interval,
        amount=contribution.amount,
        currency=contribution.currency,
        expires_at=contribution.expires_at,
        language=contribution.language,
    )


def bind_session(contribution: Contribution, session_id: str) -> bool:
    """Store the payment page of this attempt; False when the contribution has moved on meanwhile."""
    mine = Contribution.objects.filter(pk=contribution.pk, attempt=contribution.attempt)
    opened = mine.filter(status=S.PENDING, session_id__isnull=True).update(
        status=S.OPEN, session_id=session_id, changed_at=timezone.now()
    )
    return opened == 1 or mine.filter(status=S.OPEN, session_id=session_id).exists()


def _leave_attempt(contribution: Contribution) -> None:
    """Give the next try another idempotency key; a page that was made all the same is never used."""
    Contribution.objects.filter(
        pk=contribution.pk, attempt=contribution.attempt, status=S.PENDING, session_id__isnull=True
    ).update(attempt=F("attempt") + 1, changed_at=timezone.now())


def _settle_on(choice: Choice, token: UUID) -> Contribution:
    """Return the contribution of this form with this choice, after its page for another one was closed."""
    closed = ""
    for _ in range(WINDOWS):
        contribution, in_the_way = _commit(choice, token, closed)
        if not in_the_way:
            return contribution
        _close(in_the_way)
        closed = in_the_way
    raise gateway.GatewayError("other windows change this form at the same time")


def _close(session_id: str) -> None:
    """Let nothing be paid any more on this page, and know what became of it; raises `GatewayError`."""
    try:
        gateway.close_checkout(session_id)
    except gateway.GatewayError as error:
        # Refused: it is not open any more, and sync says why. Otherwise nothing has changed.
        if not error.is_final:
            raise
    sync(gateway.Kind.SESSION, session_id, patient=False)


@transaction.atomic
def _commit(choice: Choice, token: UUID, closed: str) -> tuple[Contribution, str]:
    """Return the contribution of this form, made or taken up again, or the page to be closed first."""
    fresh = timezone.now() + PAGE_LIVES
    Contribution.objects.bulk_create(
        [Contribution(form_token=token, expires_at=fresh, **vars(choice))],
        ignore_conflicts=True,
        unique_fields=None,
    )
    contribution = Contribution.objects.select_for_update().get(form_token=token)
    if contribution.status in UNDECIDED and not _same_page_will_do(contribution, choice):
        shown = contribution.session_id if contribution.status == S.OPEN else None
        if shown and shown != closed:
            return contribution, shown
        contribution.attempt += 1
        contribution.status = S.PENDING
        contribution.session_id = contribution.subscription_id = None
        contribution.interval, contribution.amount = choice.interval, choice.amount
        contribution.currency, contribution.language = choice.currency, choice.language
        contribution.expires_at, contribution.changed_at = fresh, timezone.now()
        contribution.save()
    return contribution, ""


def _same_page_will_do(contribution: Contribution, choice: Choice) -> bool:
    """Return whether the present attempt is for the same choice and can still be paid."""
    asked = (contribution.interval, contribution.amount, contribution.currency, contribution.language)
    same = asked == (choice.interval, choice.amount, choice.currency, choice.language)
    time_left = contribution.expires_at - timezone.now()
    needed = datetime.timedelta() if contribution.session_id else PAGE_MUST_LIVE
    return same and contribution.status in (S.PENDING, S.OPEN) and time_left > needed
