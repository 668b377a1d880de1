"""Builders of rows with fixed defaults; each takes the fields that matter to a test."""

import datetime
import functools
import uuid
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from articles import body
from articles.desk import due
from articles.desk.content import content_of
from articles.desk.revisions import keep_found, keep_revision
from articles.models import (
    Author,
    Byline,
    Category,
    Correction,
    HandedWords,
    Photo,
    Redirect,
    RelatedLink,
    Story,
    StoryTopic,
    Topic,
    WorkingCopy,
)
from newsroom.core.models import User

ROLES = ("editor", "reporter", "fundraiser", "stranger")
GROUP_OF = {"editor": "Editors", "reporter": "Reporters", "fundraiser": "Fundraisers"}
PASSWORD = "a long password for tests"
STATES = tuple(Story.State)


def make_user(role: str = "editor", *, name: str = "", **changes: Any) -> User:
    """Make a user of that role; a stranger has an account without any right to the desk."""
    name = name or role
    found = User.objects.filter(username=name).first()
    if found:
        return found
    user = User(username=name, email=f"{name}@example.org", is_staff=role != "stranger", **changes)
    user.password = hashed_password()
    user.save()
    if role in GROUP_OF:
        user.groups.add(Group.objects.get(name=GROUP_OF[role]))
    return user


@functools.cache
def hashed_password() -> str:
    """Hash the one password of all tests once: that is slow on purpose."""
    return make_password(PASSWORD)


def make_category(**changes: Any) -> Category:
    values = {"name": "Regions", "slug": "regions", "language": "en"} | changes
    return Category.objects.get_or_create(slug=values["slug"], language=values["language"], defaults=values)[
        0
    ]


def make_topic(**changes: Any) -> Topic:
    values = {"name": "Grain", "slug": "grain", "language": "en"} | changes
    return Topic.objects.get_or_create(slug=values["slug"], language=values["language"], defaults=values)[0]


def make_author(**changes: Any) -> Author:
    values = {"name": "Nina Feldt", "slug": "nina-feldt"} | changes
    return Author.objects.get_or_create(slug=values["slug"], defaults=values)[0]


def make_redirect(**changes: Any) -> Redirect:
    return Redirect.objects.create(**{"path": "/news/2014/ice.html", "to": "/category/regions/"} | changes)


def make_photo(**changes: Any) -> Photo:
    """Make a row of the library without a file on the disk."""
    number = Photo.objects.count() + 1
    values = {
        "file": f"photos/00/{number:032x}.jpg",
        "sha256": f"{number:064x}",
        "size": 1000,
        "width": 1600,
        "height": 1067,
        "credit": "Arina Belskaya / MT",
        "alt": "Four cranes over a river in fog.",
    } | changes
    return Photo.objects.create(**values)


def make_story(
    state: str = "live",
    *,
    topics: list[Topic] | None = None,
    authors: list[Author] | None = None,
    related: list[Story] | None = None,
    **changes: Any,
) -> Story:
    """Make a story in that state (`Story.State`), bypassing the desk: times are fixed around now."""
    now = timezone.now()
    number = Story.objects.count() + 1
    hour = datetime.timedelta(hours=1)
    values: dict[str, Any] = {
        "headline": f"Ferry Captains Ask for a Harbor {number}",
        "slug": f"ferry-captains-ask-for-a-harbor-{number}",
        "kicker": "Far East",
        "standfirst": "They have waited eleven winters.",
        "summary": "Nine captains signed a letter.",
        "body_source": "<p>The letter is one page long.</p>",
    }
    values |= _times(state, now=now, hour=hour, number=number) | changes
    if "category" not in values:
        values["category"] = make_category(language=values.get("language", "en"))
    values.setdefault("created_by", make_user("reporter"))
    rendered = body.render(values["body_source"], language=values.get("language", "en"))
    story = Story(**values, body_html=rendered.html, body_text=rendered.text, word_count=rendered.words)
    story.save()
    for order, author in enumerate([make_author()] if authors is None else authors):
        Byline.objects.create(story=story, author=author, order=order)
    for order, topic in enumerate(topics or []):
        StoryTopic.objects.create(story=story, topic=topic, order=order)
    for order, target in enumerate(related or []):
        RelatedLink.objects.create(story=story, target=target, order=order)
    return story


def with_correction(story: Story, **changes: Any) -> Correction:
    """Tell readers of the story what was wrong with it, bypassing the desk."""
    at = changes.setdefault("at", timezone.now())
    values = {"kind": "correction", "words": "It was 2009, not 2011.", "by": story.created_by}
    story.corrected_at = max(story.corrected_at or at, at)
    Story.objects.filter(pk=story.pk).update(corrected_at=story.corrected_at)
    return Correction.objects.create(story=story, number=story.version, **values | changes)


def with_draft(story: Story, **words: Any) -> Story:
    """Give the story a draft of changes in which these fields differ, bypassing the desk."""
    content = content_of(story) | ({"headline": f"{story.headline}, in a draft"} | words)
    story.version += 1
    story.draft_number = story.version
    story.save()
    keep_revision(story=story, act="story.save_draft", by=None, content=content)
    return story


def with_older(story: Story, **words: Any) -> Story:
    """Give the story a version in which these fields differ, and one as it stands, bypassing the desk."""
    content = content_of(story)
    story.version += 1
    older = content | ({"kicker": "Of an older version"} | words)
    keep_revision(story=story, act="story.write", by=None, content=older)
    story.version += 1
    story.save()
    keep_revision(story=story, act="story.publish", by=None, content=content)
    return story


def with_unsaved(story: Story | None, person: User, **words: str) -> WorkingCopy:
    """Keep unsaved words of that person for the story, or for a new one."""
    return WorkingCopy.objects.create(
        person=person,
        story=story,
        token=None if story else uuid.uuid4(),
        base=story.version if story else 0,
        data={name: [value] for name, value in words.items()},
        title=words.get("headline", ""),
        tab="a window",
        number=1,
        changed_at=timezone.now(),
    )


def with_handed(story: Story, person: User | None = None, **words: Any) -> HandedWords:
    """Let that person have handed words to the editors, in which these fields differ, bypassing the desk."""
    keep_found(story)
    person, base = person or story.created_by, story.version
    content = content_of(story) | ({"headline": f"{story.headline}, handed over"} | words)
    story.version += 1
    Story.objects.filter(pk=story.pk).update(version=story.version)
    revision = keep_revision(story=story, act="story.hand_over", by=person, content=content)
    return HandedWords.objects.create(revision=revision, base=base)


def with_scheduled_changes(
    story: Story, *, at: datetime.datetime | None = None, by: User | None = None, **words: Any
) -> Story:
    """Give a live story changes that go out in two days, in which these fields differ, bypassing the desk."""
    keep_found(story)
    content = content_of(story) | ({"headline": f"{story.headline}, changed by the clock"} | words)
    story.version += 1
    story.next_number, story.is_next_material = story.version, False
    noon = (timezone.now() + datetime.timedelta(days=2)).replace(hour=12, minute=0, second=0, microsecond=0)
    story.next_at = at or noon
    story.save()
    keep_revision(story=story, act="story.schedule_changes", by=by or make_user(), content=content)
    due.forget()
    return story


def _times(state: str, *, now: datetime.datetime, hour: datetime.timedelta, number: int) -> dict[str, Any]:
    """Return status and times of a state; later stories are newer."""
    past = now - 10 * hour + datetime.timedelta(seconds=number)
    times: dict[str, dict[str, Any]] = {
        "draft": {"status": "draft"},
        "in_review": {"status": "in_review"},
        "ready": {"status": "approved"},
        "scheduled": {"status": "approved", "publish_at": now + hour, "first_published_at": now + hour},
        "live": {"status": "approved", "publish_at": past, "first_published_at": past},
        "expired": {
            "status": "approved",
            "publish_at": past,
            "first_published_at": past,
            "expires_at": now - hour,
        },
        "withdrawn": {"status": "withdrawn", "publish_at": past, "first_published_at": past},
    }
    return times[state]
