"""How the matrix of permissions fills in the addresses, knocks, and reads the answer."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from cms.demo.people import PEOPLE
from cms.translation.models import EasyCheck, Question
from cms.users.models import User
from home.models import Enquiry, ServicePage
from home.pdf.codes import code_of
from opening.models import Document, Process
from tests.make.exchange import po_of, sent
from tests.project.address_book import Address
from volunteering.models import Shift, SignUp

SIGN_IN = ("/konto/login/", "/konto/password/reset/")
EMAILS = {person.key: person.email for person in PEOPLE}


def client_of(role: str) -> Client:
    """A browser in which the person of the demo is signed in."""
    client = Client(raise_request_exception=False)
    if role != "guest":
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(User.objects.get(email=EMAILS[role]), backend=backend)
    return client


def answer_of(response: HttpResponse) -> str:
    """In one word.

    `open`, `login` (sent to sign in), `closed` (403, 404), `refused` (409, with the reasons), `method` (405) or
    `broken` (5xx).
    """
    response.close()  # files are open until somebody reads or closes them
    status = response.status_code
    if status in {405, 409}:
        return {405: "method", 409: "refused"}[status]
    if status >= 500:
        return "broken"
    if status in {301, 302} and any(way in response["Location"] for way in SIGN_IN):
        return "login"
    # Wagtail sends people without rights back to its dashboard with a message.
    if status == 302 and response["Location"] == "/admin/":
        return "closed"
    return "closed" if status in {403, 404} else "open"


class Filling:
    """Objects of the demo for the arguments of the addresses: one process, one need, one sign-up and so on."""

    def __init__(self) -> None:
        self.process = Process.objects.get(organisation__slug="kita")
        self.document = Document.objects.filter(process=self.process).order_by("pk")[0]
        self.shift = Shift.objects.filter(need__state="published").order_by("pk")[0]
        self.sign_up = SignUp.objects.filter(volunteer__user__email=EMAILS["hannelore"]).order_by("pk")[0]
        self.enquiry = Enquiry.objects.exclude(state="unconfirmed").order_by("pk")[0]
        Enquiry.objects.filter(pk=self.enquiry.pk).update(assigned_to=User.objects.get(email=EMAILS["publisher"]))
        self.page = ServicePage.objects.order_by("pk")[0]
        publisher = User.objects.get(email=EMAILS["publisher"])
        self.upload = sent(publisher, po_of(publisher, self.page))
        self.question = Question.objects.order_by("pk")[0]
        self.easy_check = EasyCheck.objects.create(
            translation_key=self.page.translation_key, digest="0" * 64, tested_by="Gruppe", tested_on=date(2026, 11, 3)
        )

    def values(self, address: Address) -> dict[str, Any]:
        """What stands for each argument of this address."""
        if address.name.startswith("opening:"):
            first = {"code": self.process.code, "process_code": self.process.code, "number": 1, "version": 1}
            return first | {"phase": "baseline", "key": "invited", "series": self.document.series, "token": "unknown"}
        if address.name.startswith("volunteering:"):
            return {
                "code": self.shift.need.code,
                "number": self.shift.number,
                "pk": self.sign_up.pk,
                "token": "unknown",
            }
        if address.name.startswith("home_enquiry"):
            return {"pk": self.enquiry.pk}
        if address.name.startswith("translation_exchange"):
            return {"pk": self.upload.pk, "number": 0}
        if address.name.startswith(("translation:", "translation_start", "translation_table")):
            return {"code": "ar", "key": self.page.translation_key, "form": "csv", "pk": self.question.pk}
        known = {"code": "de", "part": 1, "path": "nothing.png", "key": "unknown", "number": 1, "pk": 1}
        if address.name == "home:pdf":
            known["code"] = code_of(self.page)
        if address.name.startswith("easy_checks"):
            known["pk"] = self.easy_check.pk
        if address.name == "home_plain_language":
            known["pk"] = self.page.pk
        if address.name.startswith("home:"):
            known["key"] = "00000000-0000-4000-8000-000000000000"
        return known | {"app_label": "home", "model_name": "notice", "page_id": self.page.pk, "token": "unknown"}

    def path(self, address: Address) -> str | None:
        """The path, or None where the address cannot be named (Wagtail's catch-all patterns)."""
        if address.name == "wagtail_serve":
            return "/de/"
        known = self.values(address)
        names = re.findall(r"<(?:\w+:)?(\w+)>", address.route)
        groups = {"wagtaildocs_serve": ["1", "nothing.pdf"]}.get(address.name, [])
        with override("de"):
            for arguments in ({"kwargs": {n: known.get(n, 1) for n in names}}, {"args": groups}):
                try:
                    return reverse(address.name, **arguments)
                except NoReverseMatch:
                    continue
        return None
