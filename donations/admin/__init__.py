"""Admin of contributions and payments, which nobody edits, and of what fundraisers write."""

from donations.admin import appeal, contribution, inbox, letter, letter_text, movement, payment

__all__ = ["appeal", "contribution", "inbox", "letter", "letter_text", "movement", "payment"]
