"""What editors schedule happens without anybody running a command."""

import time
from datetime import timedelta

from django.utils import timezone

from cms import jobs
from cms.jobs.running import run_due
from tests.make.translation import make_page


def test_scheduled_page_goes_live_with_the_queue(db: None) -> None:
    page = make_page(live=False)
    page.go_live_at = timezone.now() + timedelta(seconds=0.3)
    page.save_revision().publish()
    page.refresh_from_db()
    before = page.live
    time.sleep(0.4)

    later = timezone.now()
    waiting = jobs.find("home.schedule").waiting(later)
    run_due(later, clock=lambda: later)

    page.refresh_from_db()
    assert (before, waiting, page.live) == (False, True, True)
    assert not jobs.find("home.schedule").waiting(later)
