"""Tasks of the worker, every night: what has ended and says something about people, or only grows, goes."""

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

# Hours that tasks stay after they ended: those that failed are looked at.
ENDED, FAILED = 3 * 24, 30 * 24


@app.periodic(cron="37 3 * * *")
@app.task(name="core.remove_sessions")
def remove_sessions(timestamp: int = 0) -> None:
    """Delete sessions that have ended, and counts of log-ins whose time is over."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < now()")


@app.periodic(cron="39 3 * * *")
@app.task(name="core.remove_jobs", pass_context=True)
async def remove_jobs(context: JobContext, timestamp: int = 0) -> None:
    """Delete tasks that ended some days ago."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=ENDED)
    await manager.delete_old_jobs(
        nb_hours=FAILED, include_failed=True, include_cancelled=True, include_aborted=True
    )
