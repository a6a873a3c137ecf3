"""Enquiries: somebody asks, in their language; one person answers."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from home.enums import EnquiryState, EnquiryTopic

if TYPE_CHECKING:
    from cms.users.models import User


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Enquiries, seen by those who work on them."""

    def visible_to(self, user: "User") -> Self:
        """Those assigned to this person; who may dispatch enquiries also sees those nobody has."""
        confirmed = self.exclude(state=EnquiryState.UNCONFIRMED)
        if user.is_superuser:
            return confirmed
        mine = Q(assigned_to=user)
        if user.has_perm("home.dispatch_enquiry"):
            mine |= Q(assigned_to=None)
        return confirmed.filter(mine)


class Enquiry(models.Model):
    """One question or wish (*Anfrage*). Only a name and one way to answer are required."""

    key = models.UUIDField(
        "key", unique=True, editable=False, help_text="Made with the form: sending twice gives one row."
    )
    page_key = models.UUIDField("page", null=True, blank=True, editable=False)
    topic = models.CharField(
        pgettext_lazy("staff", "topic"), max_length=20, choices=EnquiryTopic.choices, default=EnquiryTopic.GENERAL
    )
    name = models.CharField(pgettext_lazy("staff", "name"), max_length=120)
    email = models.EmailField(pgettext_lazy("staff", "e-mail address"), blank=True)
    phone = models.CharField(pgettext_lazy("staff", "phone"), max_length=40, blank=True)
    language = models.CharField(
        pgettext_lazy("staff", "language"), max_length=12, choices=settings.LANGUAGES, default="de"
    )
    interpreter_wanted = models.BooleanField(pgettext_lazy("staff", "interpreter wanted"), default=False)
    wishes = models.CharField(pgettext_lazy("staff", "wishes for a time"), max_length=240, blank=True)
    message = models.TextField(pgettext_lazy("staff", "message"), max_length=2000)
    state = models.CharField(
        pgettext_lazy("staff", "state"),
        max_length=20,
        choices=EnquiryState.choices,
        default=EnquiryState.UNCONFIRMED,
        editable=False,
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name=pgettext_lazy("staff", "assigned to"),
    )
    created_at = models.DateTimeField(pgettext_lazy("staff", "sent"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(pgettext_lazy("staff", "changed"), default=timezone.now, editable=False)
    code_digest = models.CharField(max_length=64, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    code_number = models.PositiveSmallIntegerField(default=0, editable=False)
    code_misses = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("staff", "enquiry")
        verbose_name_plural = pgettext_lazy("staff", "enquiries")
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "assigned_to"], name="enquiry_by_state")]
        permissions: ClassVar = [
            ("handle_enquiry", "Can answer enquiries assigned to them"),
            ("dispatch_enquiry", "Can see and assign enquiries nobody has"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(email="", phone=""), name="enquiry_can_be_answered"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {timezone.localtime(self.created_at):%d.%m.%Y}"
