"""Preview of a saved story in the readers' template, for those who may see it at the desk."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import desk
from articles.models import Story
from articles.views.story_pages import story_page
from newsroom.core.desk.identity import current_user


@require_safe
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the saved story in the readers' template; 404 for whoever may not see it, never cached."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = Story.objects.select_related("category", "lead_image").filter(pk=pk).first()
    if found is None or not desk.may("view", story=found, by=current_user(request)):
        raise Http404
    response: HttpResponse = story_page(request, found, is_preview=True)
    response["X-Robots-Tag"] = "noindex"
    return response
