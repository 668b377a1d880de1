"""Background tasks: pictures, changes whose hour has come, search engines, what each night looks after."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import cards, index_now, photos
from .desk import due, indexing, presence, verifying, working
from .models import Photo


@app.task(name="articles.render_photo", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def render_photo(photo_id: int) -> None:
    """Make the renditions of a photo; one that was deleted meanwhile is left alone."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:
        photos.render(photo)


@app.task(name="articles.draw_card", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def draw_card(story_id: int) -> None:
    """Draw the card picture of a story, and delete those that it has no more."""
    cards.bring_up_to_date(story_id)


@app.task(name="articles.discard_upload", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def discard_upload(name: str, sha256: str) -> None:
    """Delete a picture that was set aside with its form, unless a photo came of it."""
    photos.discard_upload(name, sha256)


@app.periodic(cron="* * * * *")
@app.task(name="articles.put_out_due")
def put_out_due(timestamp: int = 0) -> None:
    """Put out scheduled changes that no reader asked for yet, so that nobody waits for it."""
    due.put_out_due()


@app.periodic(cron="41 3 * * *")
@app.task(name="articles.remove_working_copies")
def remove_working_copies(timestamp: int = 0) -> None:
    """Delete unsaved words that nobody has touched for a long time; their owner was told a week before."""
    working.remove_old()
    presence.remove_old()


@app.periodic(cron="47 3 * * *")
@app.task(name="articles.verify_revisions")
def verify_revisions(timestamp: int = 0) -> None:
    """Look for words that were changed past the desk; `manage.py verify_revisions` looks at all at once."""
    verifying.verify_some()


@app.periodic(cron="53 3 * * *")
@app.task(name="articles.look_after_cards", queueing_lock="articles.look_after_cards")
def look_after_cards(timestamp: int = 0) -> None:
    """Draw card pictures that are missing, and delete those of no story."""
    cards.look_after()


@app.periodic(cron="* * * * *")
@app.task(name="articles.mend_search", queueing_lock="articles.mend_search")
def mend_search(timestamp: int = 0) -> None:
    """Index stories anew that came past the desk, or whose author or topic is called otherwise now."""
    while indexing.mend():
        pass


@app.periodic(cron="* * * * *")
@app.task(name="articles.tell_search_engines", queueing_lock="articles.tell_search_engines")
def tell_search_engines(timestamp: int = 0) -> None:
    """Tell what readers saw change, where the newsroom has a key of IndexNow."""
    index_now.tell()
