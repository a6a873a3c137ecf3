"""wagtail-localize's own ways to save, import and stop meet our doors."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import constants, get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.translation.review import submit, take_back
from cms.translation.sentences.refusals import SaveObstacle
from cms.users.roles import COORDINATOR, EDITOR, PUBLISHER
from tests.make.people import make_staff
from tests.make.translation import make_organisation_text, make_page, translated
from tests.make.translators import make_translator

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def page(db: None, settings: Any) -> Any:
    """A page that is live in Arabic."""
    settings.STAFF_SECOND_FACTOR = False
    found = make_page()
    translated(found, "ar")
    return found


def translation_of(page: Any) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key)


def address(page: Any, name: str, *more: int) -> str:
    return reverse(f"wagtail_localize:{name}", args=[translation_of(page).pk, *more])


def sentence_of(page: Any) -> int:
    first: int = StringSegment.objects.filter(source=translation_of(page).source).order_by("order")[0].pk
    return first


def words(page: Any) -> list[str]:
    found = StringTranslation.objects.filter(context__object_id=page.translation_key)
    return list(found.order_by("pk").values_list("data", flat=True))


def test_sentences_are_locked_while_somebody_checks_them(page: Any, client: Client) -> None:
    translator, before = make_translator(), words(page)
    client.force_login(make_staff(EDITOR))
    sentence = address(page, "edit_string_translation", sentence_of(page))

    submit(page, "ar", by=translator, at=timezone.now())
    locked = [client.put(sentence, "value=Neu", content_type=FORM), client.delete(sentence)]
    kept = words(page)
    take_back(page, "ar", by=translator, at=timezone.now())
    open_again = client.put(sentence, "value=Neu", content_type=FORM)

    with override("de"):
        reason = {"detail": SaveObstacle.IN_REVIEW.sentence}
    assert [(answer.status_code, answer.json()) for answer in locked] == [(409, reason), (409, reason)]
    assert kept == before
    assert (open_again.status_code, words(page)[0]) == (200, "Neu")


def test_file_is_not_taken_over_without_a_preview(page: Any, client: Client) -> None:
    before, file = words(page), SimpleUploadedFile("ar.po", str(translation_of(page).export_po()).encode())
    StringTranslation.objects.filter(data=before[0]).update(data="Von Hand.")
    client.force_login(make_staff(PUBLISHER))

    answer = client.post(address(page, "upload_pofile"), {"file": file})

    assert [note.level for note in get_messages(answer.wsgi_request)] == [constants.ERROR]
    assert words(page)[0] == "Von Hand."


def test_only_the_lead_makes_a_text_independent(page: Any, client: Client) -> None:
    client.force_login(make_staff(EDITOR))
    client.post(address(page, "stop_translation"))
    of_editor = translation_of(page).enabled
    client.force_login(make_staff(PUBLISHER))
    client.post(address(page, "stop_translation"))

    assert (of_editor, translation_of(page).enabled) == (True, False)
    assert PageLogEntry.objects.filter(action="translation.make_own").count() == 1


def test_right_to_a_kind_of_text_is_no_right_to_write_its_translation(page: Any, client: Client) -> None:
    text = make_organisation_text()
    translated(text, "ar")
    coordinator, before = make_staff(COORDINATOR), words(text)
    coordinator.user_permissions.add(*Permission.objects.filter(content_type__model="organisationtext"))
    client.force_login(coordinator)

    answer = client.put(address(text, "edit_string_translation", sentence_of(text)), "value=Neu", content_type=FORM)

    with override("de"):
        assert (answer.status_code, answer.json()) == (403, {"detail": SaveObstacle.NO_RIGHT.sentence})
    assert words(text) == before
