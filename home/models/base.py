"""What every page of the house has: an owner, a lead, a topic, and facts that exist once."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField

from cms.network.enums import TopicKey
from cms.network.models import District, Organisation, Topic
from cms.translation.models import TranslatedPage
from cms.translation.roots import roots
from home.blocks import BODY
from home.domain.publishing import PublicationRefused, obstacles_to_publish
from home.enums import Drawing
from home.forms.pages import HousePageForm
from home.panels import PlainLanguagePanel


def fact(name: str) -> SynchronizedField:
    """A field that exists once, on the source row, and is never offered for translation."""
    return SynchronizedField(name, overridable=False)


def body_field() -> StreamField:
    """The free part of a page, the same blocks everywhere."""
    return StreamField(BODY, blank=True, verbose_name=_("Text"))


class OwnedContent(models.Model):
    """Somebody answers for this page and looks at it again in time."""

    default_review_months: ClassVar[int | None] = 12

    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "responsible"),
    )
    partner = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "partner organisation"),
    )
    review_every = models.PositiveSmallIntegerField(
        pgettext_lazy("staff", "look at it again every … months"), null=True, blank=True
    )
    review_by = models.DateField(pgettext_lazy("staff", "next look on"), null=True, blank=True)
    confirmed_on = models.DateField(pgettext_lazy("staff", "last confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "confirmed by"),
    )

    class Meta:
        abstract = True


class ContentPageQuerySet(PageQuerySet):
    """Pages with their facts."""

    def sources(self) -> "ContentPageQuerySet":
        """Source rows only, those that carry the facts."""
        found: ContentPageQuerySet = self.filter(locale_id=roots().source.locale_id)
        return found

    def in_language(self, language: str) -> "ContentPageQuerySet":
        """Live text rows of one language."""
        known = roots().languages.get(language)
        found: ContentPageQuerySet = self.filter(locale_id=known.locale_id, live=True) if known else self.none()
        return found


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


class ContentPage(TranslatedPage, OwnedContent, Page):
    """Words are translated; facts are read from the source row alone, through `facts`."""

    lead = models.TextField(
        _("Lead"), max_length=400, blank=True, help_text=_("One or two plain sentences: what is this, for whom?")
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "picture"),
    )
    image_alt = models.CharField(
        _("What the picture shows"),
        max_length=240,
        blank=True,
        help_text=_("Read aloud to people who cannot see it."),
    )
    image_decorates = models.BooleanField(pgettext_lazy("staff", "the picture only decorates"), default=False)
    drawing = models.CharField(
        pgettext_lazy("staff", "drawing of the house"),
        max_length=20,
        choices=Drawing.choices,
        blank=True,
        help_text=pgettext_lazy("staff", "Shown where there is no picture."),
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=pgettext_lazy("staff", "topics"))
    district = models.ForeignKey(
        District,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "district"),
    )

    objects: ClassVar[Any] = ContentPageManager()

    override_translatable_fields: ClassVar = [fact("image")]
    base_form_class = HousePageForm
    lead_is_required: ClassVar[bool] = True

    class Meta:
        abstract = True

    @property
    def is_source(self) -> bool:
        """Whether this is the German row that carries the facts; a new page is one until it says otherwise."""
        return self.locale_id is None or self.locale_id == roots().source.locale_id

    @property
    def picture(self) -> str:
        """Address of the picture in its opening, else of the drawing; empty without either."""
        facts = self.facts
        if facts.image:
            return str(facts.image.get_rendition("fill-640x800|format-webp").url)
        return static(f"img/{facts.drawing}.svg") if facts.drawing else ""

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the facts and the moment for which the page is true."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(facts=self.facts, at=timezone.now())
        return context

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publishes, or raises PublicationRefused: the last wall behind the form, for schedules and workflows, too."""
        draft = revision.as_object()
        if reasons := obstacles_to_publish(draft, is_source=self.is_source):
            raise PublicationRefused(reasons)
        return super().publish(revision, user=user, **kwargs)


def topic_keys(page: ContentPage) -> list[TopicKey]:
    """The topics of a page, in their fixed order."""
    return [TopicKey(topic.key) for topic in page.facts.topics.all()]


OWNER_PANELS = [
    FieldPanel("responsible"),
    FieldPanel("partner"),
    FieldPanel("review_every"),
    FieldPanel("review_by"),
]


def tabs(
    words: Sequence[Any], facts: Sequence[Any] = (), *, form: type[HousePageForm] = HousePageForm
) -> TabbedInterface:
    """Words and facts in tabs of their own, then owner and address."""
    facts_help = HelpPanel(
        content=pgettext_lazy("staff", "Facts exist once. A change here is at once right in every language."),
    )
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("lead"),
                    *words,
                    PlainLanguagePanel(heading=pgettext_lazy("staff", "Plain language")),
                ],
                heading=pgettext_lazy("staff", "Words"),
            ),
            ObjectList(
                [
                    facts_help,
                    *facts,
                    FieldPanel("topics"),
                    FieldPanel("district"),
                    FieldPanel("image"),
                    FieldPanel("image_decorates"),
                    FieldPanel("drawing"),
                ],
                heading=pgettext_lazy("staff", "Facts"),
            ),
            ObjectList(OWNER_PANELS, heading=pgettext_lazy("staff", "Owner")),
            ObjectList(
                [
                    FieldPanel("slug"),
                    FieldPanel("seo_title"),
                    FieldPanel("search_description"),
                    FieldPanel("image_alt"),
                    FieldPanel("show_in_menus"),
                ],
                heading=pgettext_lazy("staff", "Search and menu"),
            ),
        ],
        base_form_class=form,
    )
