"""Forms of allauth in which people name their security keys, with the field for typed text."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from newsroom.core.text_fields import LineField

# Names are kept in JSON, which has no limit of its own.
LONGEST_NAME = 100


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    name = LineField(required=False, max_length=LONGEST_NAME)


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    name = LineField(max_length=LONGEST_NAME)
