"""Changes of on-call, paging, clocks and gates are said in words (A4, A7, B4)."""

import pytest

from tests.unit.policy.test_diff import lines

SPAN = 'from: "2026-02-02T08:00:00Z", to: "2026-02-03T08:00:00Z"'
LEAVE = f"rotations: {{platform: {{overrides: {{leave: {{person: ana, instead_of: ben, {SPAN}}}}}}}}}"
WHEN = "2026-02-02T08:00:00Z to 2026-02-03T08:00:00Z"
NIGHT = "ladders: {platform: {silent_after: 1h, night: {after: 30m}}}"


@pytest.mark.req("B4", "A5.8", "A2.4", "A7.4")
@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        ("clocks: {warn: [40%, 80%]}", ["~ clocks, warnings: now also 40%, no longer 50%"]),
        ("clocks: {pause: [update, resolution]}", ["~ clocks that pause: now also update"]),
        ("clocks: {raised: from_start}", ["~ clocks of a raised severity: from_change → from_start"]),
        (
            "intake: {duplicates: {suggest_above: 40%, growth: [3, 10]}}",
            [
                "~ duplicates, suggest above: 30% → 40% (higher)",
                "~ duplicates, growth: now also 3; 10",
            ],
        ),
        (
            "resolution: {closing: {next: {text: Next steps are sent., met_by: update, optional: true}}}",
            ["~ closing, `next`, met by: confirmed → update", "~ closing, `next`, optional: no → yes"],
        ),
        ("levels: {2: {engage_sme: {default: 30m}}}", ["+ level 2 engage SME (default): 30 min"]),
    ],
)
def test_clocks_duplicates_and_gates(overlay: str, said: list[str]) -> None:
    assert lines(overlay) == said


@pytest.mark.req("A4.2", "A4.5", "A10.2")
@pytest.mark.parametrize(
    ("base", "overlay", "line"),
    [
        (
            "levels: {2: {engage_sme: {default: 30m}}}",
            "levels: {2: {engage_sme: {default: 20m}}}",
            "~ level 2 engage SME (default): within 30 min → within 20 min (faster)",
        ),
        (NIGHT, NIGHT.replace("1h", "45m"), "~ ladder `platform`, silent after: 1 h → 45 min (sooner)"),
        (NIGHT, NIGHT.replace("30m", "40m"), "~ ladder `platform`, night, after: 30 min → 40 min (later)"),
        (
            "ladders: {platform: {rungs: {primary: {every: 5m}}}}",
            "ladders: {platform: {rungs: {primary: {every: 3m}}}}",
            "~ ladder `platform`, rung `primary`, every: every 5 min → every 3 min (more often)",
        ),
        ("", LEAVE, f"+ rotation `platform`, override `leave`: ana instead of ben, {WHEN}"),
        (
            LEAVE,
            LEAVE.replace("02-03", "02-04"),
            "~ rotation `platform`, override `leave`, to: 2026-02-03T08:00:00Z → 2026-02-04T08:00:00Z",
        ),
        (
            "",
            f"rotations: {{platform: {{swaps: {{one: {{one: cleo, other: ben, {SPAN}}}}}}}}}",
            f"+ rotation `platform`, swap `one`: cleo and ben exchange, {WHEN}",
        ),
        (
            "",
            "rotations: {platform: {layers: {weekend: {people: [ana, ben], start: 2026-01-05, "
            "only: {sat-sun: ['00:00-24:00']}}}}}",
            "+ rotation `platform`, layer `weekend`: ana, ben; weekly at 09:00; sat-sun 00:00-24:00",
        ),
        (
            "contacts: {ben: {notify: [{by: email}, {by: phone, after: 3m}]}}",
            "contacts: {ben: {notify: [{by: email}, {by: sms, after: 2m}]}}",
            "~ person `ben`, notify: now also sms after 2 min, no longer phone after 3 min",
        ),
    ],
)
def test_rotations_ladders_and_people(base: str, overlay: str, line: str) -> None:
    assert lines(overlay, base) == [line]


@pytest.mark.req("A4.2")
def test_an_override_that_only_adds_or_only_takes_off_is_said_so() -> None:
    added = LEAVE.replace("instead_of: ben, ", "")
    assert lines(added)[0].startswith("+ rotation `platform`, override `leave`: ana in addition, ")
    off = LEAVE.replace("person: ana, ", "")
    assert lines(off)[0].startswith("+ rotation `platform`, override `leave`: nobody for ben, ")
