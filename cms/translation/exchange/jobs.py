"""Files of translators go after 30 days; what was done with them stays."""

from datetime import datetime, timedelta

from cms.jobs.registry import Job, register
from cms.translation.exchange import applying
from cms.translation.models import Exchange, ExchangeState

KEPT = timedelta(days=30)


def forget_files(at: datetime) -> str:
    """Deletes the content of old files; an upload that still waited counts as discarded."""
    old = Exchange.objects.filter(at__lt=at - KEPT, content__isnull=False)
    old.filter(state=ExchangeState.PREVIEWED).update(state=ExchangeState.DISCARDED)
    count = old.update(content=None)
    return f"{count} old exchange files deleted."


def register_all() -> None:
    """Old files go once a day; uploads are taken over in the background, so that nobody waits for a large one."""
    applying.register_kind()
    register(Job("translation.old_exchange_files", every=timedelta(days=1), run=forget_files))
