"""Addresses without a language: the front door, the language switch and the sitemap."""

from django.urls import URLPattern, URLResolver, path, re_path

from cms.translation import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front_door, name="front_door"),
    path("sprache/<slug:code>/", views.switch_language, name="switch_language"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    re_path(
        r"^sitemap-(?P<code>[a-z]{2,3}(?:-[a-z]+)?)(?:-(?P<part>[1-9]\d{0,3}))?\.xml$",
        views.sitemap_file,
        name="sitemap_file",
    ),
]
