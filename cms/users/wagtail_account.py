"""Wagtail's account page with our user: one name, no e-mail or password, which have their own page with allauth."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy
from wagtail.admin.views import account

from cms.users.models import User


class NameForm(forms.ModelForm):  # type: ignore[type-arg]  # Wagtail makes it, with its own arguments
    """The name that colleagues see."""

    class Meta:
        model = User
        fields = ("name",)


class NamePanel(account.NameEmailSettingsPanel):
    """Replaces Wagtail's panel, which asks for a first and a last name."""

    title = pgettext_lazy("staff", "Name")
    form_class = NameForm


class AccountView(account.AccountView):
    """The account page inside the Wagtail admin."""

    def get_panels(self) -> list[Any]:
        user = self.request.user
        return [
            NamePanel(self.request, user, panel.profile) if isinstance(panel, account.NameEmailSettingsPanel) else panel
            for panel in super().get_panels()
        ]
