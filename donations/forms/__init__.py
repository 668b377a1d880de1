"""Support form and the forms of the supporter's own page; sentences about what is wrong with an amount."""

from donations.forms.choice import Carried, carry, read_choice
from donations.forms.desk import COURSE_FORMS, AddressSearchForm, ForgetForm, RefundForm, SettleForm
from donations.forms.hidden import local_path, new_token, read_token, sign_token
from donations.forms.manage import TOO_MANY, LinkForm, ManageForm, form_named, offered
from donations.forms.offers import linked_values, opening_values
from donations.forms.support import SupportForm
from donations.forms.wording import least_at_present

__all__ = [
    "COURSE_FORMS",
    "TOO_MANY",
    "AddressSearchForm",
    "Carried",
    "ForgetForm",
    "LinkForm",
    "ManageForm",
    "RefundForm",
    "SettleForm",
    "SupportForm",
    "carry",
    "form_named",
    "least_at_present",
    "linked_values",
    "local_path",
    "new_token",
    "offered",
    "opening_values",
    "read_choice",
    "read_token",
    "sign_token",
]
