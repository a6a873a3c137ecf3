"""The suite: like the demo, with fast hashes and no files outside the run."""

import os

from cms.settings.base import *  # noqa: F403

SECRET_KEY = "test-key-0123456789-0123456789-0123456789-0123456789"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
INSTALLED_APPS.insert(INSTALLED_APPS.index("home") + 1, "cms.demo")  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS["outgoing"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # nothing is collected
RUN_QUEUE = False
PDF_FOLDER = DATA_DIR / "pdf-of-tests"  # noqa: F405
DEMO = True
WAGTAIL_AUTOSAVE_INTERVAL = 0
PAGE_CACHE_SECONDS = 0  # tests of the cache and journeys switch it on
PAGE_VERSION_SECONDS = 3_600  # there is one process: no look-up that would blur the counts of queries
PUBLIC_FORM_MIN_SECONDS = 0

if CACHE_URL:  # noqa: F405
    # Each test process has a database of Redis to itself: clearing it must not reset the limits of another one.
    _server, _, _number = CACHE_URL.rpartition("/")  # noqa: F405
    _process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{_server}/{int(_number) + _process}"  # noqa: F405
