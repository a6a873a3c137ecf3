"""The working place (Wagtail's admin) in the name and colours of the house."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.wagtail_hooks import register_documents_menu_item
from wagtail.images.wagtail_hooks import register_images_menu_item
from wagtail.snippets.wagtail_hooks import register_snippets_menu_item

from cms.ui import admin_menu
from cms.ui.dashboard import TodoPanel

HIDDEN = {"help"}
GROUPED = {"images", "documents", "snippets"}


@hooks.register("insert_global_admin_css")
def house_colours() -> SafeString:
    """Wagtail's own variables, set to our tokens, light and dark."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/house-admin.css"))


for _make in (register_images_menu_item, register_documents_menu_item, register_snippets_menu_item):
    admin_menu.group("content").add(_make)
for _item in admin_menu.menu_items():
    hooks.register("register_admin_menu_item", lambda item=_item: item)


@hooks.register("construct_main_menu")
def tidy_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Media and snippets stand in their group; help leads to other people's servers."""
    items[:] = [item for item in items if item.name not in GROUPED | HIDDEN]


@hooks.register("construct_reports_menu")
def our_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Reports of our apps beside Wagtail's own."""
    admin_menu.add_reports(request, items)


@hooks.register("construct_homepage_panels", order=-10)
def todos_first(request: HttpRequest, panels: list[object]) -> None:
    """What is to do comes before what was done."""
    panels.insert(0, TodoPanel())
