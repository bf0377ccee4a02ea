"""The addresses of this room."""

from django.urls import path

from tocsin.web.oncall import changes, feeds, ladders, load, mine, month, now, overrides, swaps

urlpatterns = [
    path("", now.index),
    path("month", month.index),
    path("mine", mine.index),
    path("changes", changes.index),
    path("ladders", ladders.index),
    path("load", load.index),
    path("swaps/new", swaps.new),
    path("swaps/<int:number>", swaps.one),
    path("swaps/<int:number>/accept", swaps.accept),
    path("swaps/<int:number>/refuse", swaps.refuse),
    path("swaps/<int:number>/withdraw", swaps.withdraw),
    path("overrides/new", overrides.new),
    path("overrides/<int:number>/take-back", overrides.take_back),
    path("overrides/<int:number>/again", overrides.again),
    path("feeds/new", feeds.new),
    path("feeds/<int:number>/renew", feeds.renew),
    path("feeds/<int:number>/end", feeds.end),
]
