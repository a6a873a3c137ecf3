"""Addresses below /<language>/mitmachen/. Fixed words are in lower case, so that no code of a need meets them."""

from django.urls import URLPattern, URLResolver, path, re_path

from volunteering.views import answer, mine, needs, sign_up

CODE = r"(?P<code>B-\d{4}-\d{3,6})"

app_name = "volunteering"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", needs.need_list, name="need_list"),
    path("termine.ics", needs.need_calendar, name="need_calendar"),
    path("mein/", mine.mine, name="mine"),
    path("mein/profil/", mine.mine_profile, name="mine_profile"),
    path("mein/<int:pk>/", mine.sign_up, name="sign_up"),
    path("mein/<int:pk>/absagen/", mine.sign_up_cancel, name="sign_up_cancel"),
    path("mein/<int:pk>/annehmen/", mine.sign_up_accept, name="sign_up_accept"),
    path("mein/<int:pk>/ablehnen/", mine.sign_up_decline, name="sign_up_decline"),
    path("antwort/<str:token>/", answer.answer, name="answer"),
    re_path(rf"^{CODE}/$", needs.need, name="need"),
    re_path(rf"^{CODE}/(?P<number>\d{{1,4}})/$", sign_up.shift_sign_up, name="shift_sign_up"),
    re_path(rf"^{CODE}/(?P<number>\d{{1,4}})/gesendet/$", sign_up.shift_sent, name="shift_sent"),
    re_path(rf"^{CODE}/(?P<number>\d{{1,4}})/termin\.ics$", sign_up.shift_calendar, name="shift_calendar"),
]
