"""WSGI application for web servers: `granian --interface wsgi newsroom.wsgi:application`."""

import os

import django

from newsroom.core.web.request_bodies import Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django.setup(set_prefix=False)
application = Handler()
