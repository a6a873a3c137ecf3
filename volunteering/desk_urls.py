"""Addresses below /admin/ehrenamt/."""

from django.urls import path

from volunteering.views import desk, desk_people

app_name = "volunteering_admin"
urlpatterns = [
    path("bedarfe/", desk.need_index, name="needs"),
    path("bedarfe/neu/", desk.need_add, name="need_add"),
    path("bedarfe/<int:pk>/", desk.need_edit, name="need_edit"),
    path("bedarfe/<int:pk>/wer-kommt/", desk_people.who_comes, name="people"),
    path("anfragen/", desk_people.request_index, name="requests"),
    path("anfragen/<int:pk>/", desk_people.request_decide, name="request_decide"),
    path("einsaetze/<int:pk>/absagen/", desk_people.shift_cancel, name="shift_cancel"),
    path("anmeldungen/<int:pk>/anwesend/", desk_people.sign_up_settle, name="sign_up_settle"),
    path("menschen/", desk_people.volunteer_index, name="volunteers"),
    path("menschen/<int:pk>/stand/", desk_people.volunteer_state, name="volunteer_state"),
]
