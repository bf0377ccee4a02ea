"""The addresses of people."""

from django.urls import path

from tocsin.web.people import acts, views

urlpatterns = [
    path("", views.people),
    path("teams", views.teams),
    path("invite", acts.invite),
    path("contact/<str:id_>", views.contact),
    path("of/<str:username>", views.person),
    path("of/<str:username>/role", acts.role),
    path("of/<str:username>/contact", acts.contact),
    path("of/<str:username>/off", acts.off),
    path("of/<str:username>/on", acts.on),
    path("of/<str:username>/confirm", acts.confirm),
]
