"""WSGI application of the site; `manage.py serve` runs it."""

import os

import django

from newsroom import serving
from newsroom.core.web.handler import Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django.setup(set_prefix=False)
application = Handler(
    serving.lanes(),
    most=serving.MOST,
    most_of_colleagues=serving.MOST_OF_COLLEAGUES,
    whole=serving.WHOLE_FILE,
)
