"""Seconds that tests wait for what must come: far above what the slowest machine takes."""

PATIENCE = 400
