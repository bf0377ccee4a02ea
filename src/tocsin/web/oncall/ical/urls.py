"""The address of calendars: the secret is all that one needs to know."""

from django.urls import path

from tocsin.web.oncall.ical.views import calendar

urlpatterns = [path("<str:secret>.ics", calendar)]
