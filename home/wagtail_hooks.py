"""The pages' part of the admin: snippets, dates, enquiries, and what is to do."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cms.ui import admin_menu, dashboard
from home.views import staff_enquiries, staff_misses
from home.views.staff_plain_language import plain_language
from home.viewsets import OCCURRENCES, NoticeViewSet, PersonProfileViewSet

register_snippet(PersonProfileViewSet)
register_snippet(NoticeViewSet)
dashboard.register("enquiries", staff_enquiries.waiting_for, label=pgettext_lazy("staff", "Enquiries"))


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """The dates of events."""
    return [OCCURRENCES]


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Addresses under /admin/enquiries/, and the remarks on plain language for the editor."""
    listed = staff_enquiries.EnquiryListView
    return [
        path("plain-language/<int:pk>/", plain_language, name="home_plain_language"),
        path("search-misses/", staff_misses.search_misses, name="home_search_misses"),
        path("enquiries/", listed.as_view(), name="home_enquiries"),
        path("enquiries/results/", listed.as_view(results_only=True), name="home_enquiries_results"),
        path("enquiries/<int:pk>/", staff_enquiries.enquiry, name="home_enquiry"),
        path("enquiries/<int:pk>/state/", staff_enquiries.change_enquiry, name="home_enquiry_change"),
        path("enquiries/<int:pk>/assign/", staff_enquiries.assign_enquiry, name="home_enquiry_assign"),
    ]


class EnquiriesMenuItem(MenuItem):
    """Shown to whoever answers enquiries."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person answers enquiries."""
        return bool(request.user.has_perm(staff_enquiries.HANDLE))


class SearchMissesMenuItem(MenuItem):
    """Shown to whoever writes what is missing."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may see the list."""
        return bool(request.user.has_perm(staff_misses.SEE))


def search_misses_menu_item() -> MenuItem:
    """The way to what was looked for and not found."""
    label = pgettext_lazy("staff", "Looked for and not found")
    return SearchMissesMenuItem(
        label, reverse("home_search_misses"), name="search-misses", icon_name="search", order=500
    )


def enquiries_menu_item() -> MenuItem:
    """The way to the enquiries."""
    label = pgettext_lazy("staff", "Enquiries")
    return EnquiriesMenuItem(label, reverse("home_enquiries"), name="enquiries", icon_name="mail", order=50)


admin_menu.group("content").add(enquiries_menu_item)
admin_menu.group("content").add(OCCURRENCES)
admin_menu.group("reports").add(search_misses_menu_item)
