"""`# tocsin: ignore[rule] reason` silences a warning where it stands, and nothing else."""

from tocsin.core.model.finding import Finding
from tocsin.core.policy.lint import lint
from tocsin.core.policy.lint.example import TEXT, example
from tocsin.core.policy.load import load
from tocsin.core.policy.source import Source

BAD = "severities: {P1: {resolution: 4h, update: 6h}}"


def found(overlay: str) -> list[str]:
    return [f"{f.gravity}:{f.rule}" for f in lint(example(overlay))]


def complaint(overlay: str) -> Finding:
    (finding,) = (f for f in lint(example(overlay)) if f.rule == "ignore-comment")
    return finding


def test_a_comment_on_the_same_line_silences_a_warning() -> None:
    assert found(f"{BAD}  # tocsin: ignore[sla-shorter-than-cadence] agreed with customers") == []


def test_a_comment_on_the_line_above_silences_a_warning() -> None:
    assert found(f"# tocsin: ignore[sla-shorter-than-cadence] agreed with customers\n{BAD}") == []


def test_one_comment_may_name_several_rules() -> None:
    rules = "sla-shorter-than-cadence, unused"
    assert found(f"# tocsin: ignore[{rules}] agreed\n{BAD}") == ["note:ignore-comment"]


def test_a_comment_two_lines_above_silences_nothing() -> None:
    text = f"# tocsin: ignore[sla-shorter-than-cadence] agreed\n\n{BAD}"
    assert found(text) == ["note:ignore-comment", "warning:sla-shorter-than-cadence"]


def test_a_comment_without_reason_silences_nothing_and_is_told() -> None:
    text = f"{BAD}  # tocsin: ignore[sla-shorter-than-cadence]"
    assert found(text) == ["warning:sla-shorter-than-cadence", "warning:ignore-comment"]
    assert "reason" in complaint(text).message


def test_an_error_is_never_silenced() -> None:
    text = "war_room: {name: '#X {date}'}  # tocsin: ignore[war-room-name] we like it"
    assert found(text) == ["error:war-room-name"]


def test_beside_extends_it_speaks_for_the_whole_base() -> None:
    comment = "# tocsin: ignore[unused] the base has one threshold more than we need"
    overlay = "levels: {3: {when: {wide: {if: outage && customers_affected > 3}}}}"
    assert "unused" in {f.rule for f in lint(example(overlay))}
    root = Source("policy.yaml", f"extends: example.yaml  {comment}\n{overlay}\n")
    loaded = load(root, lambda _name, _from: Source("example.yaml", TEXT))
    assert "unused" not in {f.rule for f in lint(loaded)}
    assert "ignore-comment" not in {f.rule for f in lint(loaded)}


def test_a_rule_that_does_not_exist_is_told_with_the_nearest() -> None:
    finding = complaint(f"{BAD}  # tocsin: ignore[sla-shorter-then-cadence] agreed")
    assert finding.help == "did you mean `sla-shorter-than-cadence`?"
    assert finding.at.column == len(BAD) + 3


def test_a_comment_that_names_no_rule_is_told() -> None:
    assert "names no rule" in complaint(f"{BAD}  # tocsin: ignore because").message


def test_a_comment_that_silences_nothing_is_a_note() -> None:
    assert found("# tocsin: ignore[unused] not any more") == ["note:ignore-comment"]
