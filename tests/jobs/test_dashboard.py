"""Staff read on their dashboard that a job needs care."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms import jobs
from cms.jobs.running import run_due
from cms.users import roles
from tests.make.people import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_the_dashboard_names_jobs_that_need_care(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(roles.MANAGER))
    name = jobs.registered()[0].name

    before = client.get(reverse("wagtailadmin_home")).content.decode()
    run_due(timezone.now(), clock=timezone.now)
    after = client.get(reverse("wagtailadmin_home")).content.decode()

    assert f"„{name}“" in before
    assert f"„{name}“" not in after
