"""Mistakes in models and settings are said at start, with what mends them."""

from typing import Any, ClassVar

import pytest
from django.db import models
from wagtail import blocks
from wagtail.blocks.field_block import RawHTMLBlock
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtail_localize.models import LocaleSynchronization

from cms.privacy import register
from cms.privacy.register import LegalBasis, PersonalField
from cms.translation import checks, translatable
from cms.translation.language_checks import check_languages
from cms.translation.models import TranslatedPage, TranslatedSnippet
from cms.translation.sources import sentences
from cms.translation.translatable import Translatable
from tests.make.translation import locale, make_page


def ids(*found: Any) -> list[str]:
    return [message.id for check in found for message in check]


@pytest.fixture
def lost_app() -> Any:
    """Models that are never in the registry: their app is not installed."""
    from django.apps import apps

    before = {label: dict(models) for label, models in apps.all_models.items()}
    yield "tests_lost"
    for label in list(apps.all_models):
        apps.all_models[label].clear()
        apps.all_models[label].update(before.get(label, {}))
    apps.clear_cache()


def test_house_has_no_fault() -> None:
    assert checks.check_models(None) == []
    assert checks.check_settings(None) == []
    assert [message for message in check_languages(None) if message.id != "translation.W011"] == []


def test_bare_snippet_is_refused(lost_app: str) -> None:
    class Bare(TranslatableMixin, models.Model):
        word = models.CharField(max_length=20, unique=True)

        class Meta(TranslatableMixin.Meta):
            app_label = lost_app

    found = ids(*(check(Bare) for check in checks.MODEL_CHECKS))

    assert found == ["translation.E001", "translation.E002", "translation.E003"]


def test_secret_words_about_a_person_are_refused(lost_app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Story(TranslatedSnippet):
        note = models.CharField(max_length=20)
        about = models.CharField(max_length=20)
        fact = models.CharField(max_length=20)
        override_translatable_fields: ClassVar = [SynchronizedField("fact", overridable=False)]

        class Meta(TranslatableMixin.Meta):
            app_label = lost_app

    monkeypatch.setattr(register, "_personal", {})
    for name, public in (("note", False), ("about", True), ("fact", False)):
        register.personal(
            f"{lost_app}.Story.{name}", purpose="x", legal_basis=LegalBasis.CONSENT, keep="x", public=public
        )
    monkeypatch.setattr(PersonalField, "model", property(lambda _entry: Story))

    messages = [list(checks._keeps_secrets(Story))]
    monkeypatch.setattr(translatable, "_registered", {Story: Translatable(Story, "x", str, float, machine=False)})
    messages.append(list(checks._keeps_secrets(Story)))

    assert [[(message.id, message.msg) for message in found] for found in messages] == [
        [
            ("translation.E004", "tests_lost.Story.about tells of a person, and machines would read it."),
            ("translation.E004", "tests_lost.Story.note is personal and not public, and translators would read it."),
        ],
        [("translation.E004", "tests_lost.Story.note is personal and not public, and translators would read it.")],
    ]


def test_fact_that_could_be_overridden_is_refused(lost_app: str) -> None:
    class Loose(TranslatedSnippet):
        word = models.CharField(max_length=20)
        rule = models.CharField(max_length=20)
        site = models.URLField()
        kind = models.CharField(max_length=20, choices=[("a", "A")])
        override_translatable_fields: ClassVar = [SynchronizedField("rule"), TranslatableField("word")]

        class Meta(TranslatableMixin.Meta):
            app_label = lost_app
            constraints: ClassVar = [models.UniqueConstraint(fields=["rule"], name="rule_once")]

    messages = [message for check in checks.MODEL_CHECKS for message in check(Loose)]

    assert [message.id for message in messages] == [
        "translation.E001",
        *["translation.E003"],
        *["translation.E005"] * 2,
    ]
    assert [message.msg.split()[0] for message in messages[2:]] == ["tests_lost.Loose.rule", "tests_lost.Loose.site"]


def test_page_without_gate_or_with_its_own_slug_is_refused(lost_app: str) -> None:
    class Plain(Page):
        class Meta:
            app_label = lost_app

    class OwnFields(TranslatedPage, Page):
        translatable_fields: ClassVar = [TranslatableField("title"), TranslatableField("slug")]

        class Meta:
            app_label = lost_app

    found = [ids(*(check(model) for check in checks.MODEL_CHECKS)) for model in (Plain, OwnFields)]

    assert found == [["translation.E001", "translation.E006"], ["translation.E006"]]


def test_block_that_stays_german_is_refused(lost_app: str) -> None:
    class Raw(TranslatedPage, Page):
        body = StreamField([("box", blocks.StructBlock([("items", blocks.ListBlock(RawHTMLBlock()))]))])

        class Meta:
            app_label = lost_app

    messages = [message for check in checks.MODEL_CHECKS for message in check(Raw)]

    assert [message.id for message in messages] == ["translation.E007"]
    assert "tests_lost.Raw.body.box.items.item" in messages[0].msg


def test_overrides_of_a_page_add_up(lost_app: str) -> None:
    class Base(TranslatedPage):
        override_translatable_fields: ClassVar = [SynchronizedField("a", overridable=False)]

        class Meta:
            abstract = True

    class Leaf(Base, Page):
        a = models.CharField(max_length=5)
        b = models.CharField(max_length=5)
        override_translatable_fields: ClassVar = [SynchronizedField("b", overridable=False)]

        class Meta:
            app_label = lost_app

    assert [field.field_name for field in Leaf.override_translatable_fields] == ["slug", "a", "b"]


def test_foreign_settings_are_refused(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WAGTAIL_PAGE_MODEL = "home.BasePage"
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name == "wagtail.locales")

    assert ids(checks.check_settings(None)) == ["translation.E008", "translation.E009"]


def test_aliases_and_synchronised_languages_are_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_page()
    clean = checks.check_rows(["default"])

    page.create_alias(parent=page.get_parent(), update_slug="kopie")
    LocaleSynchronization.objects.bulk_create([LocaleSynchronization(locale=locale("ar"), sync_from=locale("de"))])

    assert clean == []
    assert ids(checks.check_rows(["default"])) == ["translation.E012", "translation.E013"]
    assert checks.check_rows(None) == []
    assert sentences(page)
