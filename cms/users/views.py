"""The account page, the landing after signing in, and two corners of allauth that need our own hand."""

from datetime import datetime
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp_views
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as webauthn_views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cms.ui import moments
from cms.users.forms import ProfileForm
from cms.users.middleware import has_second_factor
from cms.users.models import User
from cms.users.portals import NextStep, Portal, portals_of
from cms.users.roles import works_in_the_admin


@require_GET
@login_required
@never_cache
def landing(request: HttpRequest) -> HttpResponse:
    """Where a person belongs after signing in: staff to the admin, others to their portal, else to their account."""
    user = cast(User, request.user)
    if works_in_the_admin(user):
        return redirect("wagtailadmin_home")
    portals = portals_of(user)
    return redirect(portals[0].url() if len(portals) == 1 else reverse("users:account"))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """The person's portals with what is next there, their name and language, and the way to everything else."""
    user = cast(User, request.user)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your details are saved."))
            return HttpResponseRedirect(reverse("users:account"))
    at = timezone.now()
    context = {
        "form": form,
        "portals": [
            {
                "label": portal.label,
                "url": portal.url(),
                "items": [_as_item(step, at) for step in portal.steps(user, at)],
            }
            for portal in portals_of(user)
        ],
        "works_in_the_admin": works_in_the_admin(user),
        "has_password": user.has_usable_password(),
        "has_second_factor": has_second_factor(user),
        "email": user.email,
    }
    return render(request, "users/account.html", context)


def _items(portal: Portal, user: User, at: datetime) -> list[dict[str, Any]]:
    return [_as_item(step, at) for step in portal.steps(user, at)]


def _as_item(step: NextStep, at: datetime) -> dict[str, Any]:
    """A next step as the list component shows it."""
    today = timezone.localdate(at)
    if step.due is None:
        return {"sentence": step.sentence, "url": step.url}
    due_day = timezone.localdate(step.due) if isinstance(step.due, datetime) else step.due
    words = _("by %(day)s") % {"day": moments.day(step.due, today=today)}
    return {"sentence": step.sentence, "url": step.url, "due": words, "late": due_day < today}


@require_GET
@login_required
@never_cache
def totp_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the authenticator app being set up; allauth would put it into the page as a data: address."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


class ActivateTOTPView(totp_views.ActivateTOTPView):
    """Setting up an authenticator app; its first code counts as used in this session."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"totp_svg_data_uri": reverse("users:totp_picture")}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.TOTP)
        return response


class AddWebAuthnView(webauthn_views.AddWebAuthnView):
    """Adding a passkey, which has just been touched: it counts as used in this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.WEBAUTHN)
        return response
