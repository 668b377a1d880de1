"""Planted faults of what fundraisers order, and of forgetting."""

from __future__ import annotations

from donations import gateway
from donations.ledger import courses, forgetting, notices, refunds, tombstones, writing
from newsroom.management import sealed_places
from newsroom.management.commands import replay, reseal
from tests.sim import twins_of_forgetting as twins
from tests.sim.plant import Plant, everywhere

PLANTS = {
    "erasure_undone": Plant(
        fault="a late event brings the address of somebody back who is forgotten",
        family="forgets",
        hidden_by="events that come before the address is gone",
        patches=lambda: ((writing, "_know_supporter", twins.know_whoever_pays),),
    ),
    "forgotten_written_to": Plant(
        fault="letters are written to somebody who is being forgotten",
        family="forgets",
        hidden_by="contributions of which nothing is told any more",
        patches=lambda: everywhere(notices.write, twins.write_to_anybody),
    ),
    "forgotten_runs_on": Plant(
        fault="somebody counts as ended at the processor whatever it answers",
        family="forgets",
        hidden_by="a processor that answers",
        patches=lambda: ((gateway, "forget", twins.forget_once),),
    ),
    "form_kept": Plant(
        fault="the form of somebody who is forgotten finds their contribution again",
        family="forgets",
        hidden_by="people who give again by a new form",
        patches=lambda: ((tombstones, "mark", twins.mark_with_its_form),),
    ),
    "link_for_ever": Plant(
        fault="the link that had somebody forgotten also forgets what they give later",
        family="forgets",
        hidden_by="people who press it once",
        patches=lambda: everywhere(forgetting.find_forgettable, twins.find_by_any_link),
    ),
    "replay_left_out": Plant(
        fault="after a restore nobody is forgotten again",
        family="forgets",
        hidden_by="the mark at the processor, which each sync sees",
        patches=lambda: ((replay, "ACTS", {"forgotten": twins.forget_nothing_again}),),
    ),
    "key_left_out": Plant(
        fault="sealing anew leaves out the addresses of supporters, and says that no other key is needed",
        family="forgets",
        hidden_by="keys that nobody retires",
        patches=lambda: ((reseal, "PLACES", twins.all_but_supporters(sealed_places.PLACES)),),
    ),
    "refund_each_click": Plant(
        fault="the form that orders a refund makes one of each click",
        family="desk",
        hidden_by="people who press once, and refunds of the whole",
        patches=lambda: everywhere(refunds.order_refund, twins.order_each_time),
    ),
    "refund_anew": Plant(
        fault="a refund whose answer was lost is asked for under another key",
        family="desk",
        hidden_by="processors that answer, and refunds of the whole",
        patches=lambda: ((gateway, "refund", twins.refund_anew),),
    ),
    "wish_lost": Plant(
        fault="a wish that replaces one which waits has its number",
        family="desk",
        hidden_by="workers that have granted one wish before the next comes",
        patches=lambda: everywhere(courses.want, twins.want_under_the_same_number),
    ),
}
