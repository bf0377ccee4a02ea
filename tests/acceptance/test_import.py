"""On-call from other tools: what they say, the imported policy says (A4.2, A4.5)."""

import json
from pathlib import Path

import pytest

from tests.acceptance.call import Done, tocsin

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "oncall"
AT = "2026-11-23T08:00:00Z"
VENDORS = ("goalert", "grafana-oncall", "opsgenie", "pagerduty")
POLICY = "tocsin: 1\nextends: preset:base\ninclude: [on-call.yaml]\n"

# Rotation, instant (UTC), and who is on call by the vendor's own rules, worked out by hand.
WHO = {
    "pagerduty": [
        ("platform-on-call", "2026-11-24T10:00:00Z", ["cleo-okafor"]),  # office hours win: day 50 of 2
        ("platform-on-call", "2026-11-24T20:00:00Z", ["ben-adeyemi"]),  # evening: week 46 of three
        ("platform-on-call", "2026-11-30T07:59:59Z", ["ben-adeyemi"]),  # a second before 09:00
        ("platform-on-call", "2026-11-30T08:00:00Z", ["cleo-okafor"]),
        ("platform-on-call", "2026-12-24T15:30:00Z", ["dan-weiss"]),  # the override, in office hours
        ("platform-on-call", "2026-12-26T12:00:00Z", ["dan-weiss"]),  # and over the weekend
        ("platform-on-call", "2026-12-28T10:00:00Z", ["cleo-okafor"]),  # it has ended
        ("platform-backup", "2026-11-24T20:00:00Z", ["cleo-okafor"]),
    ],
    "opsgenie": [
        ("checkout-schedule", "2026-11-24T15:00:00Z", ["gina-hart"]),  # Tuesday morning: day 50
        ("checkout-schedule", "2026-11-25T04:00:00Z", ["gina-hart"]),  # both rotations have her
        ("checkout-schedule", "2026-12-01T04:00:00Z", ["gina-hart", "ines-roth"]),  # both rotations count
        ("checkout-schedule", "2026-11-28T20:00:00Z", []),  # Saturday afternoon: outside both
        ("checkout-schedule", "2026-11-27T02:00:00Z", ["gina-hart", "hugo-sato"]),  # nights alone are
        ("checkout-backup", "2026-11-25T12:00:00Z", []),  # the turn of nobody
        ("checkout-backup", "2026-12-01T00:00:00Z", ["ines-roth"]),
        ("checkout-backup", "2026-12-20T00:00:00Z", ["hugo-sato"]),
        ("checkout-backup", "2027-01-01T00:00:00Z", []),
        ("checkout-schedule-next", "2026-11-24T15:00:00Z", ["hugo-sato"]),  # who comes next
    ],
    "grafana-oncall": [
        ("edge-network", "2026-11-24T10:00:00Z", ["lea-brand"]),  # level 2: working day 36
        ("edge-network", "2026-11-25T10:00:00Z", ["neo-diaz"]),
        ("edge-network", "2026-11-24T20:00:00Z", ["lea-brand", "max-cole"]),  # level 1: a group of two
        ("edge-network", "2026-11-30T20:00:00Z", ["kim-abbott"]),
        ("edge-network", "2026-12-01T07:00:00Z", ["neo-diaz"]),  # level 3: the first of each month
        ("edge-network", "2026-12-05T12:00:00Z", ["max-cole"]),  # the override
        ("edge-network", "2026-12-12T12:00:00Z", ["kim-abbott", "max-cole"]),  # the swap that was taken
    ],
    "goalert": [
        ("store", "2026-11-23T08:00:00Z", ["quinn-kerr"]),  # the active user, until the next hand-off
        ("store", "2026-11-23T14:30:00Z", ["rita-lobo"]),  # Monday 08:30: the rule of one user
        ("store", "2026-11-24T03:00:00Z", ["olga-ivers"]),  # Monday evening: after the hand-off
        ("store", "2026-11-28T18:00:00Z", ["olga-ivers"]),  # Saturday noon
        ("store", "2026-12-01T16:00:00Z", ["pavel-juric"]),  # in place of Rita
        ("store", "2026-12-02T16:00:00Z", ["quinn-kerr", "rita-lobo"]),  # in addition
        ("store", "2026-12-24T20:00:00Z", ["quinn-kerr"]),  # the temporary schedule
        ("store", "2026-12-25T20:00:00Z", []),  # and its empty second day
        ("store-weeks", "2026-11-24T00:00:00Z", ["olga-ivers"]),
    ],
}  # fmt: skip
LOST = {
    "pagerduty": ["`Ninety minutes`, `rotation_turn_length_seconds` `5400`", "`Eva Lang`", "`Checkout`",
                  "`notification_rules` `low`", "`Eastern Time (US & Canada)`", "layer `Last year`"],
    "opsgenie": ["`Backup`, `participants` `none`", "`if-not-closed`", "`Monitoring`", "`blocked`",
                 "`schedule-start`"],
    "grafana-oncall": ["`ical_url_primary`", "`trigger_webhook`", "`Billing run`, `frequency`", "`SSR2`",
                       "`important`", "paged by phone"],
    "goalert": ["`slackChannel`", "`Hook`", "page `escalationPolicies`", "`userOverrides` `1`"],
}  # fmt: skip
SECRETS = {
    "pagerduty": ["f0e1d2c3b4a5968778695a4b3c2d1e0f", "8f14e45fceea167a5a36dedd4bea2543", "0123456789abcdef"],
    "opsgenie": ["c0ffee00-1234-4321-9999-5ec2e7c0ffee"],
    "grafana-oncall": ["5f4dcc3b5aa765d61d8327deb882cf99", "calendar.example.com"],
    "goalert": ["9f86d081884c7d659a2feaa0c55ad015", "hooks.example.com"],
}


def files(vendor: str) -> list[str]:
    return [str(path) for path in sorted((SAMPLES / vendor).glob("*.json"))]


def imported(vendor: str, folder: Path, *words: str) -> Done:
    """The sample of a vendor as a policy in the folder."""
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return tocsin("import", vendor, *files(vendor), "--at", AT, "-o", str(folder / "on-call.yaml"), *words)


def who(folder: Path, rotation: str, at: str) -> list[str]:
    answer = tocsin("oncall", str(folder), "who", rotation, "--at", at, "--format", "json").json()
    return sorted(one["person"] for one in answer["rotations"][0]["on_call"])


@pytest.mark.req("A4.2", "A4.5")
@pytest.mark.parametrize("vendor", VENDORS)
def test_an_imported_policy_passes_the_check(vendor: str, tmp_path: Path) -> None:
    assert imported(vendor, tmp_path).code == 0
    done = tocsin("check", str(tmp_path), "--format", "json")
    found = [f for f in done.json()["findings"] if f["file"].endswith("on-call.yaml")]
    assert done.code == 0, done.out
    assert {f["rule"] for f in found} <= {"unused", "contact-unreachable"}, found


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("vendor", VENDORS)
def test_who_is_on_call_as_the_vendor_says(vendor: str, tmp_path: Path) -> None:
    imported(vendor, tmp_path)
    said = [(rotation, at, who(tmp_path, rotation, at)) for rotation, at, _ in WHO[vendor]]
    assert said == [(rotation, at, sorted(people)) for rotation, at, people in WHO[vendor]]


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("vendor", VENDORS)
def test_what_is_not_carried_over_is_named_with_what_happens_instead(vendor: str, tmp_path: Path) -> None:
    done = imported(vendor, tmp_path)
    assert [text for text in LOST[vendor] if text not in done.err] == []
    lines = done.err.splitlines()
    named = [n for n, line in enumerate(lines) if "[not-carried]" in line]
    assert named and all(lines[n + 1].startswith("    ") and lines[n].startswith(str(SAMPLES)) for n in named)


@pytest.mark.req("A4.2", "A0.6")
@pytest.mark.parametrize("vendor", VENDORS)
def test_no_key_of_an_export_is_repeated(vendor: str) -> None:
    for form in ("text", "json"):
        done = tocsin("import", vendor, *files(vendor), "--at", AT, "--format", form)
        assert [key for key in SECRETS[vendor] if key in done.out + done.err] == []
        assert all(
            any(key in Path(path).read_text("utf-8") for path in files(vendor)) for key in SECRETS[vendor]
        )


@pytest.mark.req("A4.5")
def test_ladders_and_ways_of_paging_come_over(tmp_path: Path) -> None:
    part = tocsin("import", "pagerduty", *files("pagerduty"), "--at", AT, "--format", "json").json()["part"]
    rungs = part["ladders"]["platform"]["rungs"]
    assert [(r["page"], r["wait"]) for r in rungs.values()] == [
        ("rotation platform-on-call", "10 min"),
        ("rotation platform-backup", "10 min"),
        ("person eva-lang", "30 min"),
    ]
    assert rungs["backup"]["also"] == ["person eva-lang"] and rungs["third"]["in_turn"] is True
    assert part["ladders"]["platform"]["repeat"] == 2
    assert part["contacts"]["ana-nunez"]["notify"] == [{"by": "push"}, {"by": "phone", "after": "2 min"}]
    assert part["teams"]["platform"]["members"] == ["ana-nunez", "ben-adeyemi", "cleo-okafor"]
    opsgenie = tocsin("import", "opsgenie", *files("opsgenie"), "--at", AT, "--format", "json").json()["part"]
    waits = [rung["wait"] for rung in opsgenie["ladders"]["checkout-escalation"]["rungs"].values()]
    assert waits == ["10 min", "50 min", "30 min"], "delays count from the alert, waits from the page"


@pytest.mark.req("A4.2")
def test_strict_fails_when_something_is_lost_and_only_then(tmp_path: Path) -> None:
    assert imported("pagerduty", tmp_path, "--strict").code == 1
    whole = tmp_path / "whole.json"
    user = {"id": "U1", "type": "user", "name": "Ana", "email": "ana@example.com", "contact_methods": []}
    layer = {
        "id": "L1", "name": "Weeks", "start": "2026-01-05T09:00:00Z", "end": None, "users": [{"user": user}],
        "rotation_virtual_start": "2026-01-05T09:00:00Z", "rotation_turn_length_seconds": 604800,
    }  # fmt: skip
    schedule = {
        "id": "S1",
        "type": "schedule",
        "name": "Night",
        "time_zone": "UTC",
        "schedule_layers": [layer],
    }
    whole.write_text(json.dumps([user, {"schedule": schedule}]), encoding="utf-8")
    done = tocsin("import", "pagerduty", str(whole), "--at", AT, "--strict")
    assert (done.code, "all carried over" in done.err) == (0, True), done.err


@pytest.mark.req("A4.2")
def test_a_prefix_keeps_what_comes_apart_from_what_is_there(tmp_path: Path) -> None:
    assert imported("pagerduty", tmp_path, "--prefix", "pd").code == 0
    text = (tmp_path / "on-call.yaml").read_text("utf-8")
    assert "pd-platform-backup:" in text and "page: rotation pd-platform-on-call" in text
    assert "ladder: pd-platform" in text and "members: [ana-nunez," in text
    assert tocsin("check", str(tmp_path)).code == 0
    assert who(tmp_path, "pd-platform-backup", "2026-11-24T20:00:00Z") == ["cleo-okafor"]
    assert imported("pagerduty", tmp_path, "--prefix", "Not One").code == 2


@pytest.mark.req("A4.2")
def test_a_calendar_becomes_turns_with_its_exceptions_as_overrides(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    path, out = str(SAMPLES / "ics" / "rota.ics"), str(tmp_path / "on-call.yaml")
    words = ("--rotation", "Platform rota", "--zone", "Europe/Berlin", "--at", AT, "-o", out)
    done = tocsin("import", "ics", path, *words)
    assert done.code == 0 and "FREQ=MONTHLY;BYDAY=1MO" in done.err
    said = {
        at: who(tmp_path, "platform-rota", at)
        for at in (
            "2026-11-24T12:00:00Z", "2026-12-07T18:00:00Z", "2026-12-15T12:00:00Z", "2026-12-19T12:00:00Z",
            "2026-12-29T12:00:00Z", "2027-06-01T12:00:00Z",
        )
    }  # fmt: skip
    assert list(said.values()) == [
        ["ben-adeyemi"],
        ["ana-nunez", "dan-weiss"],  # the first Monday of a month, in addition
        ["cleo-okafor"],  # the recurrence that was moved
        [],  # the rest of that week
        [],  # the recurrence that was left out
        ["ben-adeyemi"],  # turns go on after what is written out: week 73 of three
    ]
    assert tocsin("check", str(tmp_path)).code == 0


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("empty.json", "", "the file is empty"),
        ("broken.json", '{"schedules": [', "not valid JSON"),
        ("nothing.json", "[]", "it holds no objects"),
        ("deep.json", "[" * 100_000, "nest too deep"),
        ("binary.json", "\x00\x01", "not valid JSON"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_its_place(
    name: str, text: str, says: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    for vendor in VENDORS:
        done = tocsin("import", vendor, str(path))
        assert (done.code, done.out) == (1, ""), done.err
        assert says in done.err and f"{path}:1:" in done.err


def test_wrong_use_says_what_to_do(tmp_path: Path) -> None:
    assert tocsin("import", "pagerduty", str(tmp_path / "none.json")).code == 2
    rota = str(SAMPLES / "ics" / "rota.ics")
    done = tocsin("import", "ics", rota, "--rotation", "x", "--zone", "Europe/Berln")
    assert done.code == 2 and "did you mean `Europe/Berlin`?" in done.err
    done = tocsin("import", "ics", *files("goalert"), "--rotation", "x", "--zone", "UTC")
    assert done.code == 1 and "iCalendar" in done.err
    done = tocsin("import", "goalert", *files("goalert"), "--at", "2026-11-23")
    assert done.code == 2 and "--at" in done.err
