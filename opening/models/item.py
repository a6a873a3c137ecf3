"""What somebody has to do or has agreed to: goals, measures, tasks, checklist entries, agreements."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from opening.enums import ItemKind, ItemState, Outcome, Visibility


class ItemQuerySet(models.QuerySet["Item"]):
    def live(self) -> "ItemQuerySet":
        """Everything that was not dropped."""
        return self.exclude(state=ItemState.DROPPED)

    def unsettled(self) -> "ItemQuerySet":
        """Neither done nor verified nor dropped."""
        return self.filter(state__in=[ItemState.OPEN, ItemState.IN_PROGRESS, ItemState.BLOCKED])


class Item(models.Model):
    """One row of the only table that answers: who must act?

    Entries of a checklist have a key and take their words from the pinned definition.
    """

    process = models.ForeignKey("opening.Process", models.CASCADE, related_name="items")
    stage = models.ForeignKey("opening.Stage", models.CASCADE, null=True, blank=True, related_name="items")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=20, choices=ItemKind.choices)
    key = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=4000, blank=True)
    owner = models.ForeignKey(
        "opening.Party",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_items",
    )
    co_owners = models.ManyToManyField("opening.Party", blank=True, related_name="co_owned_items")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ItemState.choices, default=ItemState.OPEN)
    indicators = models.JSONField(default=list, blank=True)
    measure_of_success = models.TextField(max_length=1000, blank=True)
    baseline = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=120, blank=True)
    actual = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome_reason = models.TextField(max_length=1000, blank=True)
    evidence_expected = models.CharField(max_length=300, blank=True)
    evidence = models.ManyToManyField("opening.Document", blank=True, related_name="proves")
    visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.PARTIES)
    block_reason = models.TextField(max_length=600, blank=True)
    drop_reason = models.TextField(max_length=600, blank=True)
    reopen_reason = models.TextField(max_length=600, blank=True)
    created_on = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey("opening.Party", models.SET_NULL, null=True, blank=True, related_name="settled_items")
    verified_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "entry")
        verbose_name_plural = pgettext_lazy("staff", "entries")
        ordering: ClassVar = ["process_id", "stage_id", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stage", "key"], condition=Q(kind=ItemKind.CHECK), name="item_check_once_a_stage"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ItemKind.CHECK) | (Q(stage__isnull=False) & ~Q(key="")), name="item_check_has_a_key"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DROPPED) | ~Q(drop_reason=""), name="item_dropped_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.BLOCKED) | ~Q(block_reason=""), name="item_blocked_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.kind}/{self.pk}"

    @property
    def is_settled(self) -> bool:
        """Done, verified or dropped: nobody has to act."""
        return self.state in {ItemState.DONE, ItemState.VERIFIED, ItemState.DROPPED}

    @property
    def is_done(self) -> bool:
        """Done or verified."""
        return self.state in {ItemState.DONE, ItemState.VERIFIED}

    def has(self, field: str) -> bool:
        """Whether a field that an exit of a phase asks for is filled.

        `goal` and `due` are the words of the templates for the parent and the date.
        """
        if field == "goal":
            return self.parent_id is not None
        if field == "due":
            return self.due_on is not None
        if field == "owner":
            return self.owner_id is not None
        return bool(getattr(self, field))
