"""The network in the menu of the admin."""

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.network.viewsets import VIEWSETS, OrganisationTextViewSet
from cms.ui import admin_menu

register_snippet(OrganisationTextViewSet)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Organisations, people of contact, places and districts."""
    return VIEWSETS


for _viewset in VIEWSETS:
    admin_menu.group("network").add(_viewset)
