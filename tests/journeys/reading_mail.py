"""Letters as their readers hold them: the newest one to an address, its link, its code, its words."""

import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.mail.sending import drain


class Post:
    """Everything that is sent from now on; what was waiting before is sent first and set aside."""

    def __init__(self) -> None:
        drain(timezone.now())
        self.read = len(mail.outbox)
        self.before = set(OutboxMessage.objects.values_list("pk", flat=True))

    def fetch(self) -> list[EmailMultiAlternatives]:
        """What came since the last time, oldest first."""
        drain(timezone.now())
        new, self.read = mail.outbox[self.read :], len(mail.outbox)
        return new

    def letter_to(self, address: str) -> EmailMultiAlternatives:
        """The only letter to this address since the last time."""
        found = [letter for letter in self.fetch() if addressee(letter) == address]
        assert len(found) == 1, [letter.subject for letter in found]
        return found[0]

    def kinds(self) -> list[tuple[str, str, str]]:
        """Kind, address and language of everything sent so far, sorted."""
        rows = OutboxMessage.objects.exclude(pk__in=self.before)
        return sorted(rows.values_list("kind", "to", "language"))


def link_in(letter: EmailMultiAlternatives, start: str) -> str:
    """The path of the only link in a letter that begins so, the same in its text and its HTML."""
    in_text = {urlsplit(found).path for found in re.findall(r"https?://\S+", letter.body)}
    in_html = {urlsplit(found).path for found in re.findall(r'href="(https?://[^"]+)"', html_of(letter))}
    found = {path for path in in_text if path.startswith(start)}
    assert len(found) == 1, letter.body
    assert found <= in_html, html_of(letter)
    return found.pop()


def addressee(letter: EmailMultiAlternatives) -> str:
    """The address a letter goes to, without the name."""
    return parseaddr(letter.to[0])[1]


def html_of(letter: EmailMultiAlternatives) -> str:
    """The HTML form of a letter."""
    return str(next(part.content for part in letter.alternatives if part.mimetype == "text/html"))


def digits_in(letter: EmailMultiAlternatives) -> str:
    """The code of a letter: six digits, or eight with a dash."""
    found = re.findall(r"(?<![\d/-])(\d{4}-\d{4}|\d{6})(?![\d-])", letter.body)
    assert len(found) == 1, letter.body
    return str(found[0])
