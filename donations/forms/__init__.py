"""Support form: how often, in which currency, how much; and sentences about what is wrong with it."""

from donations.forms.hidden import local_path, new_token, read_token, token_of
from donations.forms.offers import opening_values
from donations.forms.support import SupportForm

__all__ = ["SupportForm", "local_path", "new_token", "opening_values", "read_token", "token_of"]
