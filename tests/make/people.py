"""People with an account."""

from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from cms.users.models import User

_numbers = count(1)


def make_user(email: str = "", *, name: str = "Amina Osman", language: str = "de", **fields: object) -> User:
    """A person with a verified address who may sign in."""
    user = User.objects.create_user(
        email or f"person{next(_numbers)}@post.example", name=name, language=language, **fields
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_staff(*groups: str, email: str = "", name: str = "Britta Nowak") -> User:
    """Somebody of the agency, in the groups named."""
    user = make_user(email, name=name, is_staff=True)
    user.groups.set([Group.objects.get(name=group) for group in groups])
    return user
