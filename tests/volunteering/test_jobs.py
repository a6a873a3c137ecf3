"""Due jobs: each does what is due, says so, and may run twice."""

from datetime import timedelta

import pytest

from cms.jobs import registered
from tests.make.volunteering import AT, fill, make_shift, make_sign_up, make_volunteer
from volunteering import jobs
from volunteering.domain import joining, places
from volunteering.domain.people import Profile
from volunteering.enums import SignUpState
from volunteering.models import Shift

pytestmark = pytest.mark.django_db


def test_all_jobs_are_on_the_list() -> None:
    assert {job.name for job in registered() if job.name.startswith("volunteering.")} == {
        "volunteering.lapse_offers",
        "volunteering.close_queues",
        "volunteering.sweep_queues",
        "volunteering.finish_shifts",
        "volunteering.forget_unproved",
        "volunteering.recount",
    }


@pytest.mark.parametrize("job", jobs.JOBS, ids=lambda job: job.name)
def test_job_with_nothing_to_do_says_so_twice(job) -> None:
    assert job.run(AT) == job.run(AT)


def test_jobs_do_what_is_due_and_nothing_the_second_time() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    make_sign_up(shift, state=SignUpState.WAITLISTED)
    places.withdraw(holder.pk, at=AT)
    late = make_shift(days=2, places=1)
    fill(late)
    make_sign_up(late, state=SignUpState.WAITLISTED)
    joining.ask_to_join(late, name="Amina", email="amina@post.example", language="de", size=1, profile=Profile(), at=AT)
    after = AT + timedelta(days=3)

    first = [job.run(after) for job in jobs.JOBS]
    second = [job.run(after) for job in jobs.JOBS]

    assert first == [
        "1 offers lapsed.",
        "1 people were told that it did not work out.",
        "0 shifts with a free place and a queue looked at.",
        "1 shifts are done.",
        "1 unproved sign-ups forgotten.",
        "All counters match their sign-ups.",
    ]
    assert [sentence[0] for sentence in second[:5]] == ["0"] * 5


def test_wrong_counter_is_an_alarm() -> None:
    make_sign_up(make_shift(), make_volunteer())
    Shift.objects.update(places_taken=2)

    with pytest.raises(jobs.CountersDiffer, match="places_taken is 2, the sign-ups say 1"):
        jobs.recount(AT)
