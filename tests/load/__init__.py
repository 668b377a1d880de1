"""Load and slow clients against the site as it is served: `python -m tests.load` prints a table."""
