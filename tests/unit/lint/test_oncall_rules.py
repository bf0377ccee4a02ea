"""Rotations with layers, overrides, restrictions; ladders through the week; how people are paged (A4)."""

import pytest

from tests.unit.lint.breaks import breaks, says
from tocsin.core.policy.lint.coverage import FULL, gap, minutes, turned
from tocsin.core.policy.lint.example import example
from tocsin.core.policy.lint.paging import holders, reached
from tocsin.core.policy.lint.rules.ladder_gap import SEASONS
from tocsin.core.policy.schema.people import Target

LAYERS = "rotations: {{platform: {{people: null, start: null, layers: {layers}}}}}"
SPAN = 'from: "2026-02-02T08:00:00Z", to: "2026-02-03T08:00:00Z"'


@pytest.mark.req("A4.1", "A4.2", "A4.5", "A10.2")
@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        (
            "rotations: {platform: {layers: {a: {people: [x], start: 2026-01-05}}}}",
            "there is no person `x`",
        ),
        (f"rotations: {{platform: {{overrides: {{a: {{person: x, {SPAN}}}}}}}}}", "there is no person `x`"),
        (
            f"rotations: {{platform: {{overrides: {{a: {{instead_of: x, {SPAN}}}}}}}}}",
            "there is no person `x`",
        ),
        (
            f"rotations: {{platform: {{swaps: {{a: {{one: ben, other: x, {SPAN}}}}}}}}}",
            "there is no person `x`",
        ),
        ("ladders: {support: {rungs: {lead: {hours: ofice}}}}", "there is no calendar `ofice`"),
        ("levels: {2: {engage_sme: {vip: 20m}}}", "there is no segment `vip`"),
    ],
)
def test_an_id_that_names_nothing_is_told(overlay: str, message: str) -> None:
    assert message in says(overlay, "unknown-reference")


@pytest.mark.req("A4.2")
@pytest.mark.parametrize(
    ("only", "message"),
    [
        ("{workdays: ['09:00-17:00']}", "`workdays` names no days"),
        ("{mon: [9-17]}", "`9-17` is no window"),
        ("{mon: ['24:00-06:00']}", "`24:00-06:00` is no window"),
        ("{mon-fri: ['09:00-17:00', '16:00-18:00']}", "two windows overlap on mon"),
        ("{sun: ['22:00-06:00'], mon: ['05:00-07:00']}", "two windows overlap on mon"),
    ],
)
def test_windows_of_turns_are_read_over_midnight_and_over_the_week(only: str, message: str) -> None:
    assert says(f"rotations: {{platform: {{only: {only}}}}}", "turn-hours") == [message]


@pytest.mark.req("A4.2")
def test_windows_that_touch_are_no_overlap() -> None:
    assert breaks("rotations: {platform: {only: {sun: ['22:00-06:00'], mon: ['06:00-12:00']}}}") == set()


@pytest.mark.req("A0.5")
@pytest.mark.parametrize("key", ["breaks", "shifts"])
def test_breaks_and_shifts_of_a_calendar_are_windows_that_do_not_overlap(key: str) -> None:
    good = f'calendars: {{office: {{{key}: {{2026-12-24: ["08:00-10:00", "10:00-12:00"]}}}}}}'
    assert breaks(good) == set()
    assert says(good.replace("10:00-12:00", "09:00-12:00"), "calendar-hours") == [
        "two windows overlap on 2026-12-24"
    ]
    assert breaks(good.replace("10:00-12:00", "noon")) == {"calendar-hours"}


@pytest.mark.req("A4.2", "A4.5")
def test_a_gap_that_another_rung_takes_is_none() -> None:
    gap_ = 'rotations: {platform: {only: {mon-fri: ["08:00-18:00"]}}}'
    assert breaks(gap_) == set()


@pytest.mark.req("A4.2", "A4.5", "A13.2")
def test_a_ladder_that_finds_nobody_at_some_hour_says_when() -> None:
    limited = "primary: {hours: office}, backup: {hours: office}, lead: {hours: office}"
    overlay = f"ladders: {{platform: {{rungs: {{{limited}}}}}}}"
    assert says(overlay, "ladder-gap") == [
        "ladder `platform` finds nobody from Mon 18:00 to Tue 08:00 in Europe/Berlin: every rung is limited "
        "to hours"
    ]
    assert breaks(overlay.replace("}}}}", "}}, last: person ana}}", 1)) == set()


@pytest.mark.req("A4.2", "A4.5")
def test_a_rotation_whose_layers_all_end_covers_nothing_for_good() -> None:
    overlay = (
        "rotations: {platform: {until: 2026-06-01}, backup: {until: 2026-06-01}, third: {name: Third, zone: "
        "UTC, people: [ana, ben], start: 2026-01-05, until: 2026-07-01}}\n"
        "ladders: {platform: {rungs: {lead: {page: rotation third}}}}"
    )
    assert says(overlay, "ladder-gap") == [
        "ladder `platform` finds nobody at any time in Europe/Berlin: no rung covers the gap of its rotations"
    ]


@pytest.mark.req("A2.3", "A4.5")
def test_a_ladder_that_waits_for_its_opening_is_meant_but_not_for_stop_the_line() -> None:
    waits = "hours: office, outside: wait"
    rungs = f"primary: {{{waits}}}, backup: {{{waits}}}, lead: {{{waits}}}"
    assert breaks(f"ladders: {{support: {{rungs: {{{rungs}}}}}}}") == set()
    assert breaks(f"ladders: {{platform: {{rungs: {{{rungs}}}}}}}") == {"stop-the-line-unanswered"}


@pytest.mark.req("A4.2")
@pytest.mark.parametrize(
    ("turns", "why"),
    [
        ("until: 2026-01-05", "it ends on 2026-01-05, not after it begins"),
        ("only: {mon: []}", "`only` has no window"),
    ],
)
def test_turns_that_never_apply_are_told(turns: str, why: str) -> None:
    overlay = f"rotations: {{platform: {{{turns}}}}}"
    assert says(overlay, "layer-never") == [f"`turns` of rotation `platform` is never on call: {why}"]


@pytest.mark.req("A4.2")
def test_turns_that_rest_while_overrides_say_who_is_on_call_are_meant() -> None:
    written = f"overrides: {{a: {{person: ana, {SPAN}}}}}"
    rests = f"rotations: {{platform: {{until: 2026-01-05, {written}}}}}"
    assert breaks(rests) == set()
    assert breaks(rests.replace("until: 2026-01-05", "until: 2026-01-04")) == {"layer-never"}


@pytest.mark.req("A4.2")
def test_a_layer_behind_layers_that_cover_the_week_is_told_unless_all_are_on_call_together() -> None:
    sun = (
        'day: {people: [ben, cleo], start: 2026-01-05, only: {daily: ["06:00-18:00"]}}, '
        'night: {people: [ana, ben], start: 2026-01-05, only: {daily: ["18:00-06:00"]}}'
    )
    spare = "spare: {people: [ana, cleo], start: 2026-02-02}"
    overlay = LAYERS.format(layers=f"{{{sun}, {spare}}}")
    assert breaks(LAYERS.format(layers=f"{{{sun}}}")) == set()
    assert breaks(overlay) == {"layer-never"}
    assert breaks(overlay.replace("people: null", "together: true, people: null")) == set()
    assert breaks(overlay.replace("2026-02-02", "2025-12-01")) == set(), "it is on call before they begin"
    off = f"overrides: {{off: {{instead_of: ben, {SPAN}}}}}, people: null"
    assert breaks(overlay.replace("people: null", off)) == set(), "an override leaves a hole"


@pytest.mark.req("A4.2")
def test_an_override_before_the_first_turn_or_after_the_last_is_told() -> None:
    early = f"rotations: {{platform: {{start: 2026-03-02, overrides: {{a: {{instead_of: ben, {SPAN}}}}}}}}}"
    assert says(early, "override-outside") == [
        "it is over before the first turn begins, at `2026-03-02T09:00:00+01:00`"
    ]
    late = f"rotations: {{platform: {{until: 2026-02-01, overrides: {{a: {{instead_of: ben, {SPAN}}}}}}}}}"
    assert says(late, "override-outside") == [
        "it begins after the last turn has ended, at `2026-02-01T09:00:00+01:00`"
    ]
    assert breaks(early.replace("instead_of: ben", "person: ana")) == set(), "in addition, turns or not"
    swap = f"rotations: {{platform: {{swaps: {{a: {{one: ben, other: ana, {SPAN}}}}}}}}}"
    assert says(swap, "override-outside") == ["`ana` has no turn in rotation `platform`"]


@pytest.mark.req("A4.2", "A10.7")
def test_one_person_alone_is_told_by_layer_but_not_behind_others() -> None:
    alone = "only_one: {people: [ben], start: 2026-01-05}"
    assert "rotation-of-one" in breaks(LAYERS.format(layers=f"{{{alone}}}"))
    first = f"{{{alone}, more: {{people: [ana, cleo], start: 2025-12-01}}}}"
    assert says(LAYERS.format(layers=first), "rotation-of-one") == [
        "layer `only_one` of rotation `platform` has one person, who is always on call"
    ]
    behind = (
        '{more: {people: [ben, cleo], start: 2026-01-05, only: {mon-fri: ["08:00-18:00"]}}, '
        "spare: {people: [ana], start: 2026-01-05}}"
    )
    assert breaks(LAYERS.format(layers=behind)) == set()


@pytest.mark.req("A4.2", "A4.5")
def test_the_backup_is_somebody_else_in_each_layer() -> None:
    def both(second: str) -> str:
        layer = '{{people: {}, start: 2026-01-05, only: {{daily: ["06:00-18:00"]}}}}'
        rest = "people: null, start: null"
        return (
            f"rotations: {{platform: {{{rest}, layers: {{day: {layer.format('[ben, cleo]')}}}}}, "
            f"backup: {{{rest}, layers: {{day: {layer.format(second)}}}}}}}"
        )

    assert breaks(both("[cleo, ben]")) == set()
    assert says(both("[ana, cleo]"), "backup-is-primary") == [
        "`cleo` is on call in `platform` and `backup` in the same turn"
    ]


@pytest.mark.req("A4.2")
def test_a_rotation_of_layers_reaches_the_people_of_all_layers() -> None:
    overlay = LAYERS.format(layers="{a: {people: [ben, ana], start: 2026-01-05}}")
    policy = example(overlay).require()
    assert reached(policy, Target(kind="rotation", id="platform")) == {"ana", "ben"}
    assert holders(policy, "owner") == {"ana", "ben"}
    assert holders(policy, "incident_commander") == {"ana", "ben", "cleo"}


@pytest.mark.req("A4.5", "B6")
@pytest.mark.parametrize(
    ("contact", "message"),
    [
        ("phone: '', notify: [{by: sms}]", "`ben` is paged by sms, but has no `phone`"),
        ("phone: '', notify: [{by: phone}]", "`ben` is paged by phone, but has no `phone`"),
        ("email: '', notify: [{by: email}]", "`ben` is paged by email, but has no `email`"),
        ("notify: [{by: webhook}]", "`ben` is paged by webhook, but has no `webhook`"),
        ("webhook: 'http://example.com/x'", "the webhook of `ben` is not encrypted"),
        ("email: ''", "`ben` is paged by e-mail, as nothing else is said, but has no address"),
    ],
)
def test_each_way_to_page_somebody_has_its_address(contact: str, message: str) -> None:
    assert says(f"contacts: {{ben: {{{contact}}}}}", "notify-without-address") == [message]


@pytest.mark.req("A4.5", "B6")
def test_a_webhook_over_https_is_a_way_to_reach_somebody() -> None:
    way = "webhook: 'https://example.com/x', notify: [{by: webhook}]"
    assert breaks(f"contacts: {{ben: {{email: '', phone: '', {way}}}}}") <= {"stop-the-line-unanswered"}


def test_a_gap_over_the_end_of_the_week_is_told_as_one() -> None:
    weekdays = minutes([(day * 1440, (day + 1) * 1440) for day in range(5)])
    assert gap(weekdays, "UTC", SEASONS[0]) == "from Sat 00:00 to Mon 00:00"
    assert gap(turned(weekdays, 60), "UTC", SEASONS[0]) == "from Sat 01:00 to Mon 01:00"
    assert gap(weekdays, "Asia/Kolkata", SEASONS[0]) == "from Sat 05:30 to Mon 05:30"
    assert gap(FULL, "UTC", SEASONS[0]) == ""
