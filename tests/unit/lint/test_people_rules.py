"""Who answers, who is paged, and who is next (A3, A4)."""

import pytest

from tests.unit.lint.breaks import breaks, says


@pytest.mark.req("A3.1", "AP.2")
def test_a_policy_without_an_owner_is_refused() -> None:
    assert breaks("roles: {owner: null}") == {"owner-missing"}


@pytest.mark.req("A3.5", "A3.7")
def test_a_seat_that_nobody_may_hold_is_told_with_who_needs_it() -> None:
    assert says("roles: {approver: {held_by: []}}", "role-unheld") == [
        "nobody may hold the role `approver`, which `recovery.approvals.large` needs"
    ]


@pytest.mark.req("A4.1", "A4.5")
@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        ("routes: {technical: {team: platfrm}}", "there is no team `platfrm`"),
        ("routes: {technical: {ladder: nope}}", "there is no ladder `nope`"),
        ("ladders: {support: {last: role nobody}}", "there is no role `nobody`"),
        ("ladders: {support: {rungs: {primary: {page: rotation x}}}}", "there is no rotation `x`"),
        ("ladders: {support: {rungs: {primary: {also: [person x]}}}}", "there is no person `x`"),
        ("teams: {support: {members: [x]}}", "there is no person `x`"),
        ("rotations: {platform: {people: [ben, x, cleo]}}", "there is no person `x`"),
        ("raci: {customer: {accountable: support}}", "there is no role `support`"),
        ("raci: {customer: {informed: [nobody]}}", "there is no role or team `nobody`"),
        ("levels: {2: {roles: [x]}}", "there is no role `x`"),
        ("levels: {2: {intake: [summary, sumary]}}", "there is no fact `sumary`"),
        ("levels: {2: {acknowledge: {vip: 5m}}}", "there is no segment `vip`"),
        ("segments: {standard: {hours: ofice}}", "there is no calendar `ofice`"),
        ("segments: {standard: {except: {P1: nights}}}", "there is no calendar `nights`"),
        ("stop_the_line: {lost: {page: nobody}}", "there is no team `nobody`"),
        ("recovery: {approvals: {small: {by: [nobody]}}}", "there is no role `nobody`"),
        ("review: {actions: {rise: {late: {to: nobody}}}}", "there is no role or team `nobody`"),
        ("training: {samples: {one: {scores: {sped: 1}}}}", "there is no scorecard row `sped`"),
        ("calibration: {per_week: {sales: 3}}", "there is no team `sales`"),
        ("roles: {owner: {runbook: {messages: [updat]}}}", "there is no message `updat`"),
    ],
)
def test_an_id_that_names_nothing_is_told(overlay: str, message: str) -> None:
    assert message in says(overlay, "unknown-reference")


@pytest.mark.req("A4.2", "A4.5", "A13.2")
def test_a_ladder_needs_a_primary_a_backup_and_a_next_rung() -> None:
    assert breaks("ladders: {platform: {rungs: {lead: null}}}") == {"ladder-without-backup"}
    assert breaks("ladders: {platform: {rungs: {lead: null}, last: team support}}") == set()
    assert breaks("ladders: {platform: {rungs: {lead: {page: rotation platform}}}}") == {
        "ladder-without-backup"
    }


@pytest.mark.req("A4.5")
def test_ladders_that_lead_to_each_other_are_told_with_the_way() -> None:
    overlay = (
        "ladders: {support: {last: team platform}, platform: {rungs: {lead: {page: team support, wait: 5m}}}}"
    )
    assert says(overlay, "ladder-circle") == [
        "ladder `support` leads back to itself: support → platform → support",
        "ladder `platform` leads back to itself: platform → support → platform",
    ]


@pytest.mark.req("A4.3", "A4.5")
def test_the_backup_is_paged_before_the_shortest_time_to_acknowledge_of_its_levels() -> None:
    slow = "ladders: {platform: {rungs: {primary: {wait: 14m}}}}"
    assert breaks(slow) == set()
    assert breaks(slow.replace("14m", "16m")) == {"rung-after-sla"}
    tight = "levels: {4: {acknowledge: {default: 15m, enterprise: 9m}}}"
    assert says(tight, "rung-after-sla")[0].endswith("but level 4 is acknowledged within 9 min")


@pytest.mark.req("A4.3")
def test_higher_levels_and_better_segments_are_acknowledged_no_slower() -> None:
    assert breaks("levels: {3: {acknowledge: {default: 40m}}}") == {"acknowledge-order"}
    assert breaks("levels: {1: {acknowledge: {enterprise: 2h}}}") == {"acknowledge-order"}
    assert breaks("levels: {4: {acknowledge: {default: 2h}}}") == set()
    assert breaks("levels: {2: {acknowledge: {default: null}}}") == {"acknowledge-missing"}


@pytest.mark.req("A1.1", "A4.1")
def test_a_level_that_pages_nobody_is_an_error_and_one_that_may_is_a_warning() -> None:
    assert "no route is for level 4: nobody is paged" in says(
        "routes: {technical: {levels: [1, 2, 3]}, everything: {levels: [1, 2, 3]}}", "level-unpaged"
    )
    assert len(says("routes: {everything: {if: question}}", "level-unpaged")) == 4


@pytest.mark.req("A4.1")
def test_a_route_after_one_that_always_holds_is_never_taken() -> None:
    late = "routes: {late: {name: Late, if: arr > big, team: platform, levels: [2]}}"
    assert breaks(late) == {"route-unreachable"}
    some = "routes: {everything: {levels: [1]}, late: {name: Late, team: platform}}"
    assert breaks(some) == set()


@pytest.mark.req("A2.3")
def test_stop_the_line_that_reaches_no_person_is_refused() -> None:
    overlay = "teams: {safety: {name: Safety, function: safety}}\nstop_the_line: {lost: {page: safety}}"
    assert "stop-the-line-unanswered" in breaks(overlay)
    assert breaks(overlay.replace("safety}}\n", "safety, members: [ana]}}\n")) == {"team-without-ladder"}


@pytest.mark.req("A4.2", "A10.7")
def test_one_person_is_no_rotation() -> None:
    assert "rotation-of-one" in breaks("rotations: {platform: {people: [ben]}}")


@pytest.mark.req("B6", "B11")
def test_people_can_be_reached_and_addresses_are_addresses() -> None:
    assert breaks("contacts: {ben: {email: '', phone: ''}}") == {"contact-unreachable"}
    for wrong in ("ben", "ben@", "@example.com", "ben example@example.com", "a@b@c.de", "ben@example"):
        assert breaks(f"contacts: {{ben: {{email: '{wrong}'}}}}") == {"contact-email"}
    for right in ("b.o'neil+x@sub.example.co.uk", "\u00e9@\u4f8b\u3048.jp"):
        assert breaks(f'contacts: {{ben: {{email: "{right}"}}}}') == set()
    assert breaks("signatories: {head: {email: nobody}}") == {"contact-email"}
