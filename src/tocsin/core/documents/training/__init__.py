"""Training and quality: onboarding, role-plays, scorecard, samples, coaching, agenda (A12)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.agenda import monthly
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.training.course import onboarding
from tocsin.core.documents.training.quality import coaching, samples, scorecard
from tocsin.core.documents.training.scenarios import role_plays

PARTS = (onboarding, role_plays, scorecard, samples, coaching, monthly)


def sections(r: Reader) -> tuple[o.Section, ...]:
    """The whole training, in the order in which it is used."""
    return tuple(part(r) for part in PARTS)
