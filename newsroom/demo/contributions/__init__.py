"""Ninety days of contributions for the demo newsroom, made through the payment sandbox."""
