"""Support form and the forms of the supporter's own page; sentences about what is wrong with an amount."""

from donations.forms.desk import COURSE_FORMS, AddressSearchForm, RefundForm
from donations.forms.hidden import local_path, new_token, read_token, token_of
from donations.forms.manage import TOO_MANY, LinkForm, ManageForm, form_named, offered
from donations.forms.offers import opening_values
from donations.forms.support import SupportForm

__all__ = [
    "COURSE_FORMS",
    "TOO_MANY",
    "AddressSearchForm",
    "LinkForm",
    "ManageForm",
    "RefundForm",
    "SupportForm",
    "form_named",
    "local_path",
    "new_token",
    "offered",
    "opening_values",
    "read_token",
    "token_of",
]
