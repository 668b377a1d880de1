from django.db import migrations

# The table of Django's database cache; `createcachetable` is a command that somebody would have to remember.
FORWARD = """
CREATE TABLE IF NOT EXISTS core_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS core_cache_expires ON core_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_append_only")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE core_cache")]
