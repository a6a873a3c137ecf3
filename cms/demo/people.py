"""People with a login: the agency's staff and one person for each other role."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from cms.demo.story import HOUSE, LOGINS, PASSWORD, Story
from cms.users import roles
from cms.users.models import User


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    email: str
    group: str = ""
    language: str = "de"


PEOPLE = (
    Person("editor", "Jonas Petersen", f"redaktion@{HOUSE}", roles.EDITOR),
    Person("publisher", "Katharina Blum", f"kommunikation@{HOUSE}", roles.PUBLISHER),
    Person("coordinator", "Britta Nowak", f"ehrenamt@{HOUSE}", roles.COORDINATOR),
    Person("clearance_officer", "Holger Lenz", f"nachweise@{HOUSE}", roles.CLEARANCE_OFFICER),
    Person("advisor", "Farida Rahimi", f"begleitung@{HOUSE}", roles.ADVISOR),
    Person("manager", "Thomas Wieczorek", f"leitung@{HOUSE}", roles.MANAGER),
    Person("hannelore", "Hannelore Brandt", "hannelore.brandt@post.example"),
    Person("yusuf", "Yusuf Demir", "yusuf.demir@post.example", language="tr"),
    Person("oksana", "Oksana Melnyk", "oksana.melnyk@post.example", language="uk"),
    Person("amina", "Amina Osman", "amina.osman@post.example", language="ar"),
    Person("translator", "Samira Nasser", "samira.nasser@post.example", language="ar"),
    Person("reviewer", "Karim Aziz", "karim.aziz@post.example", language="ar"),
    Person("paul", "Paul Schröder", "paul.schroeder@post.example"),
    Person("mehmet", "Mehmet Kaya", "m.kaya@brueckenschlag-bochum.example"),
    Person("sponsor", "Sabine Krüger", "s.krueger@kita-regenbogen.example"),
    Person("institution", "Aylin Yilmaz", "a.yilmaz@kita-regenbogen.example"),
    Person("clinic_sponsor", "Peter Lindner", "p.lindner@klinik-ruhrbogen.example"),
)


def tell(story: Story, at: datetime) -> None:
    """Everybody who can sign in; all share one password, so that a visitor of the demo can try each role."""
    hashed = make_password(PASSWORD)
    for person in PEOPLE:
        user = User(
            email=person.email, name=person.name, language=person.language, is_staff=bool(person.group), password=hashed
        )
        user.save()
        EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
        if person.group:
            user.groups.add(Group.objects.get(name=person.group))
        story.users[person.key] = user
    missing = {login.key for login in LOGINS} - set(story.users)
    if missing:
        raise LookupError(f"The logins {sorted(missing)} have no person in the story.")
