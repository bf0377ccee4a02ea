"""The addresses of my account."""

from django.urls import path

from tocsin.web.account import views

urlpatterns = [path("", views.profile)]
