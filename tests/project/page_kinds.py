"""Every kind of page of the house, as one finds it in the demo: the addresses, who reads them, what they do there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, get_page_models

from cms.demo import mailbox
from cms.demo import translation as translation_story
from cms.mail.models import OutboxMessage
from cms.network.models import Organisation
from cms.translation.models import Question
from cms.users.tokens import digest
from home.models import Enquiry, NetworkPage
from home.models.base import ContentPage
from opening.models import Document, Process
from tests.make.opening import make_session
from tests.make.translation import make_page
from tests.project.doors import EMAILS
from volunteering.domain import joining
from volunteering.domain.people import Profile
from volunteering.enums import SignUpState
from volunteering.models import NeedText, Shift, SignUp

type Act = Callable[[Any], None]


@dataclass(frozen=True)
class Kind:
    """One kind of page; `act` is what the reader does there before it is looked at."""

    name: str
    path: str
    role: str = "guest"
    status: int = 200
    act: Act | None = None


def send(**fields: str) -> Act:
    """Fill in the form of the page and send it."""

    def act(page: Any) -> None:
        for name, value in fields.items():
            found = page.locator(f'main [name="{name}"]')
            if found.evaluate("field => field.tagName") == "SELECT":
                found.select_option(value)
            else:
                found.fill(value)
        page.locator("main form[method=post] button[type=submit]:not([form])").first.click()
        page.wait_for_load_state()

    return act


class Kinds:
    """The kinds of pages in one language; makes what the demo does not have."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __iter__(self) -> Iterator[Kind]:
        yield from self.tree()
        yield from self.asking()
        yield from self.searching()
        yield from self.accounts()
        yield from self.helping()
        yield from self.my_engagement()
        yield from self.translating()
        yield from self.links()
        yield from self.process("institution")
        yield from self.process_of_the_agency()
        yield from self.demo()

    def address(self, name: str, *args: object) -> str:
        """The address of a view in this language."""
        with translation.override(self.language):
            return reverse(name, args=args)

    # ------------------------------------------------------------ public pages
    def tree(self) -> Iterator[Kind]:
        """One page of each type, an organisation, a page that exists in German only, and none at all."""
        found: dict[type, Page] = {}
        for page in Page.objects.filter(live=True, locale__language_code=self.language).specific().order_by("path"):
            found.setdefault(type(page), page)
        wanted = {model for model in get_page_models() if issubclass(model, ContentPage)}
        assert wanted <= set(found), f"The demo lacks {wanted - set(found)}."
        for model in sorted(wanted, key=lambda one: one.__name__):
            yield Kind(model.__name__, found[model].url)
        partner = Organisation.objects.filter(listed=True).exclude(kind="own").order_by("pk")[0]
        yield Kind("organisation", f"{found[NetworkPage].url}{partner.slug}/")
        yield Kind("German words", f"/{self.language}/{make_page(title='Nur auf Deutsch').slug}/")
        yield Kind("404", f"/{self.language}/gibt-es-nicht/", status=404)

    def asking(self) -> Iterator[Kind]:
        """The enquiry from the form to the end."""
        form = self.address("home:enquiry")
        yield Kind("enquiry", f"{form}?thema=health")
        yield Kind("enquiry with errors", form, act=send(email="broken@", name="Zahra"))
        yield Kind("code of an enquiry", form, act=send(email="z@post.example", name="Zahra", message="Ein Kurs?"))
        kept = Enquiry.objects.exclude(state="unconfirmed").order_by("pk")[0]
        yield Kind("enquiry has arrived", self.address("home:enquiry_code", kept.key))

    def searching(self) -> Iterator[Kind]:
        """The search before, with and without answers, and what is missing."""
        search = self.address("home:search")
        yield Kind("search", search)
        yield Kind("search with answers", f"{search}?q=Jobcenter")
        yield Kind("search without answers", f"{search}?q=xyzxyz")
        yield Kind("what is missing", f"{self.address('home:search_missing')}?q=xyzxyz")

    def accounts(self) -> Iterator[Kind]:
        """Signing in, and everything about the own account."""
        for name in ("account_login", "account_signup", "account_request_login_code", "account_reset_password"):
            yield Kind(name, self.address(name))
        yield Kind("login with errors", self.address("account_login"), act=send(login="x@post.example", password="x"))
        code = self.address("account_request_login_code")
        yield Kind("code page", code, act=send(email=EMAILS["hannelore"]))
        for name in ("users:account", "account_email", "mfa_index", "usersessions_list", "account_logout"):
            yield Kind(name, self.address(name), "amina")

    # ------------------------------------------------------------ volunteering
    @property
    def shift(self) -> Shift:
        """A date with free places."""
        need = NeedText.objects.get(locale__language_code="de", title="Gastgeben im Sprachcafé").need
        return Shift.objects.ahead(timezone.now()).filter(need=need).order_by("starts_at")[2]

    def helping(self) -> Iterator[Kind]:
        """Finding a task and signing up, with what may be said on the way."""
        shift = self.shift
        code, number = shift.need.code, shift.number
        needs, form = self.address("volunteering:need_list"), self.address("volunteering:shift_sign_up", code, number)
        yield Kind("needs", needs)
        yield Kind("no need like that", f"{needs}?sprache=uk&stadtteil=hordel&tag=6")
        yield Kind("need", self.address("volunteering:need", code))
        yield Kind("sign-up", form)
        yield Kind("sign-up with errors", form, act=send(email="broken@"))
        yield Kind("sign-up was sent", self.address("volunteering:shift_sent", code, number))
        yield Kind("sign-up of a volunteer", form, "hannelore")
        full = Shift.objects.ahead(timezone.now()).filter(waiting__gt=0, need__open_to_new=True).order_by("pk")[0]
        yield Kind("waiting list", self.address("volunteering:shift_sign_up", full.need.code, full.number))
        over = Shift.objects.filter(need=shift.need, starts_at__lt=timezone.now()).order_by("pk")[0]
        yield Kind("date that is over", self.address("volunteering:shift_sign_up", code, over.number))

    def my_engagement(self) -> Iterator[Kind]:
        """The portal of volunteers."""
        yield Kind("mine", self.address("volunteering:mine"), "amina")
        yield Kind("mine with an offer", self.address("volunteering:mine"), "oksana")
        profile = self.address("volunteering:mine_profile")
        yield Kind("profile", profile, "amina")
        yield Kind("profile with errors", profile, "amina", act=send(language_4="tr"))
        for state in (SignUpState.CONFIRMED, SignUpState.WAITLISTED, SignUpState.REQUESTED):
            own = SignUp.objects.filter(volunteer__user__email=EMAILS["amina"], state=state).order_by("pk")[0]
            yield Kind(f"sign-up that is {state}", self.address("volunteering:sign_up", own.pk), "amina")
            yield Kind(f"cancel what is {state}", self.address("volunteering:sign_up_cancel", own.pk), "amina")

    # ------------------------------------------------------------ the translator's desk
    def translating(self) -> Iterator[Kind]:
        """What there is to do, one text, its check, its questions; in Arabic, whatever the reader's language is."""
        yield Kind("desk", self.address("translation:desk"), "translator")
        yield Kind("desk of the second person", self.address("translation:desk"), "reviewer")
        yield Kind("desk without a role", self.address("translation:desk"), "hannelore")
        yield Kind("desk of staff", self.address("translation:desk"), "publisher")
        changed, sent = self.piece(translation_story.STALE), self.piece(translation_story.IN_REVIEW)
        piece = self.address("translation:piece", "ar", changed)
        yield Kind("piece", piece, "translator")
        yield Kind("piece with all sentences", f"{piece}?ansicht=alle", "translator")
        yield Kind("piece with a fault", piece, "translator", act=write_in_a_sentence("{9}"))
        yield Kind("piece with an open help", f"{piece}?ansicht=alle", "translator", act=press("details summary"))
        yield Kind("piece that cannot be sent", piece, "translator", act=press("button[formaction]"))
        yield Kind("piece in review", self.address("translation:piece", "ar", sent), "translator")
        yield Kind("finished piece", self.address("translation:piece", "ar", self.piece("deutschkurse")), "translator")
        yield Kind("review", self.address("translation:review", "ar", sent), "reviewer")
        yield Kind(
            "review without a reason",
            self.address("translation:review", "ar", sent),
            "reviewer",
            act=press("button[value=send_back]"),
        )
        yield Kind("nothing to review", self.address("translation:review", "ar", changed), "reviewer")
        question = Question.objects.order_by("pk")[0]
        yield Kind("question", self.address("translation:question", question.pk), "reviewer")
        if self.language == "ar":
            yield Kind("preview", self.address("translation:preview", "ar", changed), "translator")

    def piece(self, slug: str) -> object:
        """The key of a German page."""
        return Page.objects.get(slug=slug, locale__language_code="de").translation_key

    # ------------------------------------------------------------ links in mails
    def links(self) -> Iterator[Kind]:
        """Landing pages of links, while they hold and afterwards."""
        pending = joining.ask_to_join(
            self.shift,
            name="Mariam Haddad",
            email="mariam.haddad@post.example",
            language="de",
            size=1,
            profile=Profile(),
            at=timezone.now(),
        )
        assert pending.message is not None
        yield Kind("confirm a sign-up", self.in_mail(pending.message))
        offers = OutboxMessage.objects.filter(kind="volunteering.offer", to=EMAILS["oksana"])
        open_offer = SignUp.objects.get(volunteer__user__email=EMAILS["oksana"], state=SignUpState.OFFERED)
        links = {digest(link.split("/")[-2]): link for link in map(self.in_mail, offers)}
        yield Kind("answer an offer", links[open_offer.answer_digest])
        yield Kind("answer that is over", self.address("volunteering:answer", "unknown"), status=410)
        invitation = OutboxMessage.objects.filter(kind="opening.invitation")
        yield Kind("invitation", self.in_mail(invitation.get(to="n.hoffmann@klinik-ruhrbogen.example")))
        yield Kind("invitation was accepted", self.in_mail(invitation.get(to=EMAILS["sponsor"])))
        yield Kind("unknown invitation", self.address("opening:link", "unknown"), status=404)

    def in_mail(self, message: OutboxMessage) -> str:
        """The path of the link in a mail, in this language."""
        found = re.search(r"https?://[^/\s]+/[a-z-]+(/(?:mitmachen/antwort|l)/\S+)", message.text)
        assert found, message.text
        return f"/{self.language}{found[1]}"

    # ------------------------------------------------------------ processes
    def process(self, role: str) -> Iterator[Kind]:
        """What an institution sees."""
        process = Process.objects.get(organisation__slug="kita")
        document = Document.objects.filter(process=process, deliverable="agreement")[0]
        paper = (process.code, document.series, document.version)
        yield Kind("processes", self.address("opening:process_list"), role)
        yield Kind("no process yet", self.address("opening:process_list"), "hannelore")
        for name in ("process_detail", "process_print", "stage_list", "session_list", "document_list", "party_list"):
            yield Kind(name, self.address(f"opening:{name}", process.code), role)
        for phase in ("mandate", "baseline", "goals"):
            yield Kind(f"phase {phase}", self.address("opening:stage_detail", process.code, phase), role)
        yield Kind("take back", self.address("opening:check_take_back", process.code, "baseline", "invited"), role)
        for number in process.sessions.values_list("number", flat=True).order_by("-number")[:2]:
            yield Kind(f"meeting {number}", self.address("opening:session_detail", process.code, number), role)
        yield Kind("document", self.address("opening:document_detail", *paper), role)
        invite = self.address("opening:party_invite", process.code)
        yield Kind("invite with errors", invite, role, act=send(name="Ada"))

    def process_of_the_agency(self) -> Iterator[Kind]:
        """What the agency sees besides; a page that refuses, and one that asks for a signature."""
        kita = Process.objects.get(organisation__slug="kita")
        clinic = Process.objects.get(organisation__slug="clinic")
        draft = Document.objects.filter(process=kita, state="draft")[0]
        paper = (kita.code, draft.series, draft.version)
        yield Kind("start with errors", self.address("opening:process_start"), "advisor", act=send())
        for name in ("process_detail", "process_state", "session_plan", "document_write", "party_list"):
            yield Kind(f"agency: {name}", self.address(f"opening:{name}", clinic.code), "advisor")
        yield Kind("agency: phase", self.address("opening:stage_detail", clinic.code, "mandate"), "advisor")
        for name in ("document_detail", "document_edit"):
            yield Kind(f"agency: {name}", self.address(f"opening:{name}", *paper), "advisor")
        held, planned = make_session(kita, state="held", at=timezone.now()), kita.sessions.get(state="planned")
        yield Kind("minutes", self.address("opening:session_minutes", kita.code, held.number), "advisor")
        yield Kind("cancel a meeting", self.address("opening:session_cancel", kita.code, planned.number), "advisor")
        refused = self.address("opening:stage_detail", kita.code, "baseline")
        yield Kind("refused", refused, "advisor", act=press('form[action$="/vorlegen/"] button'))
        open_paper = Document.objects.filter(process=clinic, deliverable="agreement")[0]
        changes = self.address("opening:document_changes", clinic.code, open_paper.series, open_paper.version)
        yield Kind("request changes", changes, "clinic_sponsor", act=send())

    # ------------------------------------------------------------ the demo itself
    def demo(self) -> Iterator[Kind]:
        """Pages that exist in the demo only; their language is that of the reader's browser."""
        yield Kind("demo", "/demo/")
        yield Kind("empty mailbox", "/demo/mail/?to=nobody")
        yield Kind("mails of the demo", "/demo/mail/")
        yield Kind("mail of the demo", f"/demo/mail/{mailbox.mails()[0].key}/")
        yield Kind("styleguide", f"/demo/styleguide/?sprache={self.language}&fehler=1")


def write_in_a_sentence(text: str) -> Act:
    """Type into the first sentence and save it."""

    def act(page: Any) -> None:
        page.locator("main textarea[name^=text-]").first.fill(text)
        page.locator('main button[value^="save:"]').first.click()
        page.locator("main [aria-invalid=true]").wait_for()

    return act


def press(selector: str) -> Act:
    """Press a button."""

    def act(page: Any) -> None:
        page.locator(f"main {selector}").first.click()
        page.wait_for_load_state()

    return act
