"""Where a former address leads: asked only for paths that are no page."""

from collections.abc import Iterator

from django.db.models import Q

from articles.models import Redirect, Story

# A feed went with the list that it stands below.
LISTS_OF_FILES = (".xml", ".json")


def target(path: str) -> str | None:
    """Return the path that a former address leads to, or None; never to a story that readers never saw."""
    if "\0" in path:
        return None  # No row can hold it: PostgreSQL refuses the question.
    parts = dict(_parts(path))
    found = list(Redirect.objects.filter(path__in=parts).filter(_may_be_told()).select_related("story"))
    if not found:
        return None
    best = max(found, key=lambda row: len(row.path) if row.path != path else len(path) + 1)
    if best.story:
        return best.story.get_absolute_url()
    return best.to + parts[best.path]


def _parts(path: str) -> Iterator[tuple[str, str]]:
    """Yield the path with and without its last slash, and that of the list that a feed belongs to."""
    yield path, ""
    yield (path.rstrip("/") if path.endswith("/") else f"{path}/"), ""
    above, _, file = path.rpartition("/")
    if file.endswith(LISTS_OF_FILES):
        yield f"{above}/", file


def _may_be_told() -> Q:
    """Leave out stories that are not live; one that was withdrawn says so itself at its own address."""
    live, withdrawn = Story.objects.live(), Story.objects.withdrawn().filter(first_published_at__isnull=False)
    return Q(story__isnull=True) | Q(story__in=live) | Q(story__in=withdrawn)
