"""Uploaded files, where the house serves them itself (the storage knows no address elsewhere)."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from cms.ui.media import file

urlpatterns: list[URLPattern | URLResolver] = []
if settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", file, name="media"))
