"""Due jobs of accounts."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from cms import jobs
from cms.users.models import User

#: An account whose address was never confirmed goes after this time.
UNCONFIRMED = timedelta(days=7)


def delete_expired_sessions(at: datetime) -> str:
    """Deletes sessions that ended by themselves, and what the session list remembered of them."""
    ended, _ = Session.objects.filter(expire_date__lt=at).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    return f"{ended} expired sessions deleted"


def delete_unconfirmed_accounts(at: datetime) -> str:
    """Deletes accounts that nobody ever signed in to and whose address nobody confirmed."""
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    old = User.objects.filter(last_login__isnull=True, date_joined__lt=at - UNCONFIRMED, is_superuser=False)
    forgotten = old.exclude(pk__in=confirmed).filter(password__startswith="!")
    count = forgotten.count()
    forgotten.delete()
    return f"{count} unconfirmed accounts deleted"


def register() -> None:
    """Tells the register of due jobs."""
    jobs.register(jobs.Job("users.expired_sessions", timedelta(days=1), delete_expired_sessions))
    jobs.register(jobs.Job("users.unconfirmed_accounts", timedelta(days=1), delete_unconfirmed_accounts))
