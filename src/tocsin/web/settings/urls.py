"""The addresses of settings."""

from django.urls import path

from tocsin.web.settings import audit_views as audit
from tocsin.web.settings import views

urlpatterns = [
    path("", views.overview),
    path("tokens", views.tokens),
    path("tokens/revoke", views.revoke),
    path("audit", audit.log),
    path("audit.csv", audit.export),
    path("retention", views.keeping),
    path("erasure", views.erasing),
    path("health", views.health),
    path("about", views.about),
]
