"""A night from the command line on the shipped policy: show, replay and verify tell the same story."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.call import Done, tocsin
from tools.night import BACKUP, COMMANDER, DAY, NIGHT, OFFSET, ONE, OWNER, POLICY, THREE, TWO, environment

SEVEN_PAST = f"{DAY}T03:07:00{OFFSET}"


@dataclass
class Night:
    """What every step said, and what the desk showed in between."""

    folder: Path
    said: dict[str, Done] = field(default_factory=dict)
    then: dict[str, Any] = field(default_factory=dict)
    show: dict[str, Any] = field(default_factory=dict)

    def times(self, kind: str) -> list[str]:
        """When events of a kind happened, in EST."""
        return [at_est(told["at"]) for told in self.show["timeline"] if told["kind"] == kind]


def at_est(text: str) -> str:
    """`08:05` UTC is `03:05` EST."""
    hour, minute = int(text[11:13]), text[14:16]
    return f"{(hour - 5) % 24:02d}:{minute}"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Night]:
    """The whole night, command by command."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        found = Night(tmp_path_factory.mktemp("night"))
        for step in NIGHT:
            for name, value in environment(found.folder, step.instant).items():
                patch.setenv(name, value)
            done = tocsin(*step.words)
            assert done.code == step.code, f"{step.at} {step.words}: {done.err or done.out}"
            found.said[f"{step.at} {' '.join(step.words[:2])}"] = done
            if step.at == "03:07" and step.words[0] == "show":
                found.then = tocsin("show", ONE, "--format", "json").json()
        found.show = tocsin("show", ONE, "--format", "json").json()
        yield found


@pytest.mark.req("A4.5", "A4.2", "AP.1", "B5.3")
def test_the_primary_does_not_answer_and_the_backup_does_at_0307(night: Night) -> None:
    on_call = {
        rotation: tocsin(
            "oncall", POLICY, "who", rotation, "--at", f"{DAY}T02:55:00{OFFSET}", "--format", "json"
        ).out
        for rotation in ("engineering", "engineering-backup")
    }
    reached = [
        t["text"]
        for t in night.show["timeline"]
        if t["kind"] == "rung_reached" and "engineering:" in t["text"]
    ]
    assert "ines-duarte" in on_call["engineering"]
    assert BACKUP in on_call["engineering-backup"]
    assert "Ines Duarte" in reached[0]
    assert "Lucas Meyer (rotation engineering-backup)" in reached[1]
    assert night.times("acknowledged")[0] == "03:07"
    assert night.then["pages"][0]["at"] > night.then["at"]


@pytest.mark.req("A3.1", "A3.3", "AP.2", "A1.3")
def test_there_is_one_owner_all_night_and_a_commander_from_the_first_minute(night: Night) -> None:
    assert (night.show["owner"], night.show["seats"]["incident_commander"]) == (OWNER, COMMANDER)
    assert night.times("seated")[0] == night.times("opened")[0] == "02:55"


@pytest.mark.req("A2.4", "A5.6")
def test_two_duplicates_are_linked_hear_every_update_and_close_with_the_original(night: Night) -> None:
    assert night.show["duplicates"] == [TWO, THREE]
    assert night.times("grown") == ["03:13"]
    for duplicate, updates in ((TWO, 2), (THREE, 2)):
        seen = tocsin("show", duplicate, "--format", "json").json()
        kinds = Counter(told["kind"] for told in seen["timeline"])
        assert (seen["status"], seen["duplicate_of"], kinds["update_sent"]) == ("closed", ONE, updates)
        assert seen["suggested"][0]["id"] == ONE


@pytest.mark.req("A5.2", "A5.8", "AP.5", "B5.4")
def test_one_update_is_late_and_stays_late(night: Night) -> None:
    late = [(b["clock"], at_est(b["due_at"])) for b in night.show["late"]]
    assert late == [("acknowledge", "03:05"), ("update", "03:33")]
    assert night.times("reminded") == ["03:23"]
    assert night.times("update_sent") == ["03:03", "03:41", "04:10"]


@pytest.mark.req("B4")
def test_the_severity_changes_and_due_times_say_why_they_moved(night: Night) -> None:
    before = {c["name"]: c["due_at"] for c in night.then["clocks"]}
    after = {c["name"]: c for c in night.show["clocks"]}
    assert before["resolution"] == f"{DAY}T11:55:00Z"
    assert after["resolution"]["due_at"] == "2027-11-08T07:55:00Z"
    assert [line.partition(":")[0] for line in after["resolution"]["why"][:2]] == [
        "P1 enterprise",
        "P2 enterprise",
    ]


@pytest.mark.req("B4", "A5.8")
def test_every_due_time_explains_itself(night: Night) -> None:
    for clock in (*night.then["clocks"], *night.show["clocks"]):
        assert clock["why"], clock["name"]
        assert any("counted" in line for line in clock["why"])


@pytest.mark.req("A7.1", "A7.2", "A7.3", "A7.4", "B5.5")
def test_stabilised_verified_resolved_and_closed_each_at_its_time_and_not_too_early(night: Night) -> None:
    kinds = ("stabilised", "verified", "resolved", "closed")
    assert [night.times(kind) for kind in kinds] == [["04:42"], ["05:10"], ["05:15"], ["05:30"]]
    refused = night.said[f"04:20 stabilise {ONE}"]
    assert "confirm `stabilised.held`" in refused.err


@pytest.mark.req("A10.8")
def test_replay_gives_exactly_what_was_shown_then(night: Night) -> None:
    replayed = tocsin("replay", ONE, "--at", SEVEN_PAST, "--format", "json").json()
    assert replayed == night.then


@pytest.mark.req("A4.5")
def test_every_page_left_once_and_became_a_file(night: Night) -> None:
    from tocsin.bootstrap_desk import store

    desk = store(environment(night.folder, "")["TOCSIN_DATABASE_URL"])
    lines = [line for stream in desk.streams() for line in desk.ledger(stream)]
    accepted = Counter(line.outgoing for line in lines if line.step == "accepted")
    planned = {line.outgoing for line in lines if line.step == "planned"}
    cancelled = {line.outgoing for line in lines if line.step == "cancelled"}
    assert set(accepted.values()) == {1}
    assert planned == set(accepted) | cancelled
    files = [f for f in (night.folder / "night-messages").rglob("*") if f.suffix in (".eml", ".json")]
    assert len(files) == len(accepted)


@pytest.mark.req("A4.5")
def test_the_ledger_says_what_became_of_each_page(night: Night) -> None:
    told = tocsin("ledger", ONE, "--format", "json").json()
    backup = [line["step"] for line in told if line["person"] == BACKUP and line["page"] == "p8"]
    assert backup == ["planned", "attempted", "accepted", "acknowledged"]
    assert "acknowledged page p8 to lucas-meyer" in " ".join(tocsin("ledger", ONE).out.split())


def test_the_record_holds_and_every_projection_is_what_its_events_give(night: Night) -> None:
    assert "every link holds" in night.said["05:31 db verify"].out
    assert "every projection is what its events give" in night.said["05:31 db rebuild"].out


def test_an_edited_event_is_found_and_named(night: Night, tmp_path: Path) -> None:
    import shutil
    import sqlite3

    copy = tmp_path / "copy.db"
    shutil.copy(night.folder / "night.db", copy)
    with sqlite3.connect(copy) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        edited = json.dumps({"person": "ines-duarte", "climbs": ["incident"]})
        connection.execute(
            "UPDATE tocsin_event SET data = ? WHERE stream = ? AND kind = 'acknowledged'", [edited, ONE]
        )
    done = tocsin("db", "verify", "--db", f"sqlite:///{copy}")
    assert done.code == 1
    assert f"{ONE} version" in done.err
    assert "data" in done.err


@pytest.mark.req("A13.1")
def test_the_readme_shows_what_the_desk_says_at_0307(night: Night, root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    block = readme.partition("<!-- the night at 03:07 -->\n```text\n")[2].partition("```")[0]
    said = night.said["03:07 show ESC-1001"].out
    assert block.strip()
    assert not [line for line in block.splitlines() if line not in said]
