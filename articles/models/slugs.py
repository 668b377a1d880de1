"""Slugs made from words in any script."""

import re

from anyascii import anyascii

SLUG_LENGTH = 80


def make_slug(text: str, *, fallback: str = "story") -> str:
    """Return a slug in plain ASCII, at most 80 characters, cut between words, never empty."""
    words = re.findall(r"[a-z0-9]+", anyascii(text).lower().replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > SLUG_LENGTH:
            break
        slug = longer
    return slug or "".join(words)[:SLUG_LENGTH] or fallback
