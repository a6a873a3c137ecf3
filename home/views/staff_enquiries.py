"""Enquiries in the admin: what waits for me, what one says, and what became of it."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from cms.translation.roots import roots
from cms.users.models import User
from home.domain.enquiries import assign, change, obstacle_to_change
from home.enums import ENQUIRY_CHANGES, EnquiryState
from home.models import Enquiry

HANDLE = "home.handle_enquiry"
DISPATCH = "home.dispatch_enquiry"
ACTIONS = {
    EnquiryState.IN_PROGRESS: pgettext_lazy("staff", "I take care of it"),
    EnquiryState.ANSWERED: pgettext_lazy("staff", "I have answered"),
    EnquiryState.CLOSED: pgettext_lazy("staff", "Close"),
    EnquiryState.SPAM: pgettext_lazy("staff", "This is spam"),
}


class EnquiryListView(generic.IndexView):
    """Enquiries this person may see, the newest first."""

    model = Enquiry
    permission_policy = ModelPermissionPolicy(Enquiry)
    page_title = pgettext_lazy("staff", "Enquiries")
    header_icon = "mail"
    index_url_name = "home_enquiries"
    index_results_url_name = "home_enquiries_results"
    inspect_url_name = "home_enquiry"
    default_ordering = "-created_at"
    search_fields = ("name", "message")
    list_display = (
        "name",
        "topic",
        "language",
        "state",
        "assigned_to",
        DateColumn("created_at", label=pgettext_lazy("staff", "Sent"), sort_key="created_at"),
    )
    list_filter = ("state", "topic", "language")
    paginate_by = 50

    def get_base_queryset(self) -> Any:
        """Only those that are mine, or nobody's for who dispatches them."""
        return Enquiry.objects.visible_to(self.request.user).select_related("assigned_to")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class AssignForm(forms.Form):
    """Who answers."""

    assigned_to = forms.ModelChoiceField(
        label=pgettext_lazy("staff", "Give it to"), queryset=User.objects.none(), required=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["assigned_to"])  # type: ignore[type-arg]
        field.queryset = User.objects.filter(is_active=True, groups__permissions__codename="handle_enquiry").distinct()


@require_GET
@permission_required(HANDLE)
def enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One enquiry with what can be done now."""
    row = _mine(request, pk)
    user = _user(request)
    actions = [
        (state, label)
        for state, label in ACTIONS.items()
        if state in ENQUIRY_CHANGES[EnquiryState(row.state)] and obstacle_to_change(row, state, user) is None
    ]
    page = Page.objects.filter(translation_key=row.page_key, locale_id=roots().source.locale_id).first()
    return render(
        request,
        "home/staff/enquiry.html",
        {
            "enquiry": row,
            "actions": actions,
            "about": page,
            "assign_form": AssignForm(initial={"assigned_to": row.assigned_to}) if user.has_perm(DISPATCH) else None,
        },
    )


@require_POST
@permission_required(HANDLE)
def change_enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it, answer it, close it."""
    row = _mine(request, pk)
    wanted = request.POST.get("state", "")
    if wanted not in ACTIONS:
        messages.error(request, pgettext("staff", "Please use one of the buttons."))
    elif obstacle := change(row, EnquiryState(wanted), _user(request), at=timezone.now()):
        messages.error(request, obstacle.label)
    else:
        messages.success(request, pgettext("staff", "Saved."))
    return redirect("home_enquiry", pk)


@require_POST
@permission_required(DISPATCH)
def assign_enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to somebody."""
    row = _mine(request, pk)
    form = AssignForm(request.POST)
    if form.is_valid():
        assign(row, form.cleaned_data["assigned_to"])
        messages.success(request, pgettext("staff", "Saved. The person gets a mail."))
        return redirect("home_enquiries")
    messages.error(request, pgettext("staff", "Please choose somebody from the list."))
    return redirect("home_enquiry", pk)


def waiting_for(request: HttpRequest) -> list[tuple[str, str, int]]:
    """For the dashboard: what is new, and what this person has not answered yet."""

    user = _user(request)
    if not user.has_perm(HANDLE):
        return []
    visible = Enquiry.objects.visible_to(user)
    address = reverse("home_enquiries")
    return [
        (
            pgettext("staff", "New enquiries"),
            f"{address}?state={EnquiryState.NEW}",
            visible.filter(state=EnquiryState.NEW).count(),
        ),
        (
            pgettext("staff", "Enquiries you are working on"),
            f"{address}?state={EnquiryState.IN_PROGRESS}",
            visible.filter(state=EnquiryState.IN_PROGRESS).count(),
        ),
    ]


def _mine(request: HttpRequest, pk: int) -> Enquiry:
    """An enquiry this person may see; any other does not exist for them."""
    return get_object_or_404(Enquiry.objects.visible_to(_user(request)), pk=pk)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
