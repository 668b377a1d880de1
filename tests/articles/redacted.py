"""A story that names somebody in every place, the spellings of the name, and the search for them."""

import re
from typing import Any

from articles import desk
from articles.desk.drafts import newest_words
from articles.desk.revisions import keep_revision
from articles.models import Correction, Story
from newsroom.core.models import User
from tests import builders

BODY = "<p>On Monday Анна <strong>Ива\u00adнова</strong> came home.</p>\n<p>She said nothing.</p>"
# As an editor confirms them; each is looked for as it stands here, without a look at case.
SPELLINGS = ("Анна Иванова", "Иванова", "Иванову", "Anna Ivanova", "Ivanova")


def make_named(editor: User, *, headline: str = "Анна Иванова is home", **changes: Any) -> Story:
    """Make a live story with versions, a draft, unsaved words, a note and a photo, all with the name."""
    photo = builders.make_photo(alt="Портрет: Анна Иванова", caption="Anna Ivanova at home")
    fields = {
        "headline": headline,
        "slug": "anna-ivanova-is-home",
        "body_source": BODY,
        "category": builders.make_category(),
        "lead_image": photo,
        "lead_alt": "Anna Ivanova",
        "search_title": "IVANOVA",
    }
    rows = {"related": [{"external_url": "https://example.org/ivanova", "headline": "On Ivanova"}]}
    story = desk.start(by=editor, fields=fields | changes, rows=rows)
    story = desk.publish(story=story, by=editor)
    Correction.objects.create(
        story=story,
        number=story.version,
        kind="correction",
        words="Ivanova, not Petrova",
        at=story.modified_at,
    )
    story = desk.save_draft(story=story, by=editor, fields={"kicker": "Об Иванову"})

    Story.objects.filter(pk=story.pk).update(version=story.version + 1)
    story.version += 1
    keep_revision(
        story=story, act="story.changes_refused", by=editor, content=newest_words(story), note="Иванова"
    )
    colleague = builders.make_user("reporter", name="colleague")
    builders.with_unsaved(story, colleague, headline="Иванова снова дома")
    return Story.objects.get(pk=story.pk)


def redact(story: Story, editor: User, **changes: Any) -> Story:
    wish: dict[str, Any] = {
        "spellings": SPELLINGS,
        "replacement": "[name removed]",
        "reason": "asked",
        "material": False,
        "seen": story.version,
    }
    return desk.redact(story=story, by=editor, **(wish | changes))


def names_in(*texts: str) -> set[str]:
    """Return the spellings that stand in these texts, however they are written."""
    read = " ".join(texts)
    if "\\u" in read:
        read = read.encode().decode("unicode_escape", errors="ignore") if read.isascii() else read
    plain = re.sub(r"<[^>]*>|\u00ad", "", read).casefold()
    return {
        each for each in SPELLINGS if each.casefold() in plain or each.casefold().replace(" ", "-") in plain
    }
