"""The demo newsroom, and what demo, tests and development share: invented stories and gifts, a private
PostgreSQL, a payment sandbox. Production never imports this package and works without its folder.
"""
