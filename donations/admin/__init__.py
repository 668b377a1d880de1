"""Admin of contributions and payments, which nobody edits, and of appeals and preset amounts."""

from donations.admin import appeal, contribution, inbox, letter, movement, payment

__all__ = ["appeal", "contribution", "inbox", "letter", "movement", "payment"]
