"""Wagtail's screens for people with an account: e-mail, name and language instead of a user name."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import users as wagtail_users

from cms.mail import outbox
from cms.users.accounts import confirm_address
from cms.users.models import User


class _OurFields:
    """What both forms do: the address in small letters and once, the staff flag from the roles."""

    cleaned_data: dict[str, Any]
    instance: User

    def clean_email(self) -> str:
        """An address belongs to one account, whatever its case."""
        address = str(self.cleaned_data["email"]).strip().lower()
        if User.objects.filter(email__iexact=address).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                pgettext_lazy("staff", "Somebody already has an account with this address. Look for them in the list.")
            )
        return address

    def save(self, commit: bool = True) -> User:
        """Staff vouch for the address: nobody has to confirm it at the first login."""
        with transaction.atomic():
            user: User = super().save(commit=False)  # type: ignore[misc]  # the form behind the mixin
            user.is_staff = bool(
                self.cleaned_data.get("is_superuser", user.is_superuser) or self.cleaned_data["groups"]
            )
            if not user.password:
                user.set_unusable_password()
            user.save()
            self.save_m2m()  # type: ignore[attr-defined]  # the form behind the mixin
            confirm_address(user, user.email)
        return user


class UserCreateForm(_OurFields, UserCreationForm):
    """A new person; they sign in by mailed code and may set a password themselves."""

    first_name = last_name = None
    name = forms.CharField(label=pgettext_lazy("staff", "Name"), max_length=120)

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("email", "name", "language", "is_superuser", "groups")


class UserChangeForm(_OurFields, UserEditForm):
    """Details and roles of a person."""

    first_name = last_name = None
    name = forms.CharField(label=pgettext_lazy("staff", "Name"), max_length=120)

    class Meta(UserEditForm.Meta):
        model = User
        fields = ("email", "name", "language", "is_active", "is_superuser", "groups")


class IndexView(wagtail_users.IndexView):
    """The list, searched by name and address."""

    search_fields = ("email", "name")

    @cached_property
    def columns(self) -> list[Any]:
        columns: list[Any] = super().columns
        for column in columns:
            if column.name == User.USERNAME_FIELD:
                column.label = pgettext_lazy("staff", "E-mail address")
            if column.name == "name":
                column.sort_key = "name"
        return columns

    def order_queryset(self, queryset: Any) -> Any:
        """Wagtail would sort by first and last name."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class CreateView(wagtail_users.CreateView):
    """Making an account tells its owner how to sign in."""

    def save_instance(self) -> User:
        user: User = super().save_instance()
        outbox.enqueue(
            "users.account_made",
            to=user.email,
            name=user.name,
            language=user.language,
            key=f"users.account_made:{user.pk}:1",
            values={"by": self.request.user.get_full_name()},
        )
        return user


class UserViewSet(wagtail_users.UserViewSet):
    """People with an account, with the fields our user has."""

    index_view_class = IndexView
    add_view_class = CreateView
    create_template_name = "users/wagtail/create.html"
    edit_template_name = "users/wagtail/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # type: ignore[type-arg]
        return UserChangeForm if for_update else UserCreateForm
