"""Wagtail's command, which would stop at the first translation that may not go live, and with it all others."""

from typing import Any

from django.utils import timezone
from django.utils.translation import override
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled
from wagtail.models import Revision

from cms.translation.enums import Obstacle
from cms.translation.gate import obstacle_to_publish


class Command(PublishScheduled):
    """Take refused translations off the schedule and say why; then publish and expire as Wagtail does."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs in the language of the developer: it speaks to the log."""
        with override("en"):
            for revision, obstacle in refused(dryrun=options["dryrun"]):
                self.stderr.write(f"Not published: {revision.object_str} (revision {revision.pk}). {obstacle}")
        super().handle(*args, **options)


def refused(*, dryrun: bool) -> list[tuple[Revision, Obstacle]]:
    """The due revisions of translations with an obstacle, taken off the schedule unless it is a dry run."""
    found = []
    for revision in Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at"):
        row = revision.content_object
        if not hasattr(row, "translation_key"):
            continue
        if obstacle := obstacle_to_publish(row, revision):
            found.append((revision, obstacle))
    if not dryrun:
        Revision.objects.filter(pk__in=[revision.pk for revision, _obstacle in found]).update(approved_go_live_at=None)
    return found
