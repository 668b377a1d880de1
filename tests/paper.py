"""Content for tests: every kind of page has something on it, and one story has every element."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from articles import cards, desk, photos
from articles.models import Author, Photo, RelatedLink, Story, Topic
from donations.models import Finding, StripeEvent
from newsroom.core import audit
from tests import people
from tests.articles.pictures import picture
from tests.builders import (
    make_author,
    make_category,
    make_photo,
    make_redirect,
    make_story,
    make_topic,
    make_user,
    with_correction,
    with_draft,
    with_handed,
    with_scheduled_changes,
    with_unsaved,
)
from tests.donations import books

EVERYTHING = """
<p>The letter is one page long, and <strong>nine captains</strong> have <em>signed</em> it. They ask for
<a href="https://example.org/harbor">a harbor</a> and for nothing else, “not even
thanks,” as one of them said.</p>
<h2>What the ice does</h2>
<p>It comes in October and goes in May; between the two there is a road over it.</p>
<blockquote><p>We know the ice, and the ice knows us.</p><cite>Semyon D., captain</cite></blockquote>
<h3>What the road costs</h3>
<ul><li>Two trucks a winter</li><li>Four months without letters</li></ul>
<ol><li>First the ice is measured</li><li>Then it is marked</li></ol>
<div class="pull"><p>There is a road over it.</p></div>
<section class="facts"><h2>Harbor in numbers</h2><p>Eleven winters, three plans, no harbor.</p></section>
<hr>
<p>The governor has not answered. His office says that the letter is being read with attention.</p>
"""


def make_picture(number: int = 0) -> Photo:
    """Make a photo of the library with its files and all its sizes."""
    upload = SimpleUploadedFile("IMG_1.JPG", picture(1600 + number, 1067), content_type="image/jpeg")
    photo = make_photo(caption="Cranes over the Lena in March.")
    photos.store(photos.check(upload), photo=photo)
    photo.save()
    photos.render(photo)
    return photo


def publish(number: int = 18) -> Story:
    """Fill the database with so many stories beside one of each kind; return the one with every element."""
    photo, portrait = make_picture(), make_picture(1)
    writer = make_author(photo=portrait, biography="Nina Feldt writes about rivers.", position="Reporter")
    guest = make_author(name="Timur Achmetov", slug="timur-achmetov")
    grain, ports = (
        make_topic(introduction="What grows, and who eats it."),
        make_topic(name="Ports", slug="ports"),
    )
    for turn in range(number):
        opinion = turn % 6 == 0
        make_story(
            kind="opinion" if opinion else "news",
            lead_image=photo if turn % 4 == 0 else None,
            topics=[grain],
            authors=[guest if opinion else writer],
        )
    for kind in ("analysis", "feature"):
        make_story(kind=kind, is_sponsored=kind == "feature", topics=[ports])
    _in_russian()
    for state in sorted(set(Story.State) - {Story.State.LIVE}):
        make_story(state, topics=[grain], lead_image=photo)
    _with_changes(grain)
    colleague = make_user("reporter")
    with_unsaved(
        make_story("draft", created_by=colleague),
        colleague,
        headline="Ice Comes Early",
        body_source=EVERYTHING,
    )
    with_unsaved(None, colleague, headline="Ice Comes Late")
    with_handed(make_story("in_review", created_by=colleague), body_source=EVERYTHING)
    furnish_the_desk()
    cards.bring_up_to_date(Story.objects.live().filter(lead_image__isnull=True).earliest("pk").pk)
    return _with_everything(photo, [writer, guest], [grain, ports])


def _with_changes(topic: Topic) -> None:
    """Make live stories whose changes are a draft, and wait for their hour."""
    with_draft(make_story(topics=[topic]), body_source=EVERYTHING)
    far_off = datetime.datetime(2099, 3, 1, 17, tzinfo=datetime.UTC)
    with_scheduled_changes(make_story(topics=[topic]), at=far_off)


def _in_russian() -> None:
    category = make_category(name="Регионы", language="ru")
    topic = make_topic(name="Лёд", slug="led", language="ru")
    make_story(
        headline="Капитаны просят гавань", language="ru", category=category, topics=[topic], slug="gavan"
    )


def furnish_the_desk() -> None:
    """Make a row of each kind that people at the desk see, and the people with a second factor."""
    make_redirect()
    payment = books.make_payment()
    books.make_address_change(payment.contribution)
    books.make_regular()
    books.make_letter_text()
    books.make_support_text()
    books.make_movement(payment, payout=books.make_payout())
    Finding.objects.create(dedupe_key="x", kind="orphan", contribution=payment.contribution)
    StripeEvent.objects.create(event_id="evt_1", type="v1.invoice.paid")
    audit.record(act="story.publish", by=make_user(), on=Story.objects.earliest("pk"))
    for role in ("coded", "keyed"):
        people.person(role)
    with_history()


def with_history() -> Story:
    """Make a live story that was rewritten and mended by acts of the desk, and has a draft of changes."""
    editor, story = (
        make_user("editor"),
        make_story("live", headline="Ice Comes Early", body_source=EVERYTHING),
    )
    moved = EVERYTHING.replace("<hr>", "").replace("a harbor</a>", "a pier</a>").splitlines()
    source = "\n".join([*moved[-2:], *moved[:-2], "<p>Nobody has asked the river.</p>"])
    fields = {"headline": "Ice Comes Late", "body_source": source, "lead_caption": "The ice in March."}
    story = desk.save_draft(story=story, by=editor, fields=fields)
    story = desk.publish_changes(story=story, by=editor, material=True)
    rows = {"topics": [{"topic": make_topic(name="Ice", slug="ice")}], "bylines": []}
    story = desk.save_draft(story=story, by=editor, fields={"kicker": "Arctic"}, rows=rows)
    return desk.mend(story=story, by=editor, fields={"summary": "Nine captains wrote."}, material=False)


def _with_everything(photo: Photo, authors: list[Author], topics: list[Topic]) -> Story:
    story = make_story(
        headline="Ferry Captains Ask for a Harbor and Get a Promise of a Plan for One",
        body_source=EVERYTHING,
        lead_image=photo,
        lead_caption="The quay at Olyokminsk, the week before the ice.",
        credit_line="AFP contributed reporting.",
        authors=authors,
        topics=topics,
        related=list(Story.objects.filter(kind="opinion")[:2]),
        created_by=make_user("reporter"),
    )
    RelatedLink.objects.create(
        story=story, external_url="https://example.org/ice", headline="How ice is measured", order=9
    )
    with_correction(story, place="top", kind="clarification")
    with_correction(story)
    return story
