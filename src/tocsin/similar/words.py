"""Words that say little: those of the language and its courtesies, and those of every desk."""

from tocsin.similar.stem import stem

_LANGUAGE = """
a about after again against all also am an and any are as at be because been before being both but by can
cannot could did do does doing don during each either else etc even ever every few for from further get gets
getting got had has have having he her here hers him his how however i if in into is it its itself just know
like made make many may me might more most much must my need no nor not now of off on once one only or other
our out over own per please same see seems she should so some such than that the their them then there these
they this those through to too under until up us use used using very via want was way we well were what when
where which while who whom why will with within without would yet you your
"""
_COURTESY = "hello hi dear thanks thank regards kind best team sincerely cheers http https www com org"
_DESK = """
add app asap bug case change client company crash create customer day down error exception fail failed
failing failure fix found happen help hour important incident info issue log message morning name new old
open page problem question report request screen server service show since site start status stop support
system test thing ticket time today try trying two update urgent user version wait work working wrong
yesterday
"""

STOP = frozenset((*_LANGUAGE.split(), *_COURTESY.split()))
"""Never compared."""
EVERYDAY = frozenset(stem(word) for word in _DESK.split())
"""Compared, and assumed to stand in many tickets; stemmed."""
