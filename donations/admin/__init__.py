"""The books at the desk: to be read; appeals and amounts, which fundraisers edit."""

from donations.admin import appeal, contribution, inbox, letter, payment

__all__ = ["appeal", "contribution", "inbox", "letter", "payment"]
