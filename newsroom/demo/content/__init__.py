"""Content of the demo newsroom: invented people in invented towns, to have something to read."""
