"""Pages that list records: people, places, glossary words, the network. The records are not pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.ui.errors import gone
from home.models.base import ContentPage, tabs
from home.views.glossary import glossary_context
from home.views.lists import network_context, organisation_context, people_context, places_context


class PeoplePage(ContentPage):
    """Contacts in my language."""

    template = "home/people_page.html"
    parent_page_types: ClassVar = ["home.HomePage", "home.TextPage"]
    edit_handler = tabs([])

    class Meta:
        verbose_name = pgettext_lazy("staff", "people")
        verbose_name_plural = pgettext_lazy("staff", "people")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the ranked cards and the choices."""
        context = super().get_context(request, *args, **kwargs)
        context.update(people_context(request, context["at"]))
        return context


class PlacesPage(ContentPage):
    """Where we are, when it is open, and how to get in."""

    template = "home/places_page.html"
    parent_page_types: ClassVar = ["home.HomePage", "home.TextPage"]
    edit_handler = tabs([])

    class Meta:
        verbose_name = pgettext_lazy("staff", "places")
        verbose_name_plural = pgettext_lazy("staff", "places")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the places with their hours."""
        context = super().get_context(request, *args, **kwargs)
        context.update(places_context(request, context["at"]))
        return context


class GlossaryPage(ContentPage):
    """Every glossary word with its explanation; the words themselves are snippets."""

    template = "home/glossary_page.html"
    parent_page_types: ClassVar = ["home.HomePage", "home.TextPage"]
    edit_handler = tabs([])

    class Meta:
        verbose_name = pgettext_lazy("staff", "glossary")
        verbose_name_plural = pgettext_lazy("staff", "glossaries")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the words in the order the reader asked for."""
        context = super().get_context(request, *args, **kwargs)
        context.update(glossary_context(request))
        return context


class NetworkPage(RoutablePageMixin, ContentPage):
    """The directory of partners; each organisation has an address below it."""

    how_to_be_listed = models.TextField(_("How to be listed"), max_length=600, blank=True)

    template = "home/network_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    edit_handler = tabs([FieldPanel("how_to_be_listed")])

    class Meta:
        verbose_name = pgettext_lazy("staff", "directory of the network")
        verbose_name_plural = pgettext_lazy("staff", "directories of the network")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the organisations that match the filters."""
        context = super().get_context(request, *args, **kwargs)
        context.update(network_context(request))
        return context

    @path("<slug:slug>/", name="organisation")
    def organisation(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One organisation; 410 with the way to the directory when it is no longer listed, 404 when it never was."""
        context = organisation_context(self, request, slug)
        if context is None:
            return gone(
                request,
                title=_("This organisation is no longer in our directory"),
                sentence=_("Perhaps you find another one that helps you."),
                ways=[(_("To the directory"), self.get_url(request))],
            )
        response: HttpResponse = self.render(request, context_overrides=context, template="home/organisation.html")
        return response
