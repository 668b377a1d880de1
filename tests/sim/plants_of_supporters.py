"""Planted faults of what a supporter wishes, and is told."""

from __future__ import annotations

from donations import gateway
from donations.forms.manage import SureField
from donations.gateway import course
from donations.ledger import courses, notices
from tests.sim import twins
from tests.sim import twins_of_supporters as others
from tests.sim.plant import Plant

PLANTS = {
    "course_by_parts": Plant(
        fault="an ending is set for a moment, and collecting goes on until then",
        family="regrets",
        hidden_by="contributions that are not due within these days",
        patches=lambda: ((gateway, "set_course", others.set_course_in_part),),
    ),
    "granted_though_failed": Plant(
        fault="a wish counts as granted whatever the processor answers",
        family="regrets",
        hidden_by="a processor that answers",
        patches=lambda: ((courses, "_grant", others.grant_without_looking),),
    ),
    "no_letter_of_changes": Plant(
        fault="no letter tells of another status",
        family="regrets",
        hidden_by="nothing: only the supporter would notice",
        patches=lambda: ((notices, "tell", twins.nothing),),
    ),
    "open_left": Plant(
        fault="what is being collected already when a course is set is left as it is",
        family="regrets",
        hidden_by="contributions that are not due within these days",
        patches=lambda: ((course, "collect", twins.nothing),),
    ),
    "drafts_left_stopped": Plant(
        fault="an undone ending starts no collecting again of what it had stopped",
        family="regrets",
        hidden_by="contributions that are not due within these days",
        patches=lambda: ((course, "collect", others.collect_never_again),),
    ),
    "wishes_unordered": Plant(
        fault="a worker grants the wish that it read, whatever was wished meanwhile",
        family="regrets",
        hidden_by="processors that answer at once, and a single worker",
        patches=lambda: ((courses, "_grant_alone", others.grant_as_read),),
    ),
    "scanner_believed": Plant(
        fault="a form is taken without its tick",
        family="regrets",
        hidden_by="browsers, which do not send such a form",
        patches=lambda: ((SureField, "to_python", others.always_sure),),
    ),
}
