"""Core of the sandbox: a state machine without threads, sockets or a clock of its own.

Everything follows from the requests, the injected clock and the injected random numbers, so the same history
happens twice. The server (`server.py`) is a thin shell around it; simulations use it as it is.
"""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from newsroom.demo.sandbox import billing, clocks, journal, v2
from newsroom.demo.sandbox.api import Api
from newsroom.demo.sandbox.charging import MEANS
from newsroom.demo.sandbox.due import catch_up
from newsroom.demo.sandbox.faults import Fault, Faults
from newsroom.demo.sandbox.outbox import Outbox
from newsroom.demo.sandbox.paying import Outcome, pay
from newsroom.demo.sandbox.things import product
from newsroom.demo.sandbox.world import Change, World, copied

Picture = tuple[dict[str, Any], frozenset[str], list[dict[str, Any]], Any]
ORIGIN = "http://127.0.0.1:8011"


class Stripe:
    """The processor. `wall` gives seconds since 1970; `random` makes ids and decides what is random."""

    def __init__(
        self,
        *,
        wall: Callable[[], float],
        random: Random,
        origin: str = ORIGIN,
        checks_answers: bool = False,
        keep: Callable[[Change], None] | None = None,
    ) -> None:
        self._random = random
        self.world = World(wall=wall, random=random, keep=keep, origin=origin)
        self.faults = Faults(random)
        self.outbox = Outbox(self.world, self.faults)
        self.api = Api(self.world, self.faults, origin=origin, checks_answers=checks_answers)

    def tick(self) -> int:
        """Do what is due now, and return how much it was."""
        return catch_up(self.world)

    def advance(self, seconds: float) -> int:
        """Move the sandbox's clock ahead of the real one and do what is due on the way."""
        return clocks.advance(self.world, seconds)

    def deliver_to(
        self, url: str, secret: str, events: Iterable[str] = v2.USUAL_EVENTS, *, classic: bool = False
    ) -> None:
        """Deliver events of these types to the URL, unless they are already; classic ones are whole."""
        places = self.world.table("v2.core.event_destination").values()
        known = [place for place in places if place["webhook_endpoint"]["url"] == url]
        if known:
            self.world.note(known[0]["id"], signing_secret=secret)
        else:
            names = [name.removeprefix("v1.") for name in events] if classic else list(events)
            payload = "snapshot" if classic else "thin"
            v2.destination(self.world, url=url, secret=secret, events=names, name="Newsroom", payload=payload)

    def make_product(self, name: str) -> None:
        """Make the one product that contributions are charged as, unless it exists."""
        if name not in self.world.table("product"):
            self.world.save(product(self.world, {"id": name, "name": "Contribution"}))

    def set(self, **settings: Any) -> None:
        """Change settings (`world.SETTINGS`), such as `capture_delay=0`."""
        for name, value in settings.items():
            self.world.set(name, value)

    def pay(self, session_id: str, *, email: str, means: str, token: str = "") -> Outcome:
        """Pay a payment page as its form does; `means` is a name of `charging.MEANS`."""
        catch_up(self.world)
        session = self.world.find(session_id, "checkout.session")
        return pay(self.world, session, email=email, means=means, token=token)

    def replace_means(self, subscription_id: str, means: str) -> None:
        """Give a subscription another card or account, a name of `charging.MEANS`."""
        catch_up(self.world)
        billing.replace_means(self.world, self.world.find(subscription_id), MEANS[means])

    def cancel(self, subscription_id: str, *, at_period_end: bool = False) -> None:
        """End a subscription as its subscriber does."""
        catch_up(self.world)
        subscription = self.world.find(subscription_id)
        if at_period_end:
            billing.cancel_later(self.world, subscription, wished=True)
        else:
            billing.cancel(self.world, subscription)

    def picture(self) -> Picture:
        """Return a copy of all data and of the random generator, for `restore`."""
        return copied(self.world.tables), self.outbox.taken(), self.faults.listed(), self._random.getstate()

    def restore(self, picture: Picture) -> None:
        """Go back to a copy that `picture` made; for tests that explore what may follow."""
        tables, taken, faults, chance = picture
        self.world.replace(copied(tables))
        self.outbox.retake(taken)
        self.faults.set = [Fault(**fault) for fault in faults]
        self._random.setstate(chance)

    def journal(self, kind: str = "", since: int = 0) -> list[dict[str, Any]]:
        """Return the journal's entries (`request`, `delivery`) after this number."""
        return journal.entries(self.world, kind, since)

    def books(self) -> list[dict[str, Any]]:
        """Return every payment that succeeded: id, amount in minor units, currency, reference."""
        return journal.books(self.world)
