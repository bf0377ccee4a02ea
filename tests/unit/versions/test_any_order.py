"""Whatever people do in whatever order: nothing becomes active that is not signed by all whom it names."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.unit.versions.made import ANNA, BEN, HELEN, OSKAR, ROOT, Office, text
from tocsin.app.ports_versions import Step
from tocsin.core.model.finding import Refused
from tocsin.storage.store import DjangoStore

PEOPLE = st.sampled_from([ANNA, BEN, HELEN, OSKAR, ROOT])
SEATS = st.sampled_from(["vp", "ops", "approver", "until-now-vp", "until-now-ops"])
TEXTS = (text("2.0.0"), text("3.0.0"), text("4.0.0", ""))
WHICH = st.integers(0, len(TEXTS) - 1)


class Hands(RuleBasedStateMachine):
    """Five people with every step that there is."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()  # the machine's own end takes it away
        self.office = Office.open(Path(self.folder.name))
        self.hashes: dict[int, str] = {}

    def _tried(self, which: int, kind: str, *told: object) -> None:
        self.office.now += timedelta(minutes=1)
        with suppress(Refused):
            getattr(self.office.versions, kind)(self.hashes.get(which, ""), *told, self.office.now)

    @rule(which=WHICH, person=PEOPLE)
    def propose(self, which: int, person: object) -> None:
        with suppress(Refused):
            self.hashes[which] = self.office.propose(TEXTS[which], person).hash  # type: ignore[arg-type]

    @rule(which=WHICH, seat=SEATS, person=PEOPLE)
    def sign(self, which: int, seat: str, person: object) -> None:
        self._tried(which, "sign", seat, person)

    @rule(which=WHICH, seat=SEATS, person=PEOPLE)
    def unsign(self, which: int, seat: str, person: object) -> None:
        self._tried(which, "unsign", seat, person)

    @rule(which=WHICH, person=PEOPLE)
    def withdraw(self, which: int, person: object) -> None:
        self._tried(which, "withdraw", person, "")

    @rule(seat=SEATS, account=st.sampled_from(["", "oskar", "anna", "root"]))
    def assign(self, seat: str, account: str) -> None:
        with suppress(Refused):
            self.office.versions.assign(seat, account, ROOT, self.office.now)

    @rule(which=WHICH, person=PEOPLE)
    def activate(self, which: int, person: object) -> None:
        self._tried(which, "activate", person)

    @invariant()
    def what_is_active_was_signed_by_all_whom_it_names(self) -> None:
        active = self.office.versions.get(self.office.versions.current())
        if active.hash == self.office.first:
            return
        steps = list(self.office.versions.store.steps(active.hash))
        until = max(place for place, step in enumerate(steps) if step.kind == "activated")
        signed = _standing(steps[:until])
        named = self.office.versions.policy(active.hash).signatories
        assert set(named or {"approver"}) <= set(signed)
        proposers = {step.actor for step in steps if step.kind in ("proposed", "refiled")}
        assert "approver" not in signed or signed["approver"] not in proposers

    @invariant()
    def every_signature_is_its_signer_s_own(self) -> None:
        for step in self.office.versions.store.steps():
            if step.kind == "signed" and step.data["seat"] == "vp":
                assert step.actor in ("helen", *_ever_given(self.office, "vp"))

    @invariant()
    def every_record_is_whole(self) -> None:
        assert all(version.whole for version in self.office.versions.all())

    def teardown(self) -> None:
        store = self.office.desk.store
        assert isinstance(store, DjangoStore)
        store.close()
        self.folder.cleanup()


def _standing(steps: list[Step]) -> dict[str, str]:
    """Who had signed where when it was activated, told again in the plainest way."""
    found: dict[str, str] = {}
    for step in steps:
        if step.kind == "signed":
            found[str(step.data["seat"])] = step.actor
        elif step.kind == "unsigned":
            found.pop(str(step.data["seat"]))
        elif step.kind == "withdrawn":
            found = {}
    return found


def _ever_given(office: Office, seat: str) -> set[str]:
    steps = office.versions.store.steps("")
    return {str(s.data["account"]) for s in steps if s.kind == "assigned" and s.data["seat"] == seat}


Hands.TestCase.settings = settings(max_examples=8, stateful_step_count=22, deadline=None)


@pytest.mark.req("B11")
class TestHands(Hands.TestCase):
    """Runs the machine."""
