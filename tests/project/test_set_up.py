"""The set-up of the suite itself."""

import pytest
from wagtail.models import Page

from tests.make.people import make_user


@pytest.mark.django_db
def test_migrations_are_there() -> None:
    assert Page.objects.filter(depth=1).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_transactional_test_starts_from_the_template(turn: int) -> None:
    from cms.users.models import User

    assert Page.objects.filter(depth=1).count() == 1
    assert User.objects.count() == 0

    make_user()

    assert User.objects.count() == 1
