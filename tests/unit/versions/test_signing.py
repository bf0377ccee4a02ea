"""A version is signed by those whom it names, each for themselves, and only then activated."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.versions.made import ANNA, BEN, HELEN, OSKAR, ROOT, Office, text
from tocsin.app.doing import Forbidden
from tocsin.app.versions_parts import COMMAND_LINE, Person, Stand
from tocsin.app.versions_read import Bundle
from tocsin.core.model.finding import Refused

pytestmark = pytest.mark.req("B11")


def test_proposed_signed_by_both_then_activated(office: Office) -> None:
    version = office.propose()
    assert (version.stand, version.signed, office.missing(version)) == (
        Stand.PROPOSED, 0, ["signature", "signature"],
    )  # fmt: skip
    version = office.signed(version)
    assert (version.stand, office.missing(version)) == (Stand.READY, [])
    active = office.versions.activate(version.hash, BEN, office.now)
    assert (active.stand, active.activated_by) == (Stand.ACTIVE, "ben")
    assert office.desk.books.current().policy.document.version == "2.0.0"
    assert office.versions.get(office.first).stand is Stand.EARLIER


def test_a_signature_says_who_when_what_and_which_words(office: Office) -> None:
    version = office.signed(office.propose())
    seat = version.seats[0]
    assert seat.signature is not None
    signature = seat.signature
    assert (signature.account, signature.name, signature.title) == ("helen", "Helen Brandt", seat.title)
    assert (signature.policy, signature.at) == (version.hash, office.now)
    assert version.short in signature.words and "2.0.0" in signature.words
    assert signature.by == "e-mail helen@example.com"
    assert version.seats[1].signature is not None
    assert version.seats[1].signature.by == "assigned by root"


@pytest.mark.parametrize("person", [ANNA, BEN, ROOT, OSKAR], ids=lambda p: p.account)
def test_nobody_signs_for_another(office: Office, person: Person) -> None:
    version = office.propose()
    assert office.versions.may_sign(version, person) == ()
    with pytest.raises(Forbidden, match="nobody signs for another"):
        office.versions.sign(version.hash, "vp", person, office.now)


def test_an_unproved_address_is_no_signature(office: Office) -> None:
    version = office.propose()
    impostor = Person("eve", "Helen Brandt", "lead", frozenset())
    with pytest.raises(Forbidden):
        office.versions.sign(version.hash, "vp", impostor, office.now)


def test_an_administrator_gives_a_title_to_somebody_else_never_to_themselves(office: Office) -> None:
    with pytest.raises(Forbidden, match="another administrator"):
        office.versions.assign("ops", "root", ROOT, office.now)
    office.versions.assign("ops", "oskar", ROOT, office.now)
    with pytest.raises(Refused, match="`oskar` signs as `ops` already"):
        office.versions.assign("vp", "oskar", ROOT, office.now)
    office.versions.assign("ops", "", ROOT, office.now)
    assert office.versions.may_sign(office.propose(), OSKAR) == ()


def test_half_signed_stays_out(office: Office) -> None:
    version = office.propose()
    office.versions.sign(version.hash, "vp", HELEN, office.now)
    with pytest.raises(Refused, match="Operations Manager has not signed"):
        office.versions.activate(version.hash, BEN, office.now)
    assert office.versions.current() == office.first


def test_a_signature_taken_back_before_activation_counts_no_more(office: Office) -> None:
    version = office.signed(office.propose())
    with pytest.raises(Forbidden, match="only who signed"):
        office.versions.unsign(version.hash, "vp", OSKAR, office.now)
    version = office.versions.unsign(version.hash, "vp", HELEN, office.now)
    assert (version.stand, office.missing(version)) == (Stand.PROPOSED, ["signature"])
    assert [done.kind for done in version.story] == ["proposed", "signed", "signed", "unsigned"]


def test_a_signature_stays_after_activation(office: Office) -> None:
    version = office.signed(office.propose())
    office.versions.activate(version.hash, BEN, office.now)
    with pytest.raises(Refused, match="is active already"):
        office.versions.unsign(version.hash, "vp", HELEN, office.now)


def test_signing_twice_is_signing_once(office: Office) -> None:
    version = office.propose()
    office.versions.sign(version.hash, "vp", HELEN, office.now)
    office.versions.sign(version.hash, "vp", HELEN, office.now + timedelta(hours=1))
    assert [s.kind for s in office.versions.store.steps(version.hash)] == ["proposed", "signed"]


def test_withdrawn_and_proposed_again_is_signed_anew(office: Office) -> None:
    version = office.signed(office.propose())
    version = office.versions.withdraw(version.hash, ANNA, "too early", office.now)
    assert (version.stand, version.signed) == (Stand.WITHDRAWN, 0)
    assert office.missing(version)[0] == "withdrawn"
    with pytest.raises(Refused, match="was withdrawn"):
        office.versions.sign(version.hash, "vp", HELEN, office.now)
    assert office.propose().stand is Stand.PROPOSED


def test_without_signatories_an_approver_signs_who_did_not_propose_it(office: Office) -> None:
    version = office.propose(text(signers=""), BEN)
    assert [seat.title for seat in version.seats] == ["Approver other than the proposer"]
    for person in (BEN, ANNA, HELEN):
        with pytest.raises(Forbidden):
            office.versions.sign(version.hash, "approver", person, office.now)
    office.versions.sign(version.hash, "approver", ROOT, office.now)
    assert office.versions.activate(version.hash, BEN, office.now).stand is Stand.ACTIVE


def test_who_signs_today_signs_that_they_no_longer_do(office: Office) -> None:
    office.versions.activate(office.signed(office.propose()).hash, BEN, office.now)
    coup = office.propose(text("3.0.0", "signatories: {own: {title: Owner, email: anna@example.com}}\n"))
    assert [seat.id for seat in coup.seats] == ["own", "until-now-vp", "until-now-ops"]
    office.versions.sign(coup.hash, "own", ANNA, office.now)
    assert office.missing(coup) == ["signature", "signature"]
    office.versions.sign(coup.hash, "until-now-vp", HELEN, office.now)
    office.versions.sign(coup.hash, "until-now-ops", OSKAR, office.now)
    assert office.missing(coup) == []


def test_an_earlier_version_that_was_signed_can_come_back(office: Office) -> None:
    second = office.signed(office.propose())
    office.versions.activate(second.hash, BEN, office.now)
    third = office.signed(office.propose(text("3.0.0")))
    office.versions.activate(third.hash, BEN, office.now)
    assert office.versions.get(second.hash).stand is Stand.EARLIER
    assert office.versions.activate(second.hash, BEN, office.now).stand is Stand.ACTIVE
    assert [v.number for v in office.versions.all()] == ["2.0.0", "3.0.0", "1.0.0"]


def test_what_the_operator_adopted_is_told_to_be_unsigned_and_can_be_signed(office: Office) -> None:
    first = office.versions.get(office.first)
    assert (first.stand, first.origin, first.adopted, first.signed) == (Stand.ACTIVE, COMMAND_LINE, True, 0)
    office.versions.adopted(Bundle.of({"policy.yaml": text("1.5.0")}), "operator", office.now)
    office.versions.assign("head", "oskar", ROOT, office.now)
    assert office.versions.sign(first.hash, "head", OSKAR, office.now).signed == 1


def test_a_policy_that_was_adopted_unsigned_comes_back_only_signed(office: Office) -> None:
    office.versions.activate(office.signed(office.propose()).hash, BEN, office.now)
    with pytest.raises(Refused, match="Head of Support has not signed"):
        office.versions.activate(office.first, BEN, office.now)
