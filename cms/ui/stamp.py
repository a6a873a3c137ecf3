"""The signed moment in every public form: when it was opened, and whether that may be."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext

LASTS = timedelta(hours=12)
_signer = Signer(salt="cms.ui.stamp")


def new_stamp(at: datetime) -> str:
    """A signed `at`, to be sent back with the form."""
    return _signer.sign(str(int(at.timestamp())))


def age(stamp: str, at: datetime) -> timedelta | None:
    """How long ago the form was opened; None when we did not sign this."""
    try:
        opened = int(_signer.unsign(stamp))
    except (BadSignature, ValueError):
        return None
    return timedelta(seconds=int(at.timestamp()) - opened)


def problem(stamp: str, at: datetime) -> str:
    """The sentence that tells why the form must be sent again, or an empty string."""
    open_for = age(stamp, at)
    if open_for is None:
        return gettext("The form arrived incomplete. Please check what you wrote and send it again.")
    if open_for > LASTS:
        return gettext("The form was open for a very long time. Please check what you wrote and send it again.")
    if open_for < timedelta(seconds=settings.PUBLIC_FORM_MIN_SECONDS):
        return gettext("That was very quick. Please check what you wrote and send it again.")
    return ""


def renewed(stamp: str, at: datetime) -> str:
    """The stamp for sending the same form again: the old one while it holds, otherwise one that is good at once."""
    open_for = age(stamp, at)
    if open_for is not None and open_for <= LASTS:
        return stamp
    return new_stamp(at - timedelta(seconds=settings.PUBLIC_FORM_MIN_SECONDS))
