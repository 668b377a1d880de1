"""Words of letters that fundraisers have changed: filled in, checked before they are saved, and their acts.

A text holds names in braces, such as `{amount}`. An unknown one is refused on saving, and what has no value
when a letter is written is left out, so that no row can break one.
"""

import dataclasses
import re

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from donations.letters.words import Words, amount_of, promise_of
from donations.models import Letter, LetterText
from newsroom.core import acts, locks
from newsroom.core.models import User

FIELDS = ("kind", "language", "subject", "heading", "text")
WRITTEN = ("subject", "heading", "text")
BRACES = re.compile(r"\{([^{}]*)\}")
PARAGRAPHS = re.compile(r"\n\s*\n")


def values_of(letter: Letter) -> dict[str, str]:
    """Return what stands for the names in braces, in the language of the letter, which is active."""
    payment = letter.payment
    amount = payment.in_words if payment and letter.kind == Letter.Kind.RECEIPT else amount_of(letter)
    values = {
        "promise": promise_of(letter, amount),
        "amount": amount,
        "publication": str(settings.PUBLICATION_NAME),
    }
    return values | ({"receipt": payment.receipt_number} if payment else {})


def names_of(kind: str) -> tuple[str, ...]:
    """Return the names in braces that a letter of this kind knows."""
    has_payment = kind in (Letter.Kind.RECEIPT, Letter.Kind.REFUNDED)
    return ("amount", "promise", "publication", *(("receipt",) if has_payment else ()))


def changed(words: Words, letter: Letter) -> Words:
    """Return the words of a letter as fundraisers have changed them, or as they stand."""
    text = LetterText.objects.filter(kind=letter.kind, language=letter.language).first()
    return put_into(words, text, values_of(letter)) if text else words


def put_into(words: Words, text: LetterText, values: dict[str, str]) -> Words:
    """Return the words with those of a row in place of subject, heading and paragraphs."""
    paragraphs = tuple(_filled(part.strip(), values) for part in PARAGRAPHS.split(text.text) if part.strip())
    return dataclasses.replace(
        words,
        subject=" ".join(_filled(text.subject, values).split()),
        heading=_filled(text.heading, values),
        paragraphs=paragraphs,
    )


def standing(words: Words, values: dict[str, str]) -> dict[str, str]:
    """Return the fields of a row that says what these words say, with names in braces for the values."""
    given = {"subject": words.subject, "heading": words.heading, "text": "\n\n".join(words.paragraphs)}
    for name, value in sorted(values.items(), key=lambda pair: -len(pair[1])):
        given = {field: said.replace(value, f"{{{name}}}") for field, said in given.items()}
    return given


@transaction.atomic
def add_text(*, by: User, fields: acts.Fields) -> LetterText:
    """Change the words of a letter for the first time."""
    locks.wait_for(LetterText._meta.label_lower)
    return acts.add(LetterText(), by=by, fields=fields, allowed=FIELDS, check=_require_known_names)


@transaction.atomic
def change_text(*, text: LetterText, by: User, fields: acts.Fields) -> LetterText:
    """Change the words of a letter again."""
    locks.wait_for(LetterText._meta.label_lower)
    return acts.change(text, by=by, fields=fields, allowed=FIELDS, check=_require_known_names)


@transaction.atomic
def delete_text(*, text: LetterText, by: User) -> None:
    """Send the standing words again."""
    acts.delete(text, by=by)


def _filled(said: str, values: dict[str, str]) -> str:
    return BRACES.sub(lambda found: values.get(found[1], ""), said)


def _require_known_names(row: LetterText) -> None:
    """Refuse a brace that is no name of this letter, each by its field."""
    known, wrong = names_of(row.kind), {}
    for field in WRITTEN:
        said = getattr(row, field)
        unknown = [name for name in BRACES.findall(said) if name not in known]
        if unknown or re.search("[{}]", BRACES.sub("", said)):
            names = ", ".join(f"{{{name}}}" for name in known)
            wrong[field] = _("In braces stands one of %(names)s, nothing else. Nothing was saved.") % {
                "names": names
            }
    if wrong:
        raise acts.Refused(wrong)
