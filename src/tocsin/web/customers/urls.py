"""The addresses of customers. A name may hold any sign, so it stands in the query."""

from django.urls import path

from tocsin.web.customers import erasing, views

urlpatterns = [
    path("", views.customers),
    path("of", views.customer),
    path("mark", views.mark),
    path("export.csv", views.export),
    path("erase", erasing.erasing),
]
