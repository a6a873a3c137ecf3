"""The one task of the workflow for translations; who may act in it is asked of the roles."""

from django.utils.translation import pgettext_lazy
from wagtail.models import Task


class TranslationReviewTask(Task):
    """A second person reads the composed translation and publishes it or sends it back."""

    class Meta:
        verbose_name = pgettext_lazy("staff", "review of a translation")
        verbose_name_plural = pgettext_lazy("staff", "reviews of translations")
