"""Addresses of the translator's desk, below `uebersetzen/`; the desk itself is not built yet."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
