"""Table of what the database stores about people: what, why and for how long, by model and column.

`docs/explanation/what-we-store.md` is made of it (`manage.py what_we_store`). A test reads the models: each
column that could hold something about a person stands here, as personal or as plain.
"""

from newsroom.management.kept import Kept
from newsroom.management.stored_stories import STORIES

SUPPORTERS = (
    Kept(
        model="donations.Supporter",
        what="The email address of somebody who gave, encrypted, its keyed hash, and a language.",
        why="To send receipts and the link by which somebody changes or ends what they give.",
        how_long="Until they are forgotten, or nothing is given from it any more.",
        personal=("email_sealed", "email_hash"),
        plain=("public_id",),
    ),
    Kept(
        model="donations.Contribution",
        what="The page of this site that led to a contribution, whose it is, and the processor's numbers.",
        why="To keep the books, and to know which stories move people to give.",
        how_long="Page and person until they are forgotten; amounts and numbers as long as the law wants.",
        personal=("supporter", "from_path", "session_id", "customer_id", "subscription_id"),
        plain=("public_id", "provider", "currency", "form_token", "end_reason", "refusal"),
    ),
    Kept(
        model="donations.AddressChange",
        what="That letters go to another email address, from which to which.",
        why="So that the owner of either can say yes, or take it back.",
        how_long="Three days without a yes, thirty after it; less where somebody is forgotten.",
        personal=("wanted", "former"),
        plain=("public_id",),
    ),
    Kept(
        model="donations.LinkRequest",
        what="The keyed hash of an email address that asked for its link, known here or not.",
        why="To answer the same for every address, and to write to each at most once in ten minutes.",
        how_long="Twenty minutes.",
        personal=("email_hash",),
    ),
    Kept(
        model="donations.Letter",
        what="That a letter was sent, about which amount and moment. Its text is not kept.",
        why="So that it is sent once, and each copy says the same.",
        how_long="Until the person is forgotten.",
        personal=("supporter", "facts"),
        plain=("dedupe_key",),
    ),
    Kept(
        model="donations.CardChange",
        what="That somebody gave another card on the processor's page. We never see a card.",
        why="To use it for the contribution.",
        how_long="Thirty days; less where somebody is forgotten.",
        personal=("session_id",),
        plain=("public_id",),
    ),
    Kept(
        model="donations.Course",
        what="What a supporter wanted last: an end, a pause, another amount.",
        why="So that the worker can have it granted at the processor.",
        how_long="Until the person is forgotten.",
    ),
    Kept(
        model="donations.Erasure",
        what="That somebody is to be forgotten, and how far that is. It names nobody.",
        why="So that it is done, also after a restore.",
        how_long="For ever.",
        plain=("redaction_id",),
    ),
    Kept(
        model="core.Budget",
        what="How often a form, network or address asked for a page or link: a hash under the day's salt.",
        why="To keep robots from trying out stolen cards, and strangers from filling a mailbox.",
        how_long="An hour longer than what it counts: ten minutes, or a day.",
        personal=("key",),
    ),
    Kept(
        model="core.DaySalt",
        what="That salt, chosen at random.",
        why="So that nobody can find out later whose network it was.",
        how_long="Until its day is over.",
        personal=("salt",),
    ),
)
BOOKS = (
    Kept(
        model="donations.Payment",
        what="Amount, day, receipt number, and the processor's number.",
        plain=("provider", "provider_payment_id", "currency", "receipt_number"),
    ),
    Kept(
        model="donations.Movement",
        what="Lines of the processor's balance.",
        plain=("provider", "transaction_id", "currency", "account_currency"),
    ),
    Kept(
        model="donations.Reversal",
        what="Refunds and disputes.",
        plain=("provider", "provider_id", "currency", "standing", "reason"),
    ),
    Kept(
        model="donations.RefundOrder",
        what="Refunds that the desk ordered, with a reason from a list.",
        plain=("public_id", "provider_id"),
    ),
    Kept(
        model="donations.Payout",
        what="Payouts to the bank.",
        plain=("provider", "provider_id", "currency", "standing"),
    ),
    Kept(model="donations.Term", what="What was promised, and since when.", plain=("currency",)),
    Kept(
        model="donations.Finding",
        what="What a person has to look at: amounts and numbers.",
        plain=("dedupe_key", "provider_id", "note"),
    ),
    Kept(
        model="donations.StripeEvent",
        what="Numbers of the processor's events, without what they held.",
        plain=("event_id", "type", "object_id"),
    ),
    Kept(model="donations.Appeal", what="Words that ask for money.", is_whole=True),
    Kept(model="donations.LetterText", what="Words of letters that fundraisers changed.", is_whole=True),
    Kept(model="donations.SupportText", what="Words of the form and the question.", is_whole=True),
    Kept(model="donations.PresetAmount", what="Amounts that the form offers."),
    Kept(
        model="core.Tombstone",
        what="Ids of forgotten supporters' contributions, and of redactions; also lines of JOURNAL_FILE.",
        plain=("kind", "name", "data"),
    ),
)
DESK = (
    Kept(
        model="core.User",
        what="Log-in name, name, email address and password hash of somebody who works at the desk.",
        why="To let colleagues in, and strangers not.",
        how_long="With the account; one that ends is switched off, since the record names it.",
        personal=("password", "username", "first_name", "last_name", "email"),
    ),
    Kept(
        model="account.EmailAddress",
        what="The email address of a desk's account.",
        why="To log in with it.",
        how_long="With the account.",
        personal=("user", "email"),
    ),
    Kept(
        model="account.EmailConfirmation",
        what="The key of a letter that confirms such an address.",
        why="To confirm it.",
        how_long="Three days.",
        personal=("key",),
    ),
    Kept(
        model="mfa.Authenticator",
        what="Second factors, encrypted.",
        why="So that a password alone opens nothing.",
        how_long="Until they are taken away.",
        personal=("user", "data"),
    ),
    Kept(
        model="sessions.Session",
        what="Who is logged in at the desk: the cookie as a keyed hash, the rest encrypted.",
        why="To stay logged in.",
        how_long="Two weeks after the last visit; deleted the night after.",
        personal=("session_key", "session_data"),
    ),
    Kept(
        model="core_cache",
        what="How often somebody tried to log in: keyed hashes of network and name.",
        why="So that nobody can guess passwords.",
        how_long="Until the count is over; deleted the night after.",
        personal=("cache_key",),
        plain=("value",),
    ),
    Kept(
        model="core.AuditEntry",
        what="Who at the desk did what to which thing, and when.",
        why="So that the newsroom can answer for what it published, and for the money.",
        how_long="For ever: the database refuses to change it.",
        personal=("actor",),
        plain=("act", "target_type", "target_id", "details"),
    ),
    Kept(
        model="admin.LogEntry",
        what="Nothing: the record above is kept instead.",
        why="Django's own admin wants the table.",
        how_long="-",
        personal=("user", "object_id", "object_repr", "change_message"),
    ),
    Kept(
        model="core.User_groups",
        what="Who is in which group.",
        why="Rights.",
        how_long="With the account.",
        personal=("user",),
    ),
    Kept(
        model="core.User_user_permissions",
        what="Who has which right.",
        why="Rights.",
        how_long="With the account.",
        personal=("user",),
    ),
)
MACHINE = (
    Kept(
        model="procrastinate.ProcrastinateJob",
        what="Tasks of the worker; what they are given are numbers and names of files.",
        how_long="Three days after they ended, thirty where they failed.",
        plain=("queue_name", "task_name", "lock", "args", "queueing_lock"),
    ),
    Kept(model="procrastinate.ProcrastinateEvent", what="What became of tasks."),
    Kept(
        model="procrastinate.ProcrastinatePeriodicDefer",
        what="When periodic tasks ran last.",
        plain=("task_name", "periodic_id"),
    ),
    Kept(model="procrastinate.ProcrastinateWorker", what="Which workers run."),
    Kept(model="auth.Group", what="Groups of the desk.", plain=("name",)),
    Kept(model="auth.Group_permissions", what="Rights of groups."),
    Kept(model="auth.Permission", what="Rights.", plain=("name", "codename")),
    Kept(model="contenttypes.ContentType", what="Names of tables.", plain=("app_label", "model")),
    Kept(model="django_migrations", what="Which migrations ran.", plain=("app", "name")),
)
PARTS = {
    "Supporters": SUPPORTERS,
    "Books": BOOKS,
    "People at the desk": DESK,
    "Stories": STORIES,
    "Machine": MACHINE,
}
