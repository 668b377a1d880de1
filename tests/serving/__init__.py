"""The site as `manage.py serve` starts it, met by many at once, by slow ones, and without its database."""
