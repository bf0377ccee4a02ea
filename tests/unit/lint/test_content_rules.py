"""Messages, money, reviews and the parts of the documents (A5, A6, A8, A9, A10.9, B)."""

import pytest

from tests.unit.lint.breaks import breaks, says

BANDS = "recovery: {{approvals: {{small: null, large: null, {0}}}}}"


@pytest.mark.req("A8.2", "AP.6")
@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ("a: {by: [approver]}", set()),
        ("a: {up_to: 10%, by: [approver]}, b: {above: 10%, by: [approver]}", set()),
        ("a: {up_to: 10%, by: [approver]}, b: {above: 9%, by: [approver]}", {"approval-overlap"}),
        ("a: {up_to: 10%, by: [approver]}, b: {above: 11%, by: [approver]}", {"approval-gap"}),
        ("a: {up_to: 10%, by: [approver]}", {"approval-gap"}),
        ("a: {above: 5%, by: [approver]}", {"approval-gap"}),
        ("a: {above: 5%, up_to: 5%, by: [approver]}, b: {by: [approver]}", {"approval-mixed"}),
        ("a: {above: 5%, up_to: 100 USD, by: [approver]}, b: {by: [approver]}", {"approval-mixed"}),
        ("a: {up_to: 100 EUR, by: [approver]}, b: {above: 100 EUR, by: [approver]}", {"approval-mixed"}),
        (
            "a: {kinds: [credit], by: [approver]}, b: {kinds: [refund], up_to: 9%, by: [approver]}",
            {"approval-gap"},
        ),
        ("a: {segments: [enterprise], by: [approver]}, b: {segments: [standard], by: [approver]}", set()),
        ("a: {by: [approver]}, b: {segments: [standard], up_to: 9%, by: [approver]}", {"approval-overlap"}),
    ],
)
def test_approval_bands_cover_each_amount_once(bands: str, expected: set[str]) -> None:
    found = breaks(BANDS.format(bands))
    assert found & {"approval-overlap", "approval-gap", "approval-mixed"} == expected or (
        expected == {"approval-mixed"} and "approval-mixed" in found
    )


@pytest.mark.req("A8.2", "A8.3")
def test_a_cap_that_nobody_lifts_ends_the_bands() -> None:
    bands = BANDS.format("a: {up_to: 25%, by: [approver]}")
    assert "approval-gap" in breaks(bands)
    assert "approval-gap" not in breaks(bands[:-1] + ", guardrails: {cap: {lifted_by: []}}}")


@pytest.mark.req("A8.1", "A8.2")
def test_an_offer_that_no_band_covers_needs_an_approver() -> None:
    gift = "recovery: {offers: {gift: {name: Gift, if: outage, kind: goodwill, amount: 100 USD}}}"
    assert breaks(gift) == {"offer-without-approval"}
    assert breaks(gift.replace("100 USD", "100 USD, approver: approver")) == set()
    assert breaks("recovery: {offers: {credit: {segments: [standard], amount: 60%}}}") == set()


@pytest.mark.req("A8.3")
def test_an_offer_above_a_cap_that_nobody_lifts_can_never_be_given() -> None:
    overlay = "recovery: {offers: {credit: {amount: 26%}}, guardrails: {cap: {lifted_by: []}}}"
    assert says(overlay, "offer-above-cap") == [
        "offer `credit` gives 26% of monthly fee, above the cap `cap` of 25% of monthly fee"
    ]


@pytest.mark.req("A5.5", "B7")
def test_a_template_that_cannot_be_read_is_told_where() -> None:
    assert "template-syntax" in breaks("messages: {update: {body: '{{ ticket.number }'}}")
    assert "template-syntax" in breaks("messages: {update: {subject: '{% if ticket.number %}'}}")


@pytest.mark.req("A5.3", "A5.5")
def test_a_variable_that_nobody_fills_is_told_with_the_nearest() -> None:
    assert says("messages: {update: {body: '{{ ticket.nubmer }}'}}", "template-variable") == [
        "there is no variable `ticket.nubmer`"
    ]
    assert breaks("messages: {update: {body: '{% for q in ticket.missing %}{{ q }}{% endfor %}'}}") == set()


@pytest.mark.req("A5.7")
def test_templates_and_approved_phrases_obey_the_ban() -> None:
    assert breaks("messages: {update: {body: 'That is OUR  Policy.'}}") == {"template-banned-phrase"}
    assert breaks("phrases: {uncertainty: {u1: 'No idea yet.'}}") == {"phrase-approved-and-banned"}
    assert breaks("phrases: {banned: {b1: {instead: Trust me.}}}") == {"phrase-approved-and-banned"}


@pytest.mark.req("A5.1", "A5.5")
def test_every_channel_in_use_has_its_templates() -> None:
    assert len(says("organisation: {channels: [email, phone]}", "template-missing")) == 0
    only = "organisation: {channels: [email, phone]}\nmessages: {acknowledgement: {channel: email}}"
    assert says(only, "template-missing") == ["channel `phone` has no template of stage `acknowledgement`"]
    some = "messages: {update: {severities: [P1, P2]}}"
    assert says(some, "template-missing") == [
        "channel `email` has no template of stage `update` for P3 and P4"
    ]


@pytest.mark.req("A6.1")
@pytest.mark.parametrize("name", ["#Inc-{date}", "inc {date}", "#inc-{day}", "#inc.{date}", "#" + "x" * 81])
def test_a_name_that_chat_systems_refuse_is_refused(name: str) -> None:
    assert breaks(f"war_room: {{name: '{name}'}}") == {"war-room-name"}


@pytest.mark.req("A9.5", "A12")
def test_scores_add_up_and_samples_are_complete() -> None:
    assert breaks("review: {score: {test: {points: 61}}}") == {"review-score"}
    assert breaks("training: {scorecard: {speed: {weight: 10}}}") == {"scorecard-weights"}
    assert breaks("training: {samples: {one: {scores: {speed: null}}}}") == {"sample-scores"}


@pytest.mark.req("A10.9")
@pytest.mark.parametrize(
    "overlay",
    [
        "involve: null",
        "phrases: {uncertainty: null}",
        "war_room: {tags: []}",
        "briefs: {four_line: {next: null}}",
        "resolution: {stabilised: null}",
        "resolution: {verification: null}",
        "recovery: {documentation: null}",
        "review: {triggers: null}",
        "review: {knowledge_base: null}",
        "review: {monthly: null}",
        "metrics: {again: null}",
        "training: {coaching: null}",
        "messages: {summary: null}",
        "raci: null",
        "calibration: {per_week: null}",
        "communication: {status_page: ''}",
    ],
)
def test_a_part_that_the_playbook_lacks_is_told(overlay: str) -> None:
    assert breaks(overlay) == {"deliverable-missing"}


@pytest.mark.req("B2", "B5", "B6", "B8", "B9", "B11")
@pytest.mark.parametrize(
    "overlay", ["document: {notice: ''}", "flow: null", "checklist: null", "signatories: null"]
)
def test_a_part_that_the_protocol_lacks_is_told(overlay: str) -> None:
    assert breaks(overlay) == {"protocol-missing"}


@pytest.mark.req("A0.10")
def test_a_risk_of_the_profile_needs_its_clause() -> None:
    assert says("organisation: {risks: [hipaa]}", "risk-without-clause") == [
        "the profile names the risk `hipaa`, but no clause speaks of it"
    ]


@pytest.mark.req("A2.1", "A2.6")
def test_a_fact_that_is_asked_for_has_its_question() -> None:
    assert breaks("facts: {customers_affected: {ask: ''}}") == {"fact-without-question"}


@pytest.mark.req("A2.1")
def test_what_nothing_names_is_told_as_a_note() -> None:
    assert breaks("facts: {unread: {type: boolean, ask: Is it?}}") == {"unused"}
    assert breaks("parameters: {idle: {value: 3}}") == {"unused"}
    assert breaks("messages: {tweet: {name: T, stage: update, channel: social, body: B}}") == {"unused"}


@pytest.mark.req("AP.3")
@pytest.mark.parametrize(
    "expression", ["summary.contains('unhappy')", "summary == 'angry'", "size(summary) > 100"]
)
def test_a_mood_is_no_criterion(expression: str) -> None:
    assert breaks(f'levels: {{1: {{when: {{mood: "{expression}"}}}}}}') == {"criterion-vague"}


@pytest.mark.req("A2.2", "A2.5")
def test_a_criterion_reads_only_what_is_decided_before() -> None:
    assert "criterion-stage" in breaks("severities: {P2: {when: {odd: \"severity == 'P1'\"}}}")
    assert "criterion-stage" in breaks("levels: {2: {when: {odd: level > 1}}}")
    assert "criterion-stage" in breaks("stop_the_line: {lost: {if: level > 1}}")
    assert breaks("review: {triggers: {major: {if: level > 2}}}") == set()


@pytest.mark.parametrize(
    "text",
    [
        "password: hunter2hunter2",
        "AKIAABCDEFGHIJKLMNOP",
        "ghp_0123456789abcdefghijABCDEFGHIJ",
        "token=abcdef123456789",
        "https://user:pa55word@example.com",
        "xoxb-1234567890-abcdef",
        "-----BEGIN RSA PRIVATE KEY-----",
        "https://hooks.slack.com/services/T0000/B0000/XXXXXXXX",
    ],
)
def test_what_looks_like_a_secret_is_told(text: str) -> None:
    assert breaks(f"notes: {{n: '{text}'}}") == {"secret-in-policy"}


@pytest.mark.parametrize(
    "text",
    [
        "The password is asked for by phone.",
        "A token of thanks: flowers",
        "https://example.com/a:b@c",
        "secret: nobody",
    ],
)
def test_what_only_speaks_of_secrets_is_not(text: str) -> None:
    assert breaks(f"notes: {{n: '{text}'}}") == set()
