"""What is signed must also be fit: checked, tested, effective, and unchanged in the database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.unit.versions.made import BEN, HEAD, HELEN, Office, text
from tocsin.app.versions_check import as_files
from tocsin.app.versions_read import Bundle
from tocsin.core.model.finding import Refused
from tocsin.core.policy.load import load, policy_hash
from tocsin.files.policies import beside, preset_names, root_source
from tocsin.storage.store import DjangoStore

pytestmark = pytest.mark.req("B11", "A13.1")
GOOD = "tests: [{id: t, facts: {outage: true}, expect: {severity: P1}}]"
BAD = "tests: [{id: t, facts: {outage: true}, expect: {severity: P4}}]"


def test_one_that_cannot_be_read_is_refused_with_its_places(office: Office) -> None:
    with pytest.raises(Refused) as told:
        office.propose(text().replace("severities:", "severitys:"))
    assert told.value.findings[0].at.file == "policy.yaml"
    assert told.value.findings[-1].at.line > 1


def test_errors_stand_in_the_way_of_signing_and_of_activation(office: Office) -> None:
    version = office.propose(text(a="data_loss: {type: boolean => wrong_name: {type: boolean"))
    assert "check" in office.missing(version)
    with pytest.raises(Refused, match="errors"):
        office.versions.sign(version.hash, "vp", HELEN, office.now)


def test_a_failing_test_of_its_own_stands_in_the_way(office: Office) -> None:
    version = office.propose(Bundle.of({"policy.yaml": text(), "tests/a.yaml": BAD}))
    assert office.missing(office.signed(version)) == ["tests"]
    office.propose(Bundle.of({"policy.yaml": text(), "tests/a.yaml": GOOD}))
    assert office.missing(version) == []
    assert len(office.versions.checked(version.hash).outcomes) == 1


def test_tests_that_cannot_be_run_stand_in_the_way(office: Office) -> None:
    version = office.propose(Bundle.of({"policy.yaml": text(), "tests/a.yaml": "tests: [{ids: t}]"}))
    assert "tests" in office.missing(version)
    assert office.versions.checked(version.hash).broken


def test_it_is_not_active_before_it_is_effective_where_the_company_is(office: Office) -> None:
    version = office.signed(office.propose(text(a="effective: 2026-02-01 => effective: 2026-12-01")))
    office.now = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)  # in Berlin one second before midnight
    with pytest.raises(Refused, match="effective from 2026-12-01"):
        office.versions.activate(version.hash, BEN, office.now)
    office.now = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    office.versions.activate(version.hash, BEN, office.now)


def test_the_policy_in_force_is_not_proposed(office: Office) -> None:
    with pytest.raises(Refused, match="says the same as the policy in force"):
        office.propose(text("1.0.0", HEAD))


def test_comments_and_layout_are_the_same_version(office: Office) -> None:
    one = office.propose()
    two = office.propose("# said better\n" + text(), BEN)
    assert one.hash == two.hash
    assert office.versions.files(one.hash)["policy.yaml"].startswith("# said better")


def test_a_step_changed_in_the_database_spoils_the_version(office: Office) -> None:
    version = office.propose()
    office.signed(version)
    store = office.versions.store
    assert isinstance(store, DjangoStore)
    store._session.run("DROP TRIGGER tocsin_version_step_no_update")
    store._session.run("UPDATE tocsin_version_step SET actor = 'eve' WHERE kind = 'proposed'")
    assert not office.versions.get(version.hash).whole
    with pytest.raises(Refused, match="changed in the database"):
        office.versions.activate(version.hash, BEN, office.now)


def test_content_changed_in_the_database_is_not_activated(office: Office) -> None:
    version = office.signed(office.propose())
    store = office.versions.store
    assert isinstance(store, DjangoStore)
    other = office.propose(text("6.6.6"))
    store._session.run(
        "UPDATE tocsin_version SET content = (SELECT content FROM tocsin_version WHERE hash = %s)"
        " WHERE hash = %s",
        [other.hash, version.hash],
    )
    with pytest.raises(Refused, match="changed in the database"):
        office.versions.activate(version.hash, BEN, office.now)


def test_an_unknown_version_is_refused(office: Office) -> None:
    for hash_ in ("", "ab", "f" * 64, office.first[:11]):
        with pytest.raises(Refused, match="no version"):
            office.versions.get(hash_)
    assert office.versions.get(office.first[:12]).hash == office.first


def test_a_version_written_for_the_command_line_keeps_its_files(office: Office) -> None:
    bundle = Bundle.of({"policy.yaml": "# ours\n" + text("1.0.0", HEAD)})
    office.versions.adopted(bundle, "operator", office.now)
    office.versions.adopted(bundle, "operator", office.now)
    first = office.versions.get(office.first)
    assert [done.kind for done in first.story] == ["adopted"]
    assert first.activated_at == office.now and first.adopted
    assert office.versions.files(first.hash)["policy.yaml"].startswith("# ours")


@pytest.mark.parametrize("name", preset_names())
def test_a_policy_of_which_only_the_meaning_is_kept_is_written_out_as_the_same(name: str) -> None:
    policy = load(root_source(f"preset:{name}"), beside).require()
    written = Bundle.of(as_files(policy)).load(beside).require()
    assert policy_hash(written) == policy_hash(policy)
