"""The addresses of settings."""

from django.urls import path

from tocsin.web.settings import audit_views as audit
from tocsin.web.settings import views
from tocsin.web.settings import webhooks_views as webhooks

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
    path("webhooks", webhooks.listed),
    path("webhooks/new", webhooks.new),
    path("webhooks/<int:number>", webhooks.one),
    path("webhooks/<int:number>/change", webhooks.change),
    path("webhooks/<int:number>/switch", webhooks.switch),
    path("webhooks/<int:number>/secret", webhooks.renew),
    path("webhooks/<int:number>/ping", webhooks.ping),
    path("webhooks/<int:number>/end", webhooks.end),
    path("webhooks/<int:number>/<int:delivery>", webhooks.delivery),
    path("webhooks/<int:number>/<int:delivery>/again", webhooks.again),
]
