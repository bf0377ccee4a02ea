"""The addresses of the desk."""

from django.urls import path

from tocsin.web.desk import bulk_views, saved, views

urlpatterns = [
    path("", views.index, name="desk"),
    path("list", views.lines, name="desk-list"),
    path("figures", views.numbers, name="desk-figures"),
    path("escalations.csv", views.export, name="desk-export"),
    path("bulk", bulk_views.bulk, name="desk-bulk"),
    path("views", saved.save, name="views"),
    path("views/<int:number>", saved.change, name="view"),
]
