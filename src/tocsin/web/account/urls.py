"""The addresses of my account."""

from django.urls import path

from tocsin.web.account import contact_views as contact
from tocsin.web.account import rules_views as rules
from tocsin.web.account import tokens_views as tokens
from tocsin.web.account import views

urlpatterns = [
    path("", views.profile),
    path("contact/", contact.contact),
    path("contact/add", contact.add),
    path("contact/code", contact.code),
    path("contact/drop", contact.drop),
    path("contact/test", contact.test),
    path("rules/", rules.rules),
    path("tokens/", tokens.own),
    path("tokens/new", tokens.new),
    path("tokens/revoke", tokens.revoke),
]
