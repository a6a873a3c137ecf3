"""Entry point for the WSGI server (granian)."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()

if settings.RUN_QUEUE:
    from cms.jobs.embedded import with_queue

    application = with_queue(application)
