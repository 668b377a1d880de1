"""The demo newsroom: invented people in invented towns, so that a new installation has something to read."""
