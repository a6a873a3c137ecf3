"""Who takes part in a process: seats of persons and of organisations."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from opening.enums import PartyState, Voice


class PartyQuerySet(models.QuerySet["Party"]):
    def active(self) -> "PartyQuerySet":
        """Seats that are taken: they may act, sign and are told."""
        return self.filter(state=PartyState.ACTIVE)

    def seated(self) -> "PartyQuerySet":
        """Seats that exist or are offered."""
        return self.filter(state__in=[PartyState.INVITED, PartyState.ACTIVE])

    def with_names(self) -> "PartyQuerySet":
        """Loads what a seat is shown with."""
        return self.select_related("contact", "user", "organisation")


class Party(models.Model):
    """One seat: a person in a role, or an organisation that is counted and not named.

    The person is a contact of the network until they have an account; afterwards the account is set, too, and it
    alone gives access.
    """

    process = models.ForeignKey("opening.Process", models.CASCADE, related_name="parties")
    number = models.PositiveSmallIntegerField()
    contact = models.ForeignKey("network.Contact", models.PROTECT, null=True, blank=True, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="process_seats"
    )
    organisation = models.ForeignKey(
        "network.Organisation", models.PROTECT, null=True, blank=True, related_name="process_seats"
    )
    role = models.CharField(max_length=40)
    voice = models.CharField(max_length=20, choices=Voice.choices, default=Voice.MANDATE)
    can_sign = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=PartyState.choices, default=PartyState.INVITED)
    invited_on = models.DateField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    deputy_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputies")
    names_consent_on = models.DateField(null=True, blank=True)
    digest = models.BooleanField(default=True)
    snoozed_until = models.DateField(null=True, blank=True)

    objects = PartyQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "seat")
        verbose_name_plural = pgettext_lazy("staff", "seats")
        ordering: ClassVar = ["process_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="party_number_once"),
            models.UniqueConstraint(
                fields=["process", "role", "contact"],
                condition=Q(state__in=[PartyState.INVITED, PartyState.ACTIVE]),
                name="party_contact_once_a_role",
            ),
            models.UniqueConstraint(
                fields=["process", "role", "user"],
                condition=Q(state__in=[PartyState.INVITED, PartyState.ACTIVE]),
                name="party_user_once_a_role",
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False)
                | Q(user__isnull=False)
                | Q(organisation__isnull=False)
                | Q(state__in=[PartyState.LEFT, PartyState.DECLINED]),
                name="party_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.role}/{self.number}"

    @property
    def is_named(self) -> bool:
        """Whether a person stands behind the seat, not an organisation alone."""
        return self.contact_id is not None or self.user_id is not None

    @property
    def name(self) -> str:
        """The person's name, or the organisation's where nobody is named; empty after erasure."""
        if self.user:
            return self.user.get_full_name()
        if self.contact:
            return self.contact.name
        return self.organisation.name if self.organisation else ""

    @property
    def email(self) -> str:
        """The address mails go to; empty where only letters reach the person."""
        if self.user:
            return self.user.email
        return self.contact.email if self.contact else ""

    @property
    def language(self) -> str:
        """The language of mails and letters to this person."""
        if self.user:
            return self.user.language
        return self.contact.language if self.contact else "de"
