"""What people see of a form: labels, help, errors in words, and nothing typed is ever lost."""

from html.parser import HTMLParser

from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from tests.ui.sample_forms import Guarded, Sample

FORM = '{% include "components/form.html" with form=form submit="Sign up for Tuesday" only %}'
TYPED = {
    "name": "Yusuf Demir",
    "email": "yusuf",
    "phone": "0234",
    "channel": "phone",
    "times": ["1-evening"],
    "since": "2026-11-24",
}


class Page(HTMLParser):
    """Collects the start tags of a piece of HTML with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """Every tag of this name with these attributes."""
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]


def drawn(form: Sample | Guarded) -> str:
    """The form as a page shows it, in English."""
    with override("en"):
        return Template(FORM).render(Context({"form": form}))


def test_every_field_has_a_label_that_belongs_to_it() -> None:
    page = Page(drawn(Sample()))

    named = {attrs["for"] for attrs in page.all("label")}
    inputs = {
        attrs["id"] for tag, attrs in page.tags if tag in {"input", "select", "textarea"} and attrs["type"] != "hidden"
    }
    assert inputs == named
    assert len(inputs) == 7 * 2 + 7


def test_help_stands_under_the_label_and_is_tied_to_the_field() -> None:
    html = drawn(Sample())

    email = Page(html).all("input", id="id_email")[0]
    assert email["aria-describedby"] == "id_email_helptext"
    assert html.index('for="id_email"') < html.index('id="id_email_helptext"') < html.index('id="id_email"')


def test_only_what_may_be_left_out_says_so() -> None:
    html = drawn(Sample())

    assert html.count("(optional)") == 3
    assert "required" not in {name for _tag, attrs in Page(html).tags for name in attrs}


def test_errors_stand_at_the_field_and_in_a_focused_summary_with_links() -> None:
    html = drawn(Sample(TYPED))
    page = Page(html)

    summary = page.all("div", role="alert")[0]
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    assert [attrs["href"] for attrs in page.all("a")] == ["#id_email", "#id_agreed"]
    assert "E-mail: Enter a valid email address." in html
    assert page.all("input", id="id_email")[0]["aria-describedby"] == "id_email_helptext id_email_error"
    assert page.all("input", id="id_email")[0]["aria-invalid"] == "true"
    assert page.all("div", id="id_email_error") != []


def test_the_summary_leads_to_the_first_of_several_choices() -> None:
    page = Page(drawn(Sample({})))

    links = [attrs["href"] for attrs in page.all("a")]
    assert links == ["#id_name", "#id_email", "#id_channel_0", "#id_agreed"]
    ids = {attrs.get("id") for _tag, attrs in page.tags}
    assert {link.removeprefix("#") for link in links if link} <= ids


def test_a_label_that_asks_gets_no_colon() -> None:
    assert "How may we reach you? This field is required." in drawn(Sample({}))


def test_nothing_typed_is_lost() -> None:
    page = Page(drawn(Sample(TYPED)))

    kept = {
        attrs["name"]: attrs["value"]
        for attrs in page.all("input")
        if "value" in attrs and attrs["type"] in {"text", "email", "date"}
    }
    assert kept == {"name": "Yusuf Demir", "email": "yusuf", "phone": "0234", "since": "2026-11-24"}
    ticked = [attrs["value"] for attrs in page.all("input") if "checked" in attrs]
    assert ticked == ["phone", "1-evening"]


def test_what_was_typed_is_shown_as_text() -> None:
    html = drawn(Sample({"name": '"><script>alert(1)</script>'}))

    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_the_week_is_a_table_of_named_tick_boxes() -> None:
    html = str(Sample()["times"])

    assert html.count('type="checkbox"') == 14
    assert 'value="6-evening" id="id_times_6_evening"' in html


def test_the_week_reads_back_what_it_shows() -> None:
    form = Sample({**TYPED, "email": "y@post.example", "times": ["0-morning", "6-evening"], "agreed": "on"})

    assert form.is_valid()
    assert form.cleaned_data["times"] == ["0-morning", "6-evening"]


def test_the_week_refuses_cells_that_do_not_exist() -> None:
    form = Sample({**TYPED, "times": ["7-morning"]})

    assert list(form.errors) == ["email", "times", "agreed"]


def test_a_public_form_hides_its_trap_from_people_and_readers_of_the_screen() -> None:
    html = drawn(Guarded(request=RequestFactory().get("/")))

    trap = Page(html).all("div", **{"class": "trap"})[0]
    assert trap["aria-hidden"] == "true"
    assert Page(html).all("input", name="website")[0]["tabindex"] == "-1"
    assert Page(html).all("input", name="stamp")[0]["type"] == "hidden"


def test_there_is_one_primary_button_and_it_says_what_it_does() -> None:
    page = Page(drawn(Sample()))

    assert [attrs["class"] for attrs in page.all("button")] == ["button"]
    assert "Sign up for Tuesday" in drawn(Sample())


def test_the_token_against_forgery_is_inside_although_only_is_used() -> None:
    request = RequestFactory().get("/")
    html = Template(FORM).render(_with_request(request, Sample()))

    assert Page(html).all("input", name="csrfmiddlewaretoken") != []


def _with_request(request: object, form: Sample) -> Context:
    from django.template import RequestContext

    return RequestContext(request, {"form": form})  # type: ignore[arg-type]
