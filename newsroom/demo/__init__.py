"""Demo newsroom, private PostgreSQL and payment sandbox, used by the demo, tests and development.

Production never imports this package and works without its folder.
"""
