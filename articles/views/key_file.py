"""Key of IndexNow, which proves to search engines that the site is ours."""

from django.http import HttpRequest, HttpResponse

from articles.views.public import public


@public
def index_now_key(request: HttpRequest, key: str) -> HttpResponse:
    """Repeat the key; the address of any other is none."""
    return HttpResponse(key, content_type="text/plain")
