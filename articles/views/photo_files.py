"""Picture files, served by the site itself."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control

from articles.views.public import read_only

YEAR = 365 * 24 * 3600
TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


@read_only
@cache_control(public=True, max_age=YEAR, immutable=True)
def photo_file(request: HttpRequest, name: str) -> FileResponse:
    """Send one picture; its name holds the hash of its bytes, so it may be cached for ever."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    kind = TYPES[name.rpartition(".")[2]]
    return FileResponse(file, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
