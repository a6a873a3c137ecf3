"""Signatures: each row says who decided what about which content. Rows are only ever added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from opening.enums import Decision, Method

TARGETS = ("process", "stage", "document", "session", "assessment")


def _exactly_one(names: tuple[str, ...]) -> Q:
    """The condition that one of these keys is set and all others are empty."""
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def approvals(self) -> "SignOffQuerySet":
        """Decisions in favour."""
        return self.filter(decision=Decision.APPROVED)


class SignOff(models.Model):
    """One decision of one party on exactly one thing, with the fingerprint of what was on the screen."""

    process = models.ForeignKey("opening.Process", models.PROTECT, null=True, blank=True, related_name="sign_offs")
    stage = models.ForeignKey("opening.Stage", models.PROTECT, null=True, blank=True, related_name="sign_offs")
    document = models.ForeignKey("opening.Document", models.PROTECT, null=True, blank=True, related_name="sign_offs")
    session = models.ForeignKey("opening.Session", models.PROTECT, null=True, blank=True, related_name="sign_offs")
    assessment = models.ForeignKey(
        "opening.Assessment", models.PROTECT, null=True, blank=True, related_name="sign_offs"
    )
    round = models.PositiveSmallIntegerField(default=1)
    party = models.ForeignKey("opening.Party", models.PROTECT, related_name="sign_offs")
    role = models.CharField(max_length=40)
    decision = models.CharField(max_length=20, choices=Decision.choices)
    comment = models.TextField(max_length=2000, blank=True)
    method = models.CharField(max_length=20, choices=Method.choices, default=Method.ACCOUNT)
    content_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = SignOffQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "signature")
        verbose_name_plural = pgettext_lazy("staff", "signatures")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_exactly_one(TARGETS), name="sign_off_of_exactly_one"),
            models.CheckConstraint(
                condition=~Q(decision=Decision.CHANGES_REQUESTED) | ~Q(comment=""), name="sign_off_changes_with_comment"
            ),
            *(
                models.UniqueConstraint(
                    fields=[target, "round", "party", "role", "decision", "content_sha256"],
                    condition=Q(**{f"{target}__isnull": False}),
                    name=f"sign_off_once_a_{target}",
                )
                for target in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.decision}"
