from django.db import migrations

# TRUNCATE fires no trigger of single rows, and reaches the table by CASCADE from those that it refers to.
FORWARD = """
CREATE TRIGGER core_auditentry_never_emptied BEFORE TRUNCATE ON core_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_auditentry_refuse();
"""
BACKWARD = "DROP TRIGGER core_auditentry_never_emptied ON core_auditentry;"


class Migration(migrations.Migration):
    dependencies = [("core", "0005_clean_texts")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
