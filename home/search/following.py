"""The index follows the rows: after the commit of a change the entries of what was changed are written anew."""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail import signals

from cms.network.models import Contact, Organisation, OrganisationText, Place
from home.models import PersonProfile
from home.models.base import ContentPage
from home.models.search import SearchKind
from home.search.index import refresh

logger = logging.getLogger(__name__)

PAGES = (SearchKind.PAGE, SearchKind.EVENT)
RECORDS: dict[type[Any], SearchKind] = {
    Organisation: SearchKind.ORGANISATION,
    Contact: SearchKind.PERSON,
    Place: SearchKind.PLACE,
}


def follow() -> None:
    """Call in AppConfig.ready()."""
    for signal in (signals.page_published, signals.page_unpublished, post_delete):
        signal.connect(_page_changed, dispatch_uid="home.search.page")
    for signal in (signals.published, signals.unpublished, post_delete):
        signal.connect(_words_changed, dispatch_uid="home.search.words")
    for signal in (post_save, post_delete):
        signal.connect(_record_changed, dispatch_uid="home.search.record")


def later(kinds: Iterable[SearchKind], keys: Iterable[Any]) -> None:
    """Refresh these entries after the commit; a failure is logged and mended by the nightly job."""
    wanted, wanted_keys = list(kinds), list(keys)

    def now() -> None:
        try:
            refresh(wanted, wanted_keys)
        except Exception:
            logger.exception("The search index could not follow %s %s; the nightly job will.", wanted, wanted_keys)

    transaction.on_commit(now)


def _page_changed(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, ContentPage):
        later(PAGES, [instance.translation_key])


def _words_changed(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, OrganisationText):
        later([SearchKind.ORGANISATION], [instance.organisation_id])
    elif isinstance(instance, PersonProfile):
        later([SearchKind.PERSON], [instance.contact_id])


def _record_changed(instance: Any, **_kwargs: Any) -> None:
    if kind := RECORDS.get(type(instance)):
        later([kind], [instance.pk])
