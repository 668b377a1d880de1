"""The pages about one story beside its form."""

from articles.admin.draft_pages import DraftPages
from articles.admin.edition_pages import EditionPages
from articles.admin.handing_pages import HandingPages
from articles.admin.history_pages import HistoryPages
from articles.admin.keeping import Keeping
from articles.admin.redacting_pages import RedactingPages
from articles.admin.unsaved_pages import UnsavedPages


class Beside(Keeping, EditionPages, HandingPages, UnsavedPages, RedactingPages, DraftPages, HistoryPages):
    """Unsaved and handed words, editions, drafts, history, and words that go for good."""
