"""States of a message in the outbox, with the map of allowed changes."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("staff", "waiting")
    SENT = "sent", pgettext_lazy("staff", "sent")
    FAILED = "failed", pgettext_lazy("staff", "given up")


#: From which state to which; a lease is no state, it lapses by itself.
CHANGES: dict[Status, set[Status]] = {
    Status.WAITING: {Status.WAITING, Status.SENT, Status.FAILED},
    Status.SENT: {Status.WAITING},
    Status.FAILED: {Status.WAITING},
}


class MessageChannel(models.TextChoices):
    MAIL = "mail", pgettext_lazy("staff", "e-mail")


class ResendObstacle(models.TextChoices):
    """Why a message cannot be sent again, each with its sentence."""

    WAITING = "waiting", pgettext_lazy("staff", "This message is still waiting and will be sent by itself.")
    ERASED = (
        "erased",
        pgettext_lazy(
            "staff",
            "This message carried a code or a personal link. It is erased by now; a new one must be asked for.",
        ),
    )
