"""The admin in the name of the house: menu in groups, to-dos first."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.admin.menu import MenuItem

from cms.ui import admin_menu, dashboard


@pytest.fixture
def editor(db: None, client: Client, settings: object) -> Client:
    """Somebody who may do everything."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    client.force_login(get_user_model().objects.create_superuser(email="leitung@offenes-haus.example", password="x"))
    return client


@pytest.fixture
def own_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "_panels", {})


def test_an_unknown_group_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="expected one of content, translation, volunteering, opening, network, reports"):
        admin_menu.group("misc")


def test_a_group_takes_items_functions_and_viewsets() -> None:
    class Viewset:
        def get_menu_item(self) -> MenuItem:
            return MenuItem("From a viewset", "/admin/c/")

    group = admin_menu.Group("test", "Test", "site", 1)

    group.add(MenuItem("An item", "/admin/a/"))
    group.add(lambda: MenuItem("From a function", "/admin/b/"))
    group.add(Viewset())

    assert [item.label for item in admin_menu.GroupMenu(group).registered_menu_items] == [
        "An item",
        "From a function",
        "From a viewset",
    ]


def test_the_working_place_carries_name_and_colours(editor: Client) -> None:
    html = editor.get("/admin/").content.decode()

    assert "css/house-admin.css" in html
    assert "img/brand-deep.svg" in html
    assert " - Offenes Haus</title>" in " ".join(html.split())


@pytest.mark.usefixtures("own_panels")
def test_the_first_page_says_what_is_to_do(editor: Client) -> None:
    dashboard.register(
        "volunteering", lambda request: [("people wait", "/admin/w/", 3), ("nothing here", "/admin/n/", 0)]
    )
    dashboard.register("quiet", lambda request: [])

    html = editor.get("/admin/").content.decode()

    assert '<a href="/admin/w/"><strong>3</strong><span>people wait</span></a>' in html
    assert "nothing here" not in html
    assert html.count("todo-") == 2


@pytest.mark.usefixtures("own_panels")
def test_nothing_to_do_is_said(editor: Client) -> None:
    html = editor.get("/admin/").content.decode()

    assert "img/empty.svg" in html


def test_media_stand_in_the_group_of_content(editor: Client) -> None:
    names = [item.name for item in admin_menu.GroupMenu(admin_menu.group("content")).registered_menu_items]

    assert names[:3] == ["images", "documents", "snippets"]
