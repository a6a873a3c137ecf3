"""From a proved address to an account, and from an account to a session."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailAddress, Login
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.users.models import User


def account_for(email: str, *, name: str = "", language: str = "de") -> User:
    """The account of a proved address: the one that has it, else a new one without a password.

    Call it only after the person showed that the address is theirs (a link or code sent to it), or when staff
    vouch for it: the address counts as confirmed from now on. A name that is already there stays.
    """
    address = email.strip().lower()
    code = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    try:
        with transaction.atomic():
            return _account(address, name=name[:120], language=code)
    except IntegrityError:
        # Two requests at once for the same address: the other one was first, its account is the answer.
        with transaction.atomic():
            return _account(address, name=name[:120], language=code)


def _account(address: str, *, name: str, language: str) -> User:
    confirmed = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    user: User | None = confirmed.user if confirmed else User.objects.filter(email__iexact=address).first()
    if user is None:
        user = User.objects.create_user(address, name=name, language=language)
    elif name and not user.name:
        user.name = name
        user.save(update_fields=["name"])
    if confirmed is None:
        confirm_address(user, address)
    return user


def confirm_address(user: User, address: str) -> None:
    """`address` becomes the confirmed and only address of this account."""
    EmailAddress.objects.filter(user=user).exclude(email=address).delete()
    EmailAddress.objects.update_or_create(user=user, email=address, defaults={"verified": True, "primary": True})
    if user.email != address:
        user.email = address
        user.save(update_fields=["email"])


def sign_in(request: HttpRequest, user: User, *, next_url: str = "") -> HttpResponse:
    """Signs the person in who came by a link with rights and answers with the way on.

    Only after a POST. People with a second factor are asked for it first; the answer then leads there, so return
    it instead of an own redirect. `next_url` defaults to the landing page.
    """
    login = Login(user=user, email=user.email, redirect_url=next_url or reverse("users:landing"))
    response: HttpResponse = perform_login(request, login)
    return response
