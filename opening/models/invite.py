"""Links by mail or letter: one purpose, one object, an end, and only the fingerprint of the token."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from opening.enums import InviteChannel, InvitePurpose, InviteState


class Invite(models.Model):
    """One link. A link acts only as its party, for its purpose, on its object."""

    process = models.ForeignKey("opening.Process", models.CASCADE, related_name="invites")
    purpose = models.CharField(max_length=20, choices=InvitePurpose.choices)
    party = models.ForeignKey("opening.Party", models.CASCADE, null=True, blank=True, related_name="invites")
    email = models.EmailField(blank=True)
    channel = models.CharField(max_length=20, choices=InviteChannel.choices, default=InviteChannel.MAIL)
    token_sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=InviteState.choices, default=InviteState.CREATED)
    expires_on = models.DateField()
    uses_left = models.PositiveSmallIntegerField(default=1)
    created_on = models.DateField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="process_invites"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="revoked_process_invites"
    )
    asked_again_on = models.DateField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "invitation")
        verbose_name_plural = pgettext_lazy("staff", "invitations")
        ordering: ClassVar = ["process_id", "-created_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(uses_left__gte=0), name="invite_uses_never_below_zero"),
            models.CheckConstraint(
                condition=~Q(purpose=InvitePurpose.RESPOND) | Q(party__isnull=True, email="", used_on__isnull=True),
                name="invite_to_respond_names_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(purpose=InvitePurpose.JOIN) | Q(party__isnull=False), name="invite_to_join_has_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.purpose}/{self.pk}"
