"""`tocsin oncall`: who is on call, the shifts to come, and the gaps (A4.2, A13.2)."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.acceptance.call import Done, tocsin

ROTA = """tocsin: 1
extends: preset:base
contacts:
  yuki: {name: "夜勤 太郎", title: Engineer, email: yuki@example.com}
rotations:
  night:
    name: Night watch
    zone: Europe/Berlin
    people: [elena-rossi, yuki]
    turn: weekly
    start: 2026-10-05
    hand_off: "09:00"
    overrides:
      leave:
        person: victor-chan
        instead_of: yuki
        from: "2026-10-27T08:00:00Z"
        to: "2026-10-28T08:00:00Z"
        why: leave
  desk:
    name: Desk
    zone: America/New_York
    people: [amir-haddad, chloe-martin]
    turn: daily
    start: 2026-10-05
    hand_off: "09:00"
    only: {mon-fri: ["09:00-17:00"]}
teams:
  watch: {name: Watch, function: operations, ladder: watch, members: [yuki]}
ladders:
  watch:
    name: Watch
    rungs:
      primary: {page: rotation night, wait: 10m}
      backup: {page: rotation desk, wait: 10m}
      third: {page: person victor-chan, wait: 10m}
"""


@pytest.fixture
def policy(tmp_path: Path) -> str:
    (tmp_path / "policy.yaml").write_text(ROTA, encoding="utf-8")
    return str(tmp_path)


def ask(policy: str, *words: str) -> Done:
    done = tocsin("oncall", policy, *words)
    assert "Traceback" not in done.err
    return done


@pytest.mark.req("A4.2")
def test_who_says_until_when_why_and_who_is_next(policy: str) -> None:
    done = ask(policy, "who", "night", "desk", "--at", "2026-10-23T14:00:00Z")
    assert done.code == 0
    assert done.out.splitlines() == [
        "On call at Fri 2026-10-23 16:00 CEST",
        "",
        "Night watch (night), Europe/Berlin",
        "  Elena Rossi                  until Mon 2026-10-26 09:00 CET",
        "      turn 3 of layer `turns`",
        "  next: 夜勤 太郎",
        "",
        "Desk (desk), America/New_York",
        "  Amir Haddad                  until Fri 2026-10-23 17:00 EDT",
        "      turn 19 of layer `turns`",
        "  next: nobody until Mon 2026-10-26 09:00 EDT, then Chloe Martin",
    ]


@pytest.mark.req("A4.2")
def test_who_in_a_gap_says_until_when_and_who_comes(policy: str) -> None:
    done = ask(policy, "who", "desk", "--at", "2026-10-24T12:00:00Z")
    assert "  nobody until Mon 2026-10-26 09:00 EDT\n  next: Chloe Martin\n" in done.out
    said = ask(policy, "who", "desk", "--at", "2026-10-24T12:00:00Z", "--format", "json").json()
    assert said["rotations"][0]["on_call"] == []
    assert said["rotations"][0]["then"] == "2026-10-26T13:00:00Z"


@pytest.mark.req("A4.2")
def test_an_override_says_that_it_is_one(policy: str) -> None:
    said = ask(policy, "who", "night", "--at", "2026-10-27T12:00:00Z", "--format", "json").json()
    (one,) = said["rotations"][0]["on_call"]
    assert (one["person"], one["name"], one["layer"]) == ("victor-chan", "Victor Chan", "turns")
    assert (one["start"], one["end"]) == ("2026-10-27T08:00:00Z", "2026-10-28T08:00:00Z")
    assert "override `leave`: victor-chan instead of yuki (leave)" in one["why"]


@pytest.mark.req("A4.2")
def test_shifts_show_bars_and_a_list_with_the_clock_change(policy: str) -> None:
    done = ask(policy, "shifts", "night", "--from", "2026-10-19", "--days", "14")
    lines = done.out.splitlines()
    assert done.code == 0 and "↕" in lines[1]
    assert all(wide(line) <= 80 for line in lines[:6]), "bars fit a terminal of 80 columns"
    assert len({wide(line) for line in lines[2:5]}) == 1, "bars begin and end in the same columns"
    assert "  Mon 2026-10-26 09:00 CET – Tue 2026-10-27 09:00 CET  夜勤 太郎" in lines
    assert "  Clocks change: Sun 2026-10-25 03:00 CEST → 02:00 CET" in lines
    at = next(n for n, line in enumerate(lines) if line.endswith("Victor Chan"))
    assert "instead of yuki" in lines[at + 1]


def wide(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


@pytest.mark.req("A4.2")
def test_shifts_as_json_are_in_utc_without_holes(policy: str) -> None:
    words = ("shifts", "desk", "--from", "2026-10-19", "--to", "2026-10-26", "--format", "json")
    said = ask(policy, *words).json()
    assert (said["from"], said["to"]) == ("2026-10-19T04:00:00Z", "2026-10-26T04:00:00Z"), "days of New York"
    shifts = said["shifts"]
    assert [a["end"] for a in shifts[:-1]] == [b["start"] for b in shifts[1:]], "gaps are said"
    assert {s["person"] for s in shifts} == {None, "amir-haddad", "chloe-martin"}
    other = ask(policy, *words[:-2], "--zone", "UTC", "--format", "json").json()
    assert other["from"] == "2026-10-19T00:00:00Z", "days of the zone that is shown"


@pytest.mark.req("A4.2", "A13.2")
def test_gaps_end_with_1_and_none_with_0(policy: str) -> None:
    period = ("--from", "2026-10-19", "--to", "2026-10-26")
    done = ask(policy, "gaps", "desk", *period)
    assert done.code == 1
    assert "  Fri 2026-10-23 17:00 EDT – Mon 2026-10-26 00:00 EDT  (2 days 7 h)" in done.out
    assert done.out.rstrip().endswith("gaps from Mon 2026-10-19 00:00 EDT to Mon 2026-10-26 00:00 EDT.")
    done = ask(policy, "gaps", "night", *period)
    assert (done.code, done.out[:7]) == (0, "No gap ")
    said = ask(policy, "gaps", "night", "desk", *period, "--format", "json")
    assert said.code == 1 and {g["rotation"] for g in said.json()["gaps"]} == {"desk"}


@pytest.mark.req("A4.2")
def test_a_calendar_has_whole_shifts_that_stay_the_same_events(policy: str) -> None:
    def events(*words: str) -> dict[str, tuple[str, datetime, datetime]]:
        done = ask(policy, "shifts", "night", *words, "--format", "ics")
        found = Calendar.from_ical(done.out).walk("VEVENT")
        return {str(e["UID"]): (str(e["SUMMARY"]), e.decoded("DTSTART"), e.decoded("DTEND")) for e in found}

    first = events("--from", "2026-10-19", "--days", "14")
    later = events("--from", "2026-10-22", "--days", "14")
    assert set(later.values()) >= {
        v for v in first.values() if v[2] > datetime.fromisoformat("2026-10-22T00:00:00+02:00")
    }
    shared = first.keys() & later.keys()
    assert len(shared) >= 3 and all(first[uid] == later[uid] for uid in shared)
    assert ("夜勤 太郎: Night watch") in {summary for summary, _, _ in first.values()}
    gaps = ask(
        policy, "shifts", "desk", "--from", "2026-10-19", "--days", "7", "--format", "ics", "--with-gaps"
    )
    assert "Nobody is on call" in gaps.out
    assert "Nobody is on call" not in ask(policy, "shifts", "desk", "--days", "7", "--format", "ics").out


@pytest.mark.req("A4.2", "A4.5")
def test_a_team_stands_for_the_rotations_of_its_ladder(policy: str) -> None:
    said = ask(policy, "who", "watch", "--at", "2026-10-23T14:00:00Z", "--format", "json").json()
    assert [one["rotation"] for one in said["rotations"]] == ["night", "desk"]
    everything = ask(policy, "who", "--at", "2026-12-10T14:00:00Z", "--format", "json").json()
    assert len(everything["rotations"]) > 10


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("who", "nigth"), "did you mean `night`?"),
        (("who", "night", "--at", "yesterday"), "--at"),
        (("who", "night", "--format", "ics"), "use `shifts`"),
        (("who", "night", "--zone", "Europe/Berln"), "did you mean `Europe/Berlin`?"),
        (("shifts", "night", "--from", "2026-10-20", "--to", "2026-10-19"), "is empty"),
        (("shifts", "night", "--from", "2026-10-20", "--to", "2036-10-19"), "longer than 3 years"),
        (("shifts", "night", "--to", "2036-10-19", "--days", "3"), "both end the period"),
        (("shifts", "night", "--from", "2026-13-40"), "--from"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(policy: str, words: tuple[str, ...], says: str) -> None:
    done = ask(policy, *words)
    assert (done.code, done.out) == (2, ""), done.out
    assert says in done.err, done.err


def test_names_cannot_bend_the_terminal(tmp_path: Path) -> None:
    text = ROTA.replace("name: Night watch", 'name: "Night\\twatch"')
    (tmp_path / "policy.yaml").write_text(text, encoding="utf-8")
    done = ask(str(tmp_path), "shifts", "night", "--from", "2026-10-19", "--days", "7")
    assert not re.search("[\x00-\x09\x0b-\x1f]", done.out)


@pytest.mark.req("A4.2")
def test_an_override_made_on_the_desk_counts_when_the_desk_is_asked(tmp_path: Path) -> None:
    desk = ["--db", f"sqlite:///{tmp_path / 'desk.db'}"]
    assert tocsin("db", "init", "preset:base", *desk).code == 0
    span = ["--from", "2027-03-01T00:00:00Z", "--to", "2027-03-02T00:00:00Z"]
    at = ["--at", "2027-03-01T12:00:00Z", "--format", "json"]
    before = tocsin("oncall", "preset:base", "who", "legal", *at, *desk).json()["rotations"][0]["on_call"][0]
    other = "olivia-grant" if before["person"] == "david-klein" else "david-klein"
    swap = ["--person", other, "--instead-of", before["person"], *span, "--as", "marcus-bell", *desk]
    assert tocsin("override", "add", "legal", *swap).code == 0
    after = tocsin("oncall", "preset:base", "who", "legal", *at, *desk).json()["rotations"][0]["on_call"][0]
    assert after["person"] == other
    assert "override" in after["why"]
