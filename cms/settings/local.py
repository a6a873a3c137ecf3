"""The demo on one's own machine: one process, SQLite, readable mails, no second factor."""

from cms.settings.base import *  # noqa: F403
from cms.settings.machine import machine_translation

DEBUG = False
SECRET_KEY = SECRET_KEY or "local-demo-key-never-used-in-production-0123456789abcdef"  # noqa: F405
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]  # noqa: F405
INSTALLED_APPS.insert(INSTALLED_APPS.index("home") + 1, "cms.demo")  # noqa: F405
STAFF_SECOND_FACTOR = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEMO = True
# So that one can see what a machine run is: the pseudo-translation asks nobody.
MACHINE_TRANSLATION = MACHINE_TRANSLATION or machine_translation(ENV | {"MACHINE_PSEUDO": True})  # noqa: F405
LOGGING["handlers"]["console"]["formatter"] = "plain"  # noqa: F405
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}  # noqa: F405
