"""Wagtail's user screens with our user: e-mail, name and language instead of a user name."""

from wagtail.users.apps import WagtailUsersAppConfig


class HouseUsersConfig(WagtailUsersAppConfig):
    """Same app, same tables; only the forms differ."""

    user_viewset = "cms.users.viewsets.UserViewSet"
