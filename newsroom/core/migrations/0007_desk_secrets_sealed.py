from django.db import migrations

from newsroom.core import crypto

# The data of an authenticator that are secrets: of apps, of recovery codes, of codes from elsewhere.
SECRETS = ("secret", "seed")
CODES = "migrated_codes"


def rewrite(apps, change):
    for row in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn"):
        data = {**row.data, **{name: change(row.data[name]) for name in SECRETS if name in row.data}}
        if CODES in data:
            data[CODES] = [change(code) for code in data[CODES]]
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])


def is_sealed(text):
    """Secrets are letters and digits; what is sealed names its key before a colon."""
    return ":" in text


def seal(apps, schema_editor):
    rewrite(apps, lambda text: text if is_sealed(text) else crypto.seal(text))


def open_again(apps, schema_editor):
    rewrite(apps, lambda text: crypto.open_sealed(text) if is_sealed(text) else text)


def end_sessions(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    """Seal the secrets of second factors, and end all sessions: their cookies stood here as they are."""

    dependencies = [
        ("core", "0006_audit_never_emptied"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(seal, open_again),
        migrations.RunPython(end_sessions, end_sessions),
    ]
