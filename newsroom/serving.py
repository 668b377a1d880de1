"""Numbers of the web server: processes, threads, connections and limits, each with its reason.

The one place for them, for the demo and production alike: `manage.py serve` gives them to the server,
`newsroom.wsgi` to Django. What an installation may change is a setting: `WEB_HOST`, `PORT`, `WEB_WORKERS`.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from newsroom.core.web.handler import Lanes
from newsroom.core.web.lanes import Lane

# Nobody waits longer for a turn, but hears 503: readers leave after some seconds, and a proxy gives up after
# 30 or 60. A colleague has words to lose, and waits up to the proxy's end.
WAIT_SECONDS = 10
COLLEAGUES_WAIT_SECONDS = 50

# What one process does at once. Python computes one page at a time: more than a few only wait for the
# database and for the payment processor meanwhile. A kind that is slow fills its own lane alone.
READERS_AT_ONCE = 4
FORMS_AT_ONCE = 2  # A contribution waits some seconds for the payment processor.
DESK_AT_ONCE = 2
DESK_FORMS_AT_ONCE = 2
UPLOADS_AT_ONCE = 1  # A picture is decoded for seconds, and stories are saved meanwhile.
QUESTIONS_AT_ONCE = 2  # Is this a session, is the database there: a millisecond each.
FILES_AT_ONCE = 4  # Style sheets and pictures: no database, but for the page that says that there is no such.

# With two processes, 500 readers at once nearly all wait for their turn; more hear 503 before any work.
READERS_WAITING = 240
OTHERS_WAITING = 30

# Bodies on their way in. A slow one keeps its thread as long as it likes, since nothing can give up waiting
# for the next byte; so they are few enough to leave threads to others, and enough that 60 slow ones, in two
# processes, leave room for an honest one.
BODIES = 32
COLLEAGUES_BODIES = 16

# Files on their way out that are too large to be handed to the server whole: each keeps a thread, too.
DOWNLOADS = 16
WHOLE_FILE = 512 * 1024

# Bytes of a body. Strangers send forms and events, colleagues also pictures; a form that finds a picture too
# large says so beside the field, so what it may be handed is larger than any.
MOST = 6 * 1024 * 1024
MOST_OF_COLLEAGUES = 64 * 1024 * 1024

# Connections to PostgreSQL of one process: one for each turn that may ask it. Two processes open up to 34 of
# the 100 that PostgreSQL takes on Debian, so that the worker, commands, backups and people find room.
CONNECTIONS = (
    READERS_AT_ONCE
    + FORMS_AT_ONCE
    + DESK_AT_ONCE
    + DESK_FORMS_AT_ONCE
    + UPLOADS_AT_ONCE
    + QUESTIONS_AT_ONCE
    + FILES_AT_ONCE
)
CONNECTIONS_OF_OTHERS = 20
# One is made in milliseconds; where it is not in 3 seconds, the database is away, and readers hear so.
POOL = {"min_size": 1, "max_size": CONNECTIONS, "timeout": 3, "reconnect_timeout": 3}

# Threads of one process: one for everybody who has a turn or waits for one. Who waits in the server's own
# queue instead holds up /healthz, which needs no turn. A waiting thread costs some 50 KB.
WAITING = READERS_WAITING + 6 * OTHERS_WAITING
SPARE_THREADS = 16
THREADS = CONNECTIONS + WAITING + BODIES + COLLEAGUES_BODIES + DOWNLOADS + SPARE_THREADS

# A thread that has nothing to do ends this soon (the least that the server takes; 30 by itself): those of a
# crowd hold a fifth of the memory of the site.
IDLE_THREAD_SECONDS = 5

# A thread that computes a page gives way this soon to one that has little to do, such as /healthz.
SWITCH_SECONDS = 0.001

# Open connections of clients of one process, idle ones included: each is a file. Beyond, the kernel lets them
# wait, up to BACKLOG of them.
CLIENTS = 1024
BACKLOG = 1024
FILES_OPEN = CLIENTS + 512

# The headers of a request must be there this soon; connections that are idle end after it, too.
HEADER_MILLISECONDS = 3000
# A process that is told to end may finish what it is at; one that ended by itself is started again.
END_SECONDS = 5
RESPAWN_SECONDS = 0.5


def lanes() -> Lanes:
    """Return the lanes of one process."""
    files = Lane(FILES_AT_ONCE, OTHERS_WAITING, WAIT_SECONDS)
    questions = Lane(QUESTIONS_AT_ONCE, OTHERS_WAITING, WAIT_SECONDS)
    return Lanes(
        readers=Lane(READERS_AT_ONCE, READERS_WAITING, WAIT_SECONDS),
        forms=Lane(FORMS_AT_ONCE, OTHERS_WAITING, WAIT_SECONDS),
        desk=Lane(DESK_AT_ONCE, OTHERS_WAITING, COLLEAGUES_WAIT_SECONDS),
        desk_forms=Lane(DESK_FORMS_AT_ONCE, OTHERS_WAITING, COLLEAGUES_WAIT_SECONDS),
        questions=questions,
        bodies=Lane(BODIES),
        desk_bodies=Lane(COLLEAGUES_BODIES),
        downloads=Lane(DOWNLOADS),
        by_path={
            "/healthz": None,  # Answers as long as anything does.
            "/readyz": questions,
            settings.STATIC_URL: files,
            settings.MEDIA_URL: files,
        },
        uploads={
            reverse("admin:articles_photo_add"): Lane(
                UPLOADS_AT_ONCE, OTHERS_WAITING, COLLEAGUES_WAIT_SECONDS
            ),
        },
    )
