"""Who may do what with pages, dates and enquiries (content.md 6)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.users import roles
from home.enums import EnquiryState
from home.models import Enquiry
from tests.make.pages import make_enquiry, make_event, make_service
from tests.make.people import make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    """The second factor has its own tests."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.mark.parametrize(
    ("group", "service", "event"),
    [
        pytest.param(roles.EDITOR, (True, False), (True, True), id="editor publishes events, not services"),
        pytest.param(roles.PUBLISHER, (True, True), (True, True), id="publisher publishes everything"),
        pytest.param(roles.COURSE_OFFICE, (False, False), (False, False), id="course office writes no pages"),
        pytest.param(roles.COORDINATOR, (False, False), (False, False), id="coordinator writes no pages"),
        pytest.param(roles.ADVISOR, (False, False), (False, False), id="advisor writes no pages"),
    ],
)
def test_who_writes_and_who_publishes(group: str, service: tuple[bool, bool], event: tuple[bool, bool]) -> None:
    user = make_staff(group)

    found = [page.permissions_for_user(user) for page in (make_service(), make_event())]

    assert [(page.can_edit(), page.can_publish()) for page in found] == [service, event]


def test_everybody_sees_their_own_enquiries_and_the_publisher_those_of_nobody() -> None:
    advisor, publisher, editor = (make_staff(group) for group in (roles.ADVISOR, roles.PUBLISHER, roles.EDITOR))
    mine = make_enquiry("Mine", assigned_to=advisor)
    nobodys = make_enquiry("Nobody's")
    make_enquiry("Not confirmed", state=EnquiryState.UNCONFIRMED)

    seen = [list(Enquiry.objects.visible_to(user)) for user in (advisor, publisher, editor)]

    assert seen == [[mine], [nobodys], []]


@pytest.fixture
def enquiries() -> dict[str, Enquiry]:
    return {"nobody": make_enquiry(), "other": make_enquiry(assigned_to=make_staff(roles.MANAGER))}


@pytest.mark.parametrize(
    ("group", "nobody", "other"),
    [
        pytest.param(roles.PUBLISHER, 200, 404, id="publisher"),
        pytest.param(roles.EDITOR, 404, 404, id="editor"),
        pytest.param(roles.ADVISOR, 404, 404, id="advisor"),
        pytest.param(roles.CLEARANCE_OFFICER, 302, 302, id="clearance officer has nothing to do with them"),
    ],
)
def test_an_enquiry_of_somebody_else_does_not_exist(
    client: Client, enquiries: dict[str, Enquiry], group: str, nobody: int, other: int
) -> None:
    client.force_login(make_staff(group))

    found = {
        whose: client.get(reverse("home_enquiry", args=[enquiry.pk])).status_code
        for whose, enquiry in enquiries.items()
    }

    assert found == {"nobody": nobody, "other": other}


def test_guests_and_readers_never_see_an_enquiry(client: Client, enquiries: dict[str, Enquiry]) -> None:
    address = reverse("home_enquiry", args=[enquiries["nobody"].pk])
    guest = client.get(address)
    client.force_login(make_user())

    reader = client.get(address)

    assert [b"Ich habe eine Frage" in response.content for response in (guest, reader)] == [False, False]
    assert guest.status_code == 302


def test_staff_take_answer_and_close_an_enquiry(client: Client) -> None:
    publisher = make_staff(roles.PUBLISHER)
    enquiry = make_enquiry()
    client.force_login(publisher)

    for state in (EnquiryState.IN_PROGRESS, EnquiryState.ANSWERED, EnquiryState.CLOSED):
        client.post(reverse("home_enquiry_change", args=[enquiry.pk]), {"state": state})

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.assigned_to) == (EnquiryState.CLOSED, publisher)


@pytest.mark.parametrize("wanted", ["", "new", "unconfirmed", "nonsense", "closed"])
def test_a_change_that_is_not_possible_changes_nothing(client: Client, wanted: str) -> None:
    enquiry = make_enquiry()
    client.force_login(make_staff(roles.PUBLISHER))

    client.post(reverse("home_enquiry_change", args=[enquiry.pk]), {"state": wanted})

    assert Enquiry.objects.get().state == EnquiryState.NEW


def test_only_who_dispatches_gives_an_enquiry_to_somebody(client: Client) -> None:
    advisor, publisher = make_staff(roles.ADVISOR), make_staff(roles.PUBLISHER)
    enquiry = make_enquiry(assigned_to=advisor)
    own = make_enquiry()
    for user, row in ((advisor, enquiry), (publisher, own)):
        client.force_login(user)
        client.post(reverse("home_enquiry_assign", args=[row.pk]), {"assigned_to": make_staff(roles.EDITOR).pk})

    enquiry.refresh_from_db()
    own.refresh_from_db()
    assert enquiry.assigned_to == advisor
    assert own.assigned_to is not None
