"""The addresses of reporting."""

from django.urls import path

from tocsin.web.report import views

urlpatterns = [
    path("", views.form, name="report"),
    path("live", views.live, name="report-live"),
]
