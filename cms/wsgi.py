"""Entry point for the WSGI server (granian)."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
django = get_wsgi_application()

from cms.ui.page_cache import in_front  # noqa: E402  # needs the apps

application = in_front(django)

if settings.RUN_QUEUE:
    from cms.jobs.embedded import with_queue

    application = with_queue(application)
