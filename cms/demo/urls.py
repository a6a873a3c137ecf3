"""Addresses that exist in the demo only."""

from django.urls import URLPattern, URLResolver, path

from cms.demo import front, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="demo_front"),
    path("als/<slug:key>/", front.sign_in_as, name="demo_sign_in_as"),
    path("mail/", views.mail_list, name="demo_mail_list"),
    path("mail/<str:key>/", views.mail, name="demo_mail"),
    path("mail/<str:key>/<int:number>/", views.mail_file, name="demo_mail_file"),
]
