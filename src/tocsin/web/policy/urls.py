"""The addresses of this room."""

from django.urls import path

from tocsin.web.policy import checks, document, listing, one, runs, runs_new, steps, trial

urlpatterns = [
    path("", document.index),
    path("download", document.download),
    path("check", checks.check),
    path("tests", checks.tests),
    path("try", trial.try_it),
    path("versions", listing.index),
    path("versions/propose", listing.propose),
    path("versions/<str:hash_>", one.version),
    path("versions/<str:hash_>/files", one.files),
    path("versions/<str:hash_>/text", one.text),
    path("versions/<str:hash_>/sign", steps.sign),
    path("versions/<str:hash_>/unsign", steps.unsign),
    path("versions/<str:hash_>/withdraw", steps.withdraw),
    path("versions/<str:hash_>/assign", steps.assign),
    path("versions/<str:hash_>/activate", steps.activate),
    path("versions/<str:hash_>/move", steps.move),
    path("calibrations", runs.index),
    path("calibrations/new", runs_new.new),
    path("calibrations/sample", runs_new.sample),
    path("calibrations/<slug:id_>/begin", runs_new.begin),
    path("calibrations/<slug:id_>", runs.one),
    path("calibrations/<slug:id_>/progress", runs.progress),
    path("calibrations/<slug:id_>/cancel", runs.cancel),
    path("calibrations/<slug:id_>/propose", runs_new.propose),
    path("calibrations/<slug:id_>/report", runs.report),
    path("calibrations/<slug:id_>/rejects", runs.rejects),
]
