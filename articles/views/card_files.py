"""Card pictures, served for live stories alone."""

from django.http import Http404, HttpRequest, HttpResponse

from articles import cards
from articles.models import Story
from articles.views.public import public


@public
def card_file(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """Send the card of a live story; an address of what stood on it before leads nowhere."""
    story = Story.objects.live().select_related("category").filter(pk=pk).first()
    if story is None or cards.digest_of(story) != digest:
        raise Http404
    try:
        return HttpResponse(cards.read(story), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404 from error
