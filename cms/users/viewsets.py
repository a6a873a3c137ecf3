from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from cms.users.models import User


class UserCreateForm(UserCreationForm):
    first_name = last_name = None
    name = forms.CharField(label=_("Name"), max_length=120)

    class Meta(UserCreationForm.Meta):
        model = User
        fields = {"email", "name", "language", "is_superuser", "groups"}


class UserChangeForm(UserEditForm):
    first_name = last_name = None
    name = forms.CharField(label=_("Name"), max_length=120)

    class Meta(UserEditForm.Meta):
        model = User
        fields = {"email", "name", "language", "is_active", "is_superuser", "groups"}


class UserViewSet(WagtailUserViewSet):
    """People with an account, with the fields our user has."""

    template_prefix = "users/wagtail/"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # type: ignore[type-arg]
        return UserChangeForm if for_update else UserCreateForm
