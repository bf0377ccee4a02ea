"""Files of a report: taken in as soon as they arrive, and attached when it is sent (A2.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict

from tocsin import bootstrap_site
from tocsin.app.files import PLACE, accept
from tocsin.core.lifecycle.parts import Attachment
from tocsin.core.model.finding import Finding, Refused
from tocsin.web.shared.ask import Ask

FILE, KEPT, CHOSEN = "file.", "kept", "chosen."
MOST = 20
"""Files of one report."""


@dataclass(frozen=True)
class Kept:
    """A file that the desk has, for a fact that asks for one ("" for none)."""

    fact: str
    attachment: Attachment

    @property
    def token(self) -> str:
        """How the form names it from one page to the next."""
        return f"{self.fact}|{self.attachment.digest}|{self.attachment.name}"


def read_files(sent: QueryDict, request: Ask) -> tuple[list[Kept], list[Finding]]:
    """The files that were sent before and those that come now; and what is wrong with those refused."""
    found = list(_kept(sent))
    wrong: list[Finding] = []
    for name in request.FILES:
        for file in request.FILES.getlist(name):
            try:
                attachment = accept(bootstrap_site.store(), file.name or "file", file.read())
            except Refused as refused:
                wrong += refused.findings
                continue
            found.append(Kept(name.removeprefix(FILE) if name.startswith(FILE) else "", attachment))
    once = {(one.fact, one.attachment.digest): one for one in found}
    return list(once.values())[:MOST], wrong


def _kept(sent: QueryDict) -> Iterator[Kept]:
    """Files of earlier pages of the same report: known by their digest, if the desk has them."""
    for token in sent.getlist(KEPT)[:MOST]:
        fact, _, rest = token.partition("|")
        digest, _, name = rest.partition("|")
        stored = bootstrap_site.store().file(digest) if len(digest) == 64 else None
        if stored is not None and name:
            yield Kept(fact, Attachment(name[:200], PLACE, stored.size, digest))


def told_by_files(files: Iterable[Kept], sent: QueryDict) -> dict[str, str]:
    """What a fact that is a file says: the names of its files; while typing, of those that were chosen."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in files:
        names[one.fact].append(one.attachment.name)
    for field in sent:
        if field.startswith(CHOSEN):
            names[field.removeprefix(CHOSEN)] += [name for name in sent.getlist(field)[:MOST] if name]
    return {fact: ", ".join(given)[:500] for fact, given in names.items() if fact and given}
