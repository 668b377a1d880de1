"""Where a form was sent from, by the headers that browsers add and pages cannot change."""

from django.http import HttpRequest


def came_from_elsewhere(request: HttpRequest) -> bool:
    """Return whether a form was sent from another site; a browser that does not tell is believed.

    For pages with `no-referrer`: browsers send their forms with `Origin: null`.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "null")
    return origin not in ("null", f"https://{request.get_host()}", f"http://{request.get_host()}")


def came_from_no_page_of_ours(request: HttpRequest) -> bool:
    """Return the same for pages that name themselves: there `Origin: null` is another site in disguise."""
    is_hidden = request.headers.get("Origin") == "null" and "Sec-Fetch-Site" not in request.headers
    return is_hidden or came_from_elsewhere(request)
