"""Addresses of the demo's styleguide; included under demo/ where settings.DEMO is on."""

from django.urls import URLPattern, URLResolver, path

from cms.ui.styleguide import styleguide

app_name = "ui"
urlpatterns: list[URLPattern | URLResolver] = [path("styleguide/", styleguide, name="styleguide")]
