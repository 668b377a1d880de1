"""Marks for templates that text is safe where it stands: the one place that makes such."""

import json

from django.utils.safestring import SafeString, mark_safe

# What could end a `<script>` or begin a comment in it; JSON reads these escapes as the characters.
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def stored(html: str) -> SafeString:
    """Mark what `render` made and the desk stored; never give it anything else."""
    return mark_safe(html)  # noqa: S308  # made by `markup`, which passes it through nh3 last


def data_block(data: object) -> SafeString:
    """Write data as JSON for the inside of a `<script>`, whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(UNSAFE))  # noqa: S308  # without any character that ends a script
