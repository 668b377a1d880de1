"""Letters to supporters: `send_due` sends what the ledger wrote down as due, `build` makes one of them."""

from donations.letters.sending import build, send_due

__all__ = ["build", "send_due"]
