"""The coordinator's desk in the admin: addresses, menu, and what stands on the first page."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import npgettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.ui import admin_menu, dashboard
from volunteering.domain import care
from volunteering.domain.access import Action, may


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Addresses below /admin/ehrenamt/."""
    return [path("ehrenamt/", include("volunteering.desk_urls"))]


class DeskItem(MenuItem):
    """An entry for those whose role includes the action."""

    def __init__(self, label: str | Promise, url_name: str, action: Action, *, icon_name: str, order: int) -> None:
        self.action = action
        name = url_name.replace(":", "-")
        super().__init__(label, reverse(url_name), name=name, icon_name=icon_name, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open it."""
        return may(self.action, request.user)


MENU = admin_menu.group("volunteering")
MENU.add(
    lambda: DeskItem(
        pgettext_lazy("staff", "Needs"), "volunteering_admin:needs", Action.EDIT_NEED, icon_name="list-ul", order=10
    )
)
MENU.add(
    lambda: DeskItem(
        pgettext_lazy("staff", "Requests"), "volunteering_admin:requests", Action.DECIDE, icon_name="mail", order=20
    )
)
MENU.add(
    lambda: DeskItem(
        pgettext_lazy("staff", "People"), "volunteering_admin:volunteers", Action.SEE_PEOPLE, icon_name="user", order=30
    )
)


def todos(request: HttpRequest) -> list[dashboard.Todo]:
    """What needs care today: requests, people who wait for us, dates that lack people, queues."""
    if not may(Action.DECIDE, request.user):
        return []
    at = timezone.now()
    asked, late = care.requests_to_decide(at=at).count(), len(care.people_waiting_for_us(at=at))
    thin, queues = care.shifts_at_risk(at=at).count(), care.people_in_queues(at=at).count()
    requests_url, needs_url = reverse("volunteering_admin:requests"), reverse("volunteering_admin:needs")
    return [
        (npgettext("staff", "request to decide", "requests to decide", asked), requests_url, asked),
        (
            npgettext(
                "staff",
                "person has waited for us for more than a week",
                "people have waited for us for more than a week",
                late,
            ),
            reverse("volunteering_admin:volunteers"),
            late,
        ),
        (
            npgettext("staff", "date of the next 7 days lacks people", "dates of the next 7 days lack people", thin),
            needs_url,
            thin,
        ),
        (npgettext("staff", "person is on a waiting list", "people are on waiting lists", queues), needs_url, queues),
    ]


dashboard.register("volunteering", todos)
