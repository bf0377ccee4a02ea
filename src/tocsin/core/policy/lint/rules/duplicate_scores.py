"""What is linked without asking is at least as alike as what is only suggested (A2.4)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A threshold for linking below the one for suggesting."""
    own = context.policy.intake.duplicates
    if own.link_above is not None and own.link_above < own.suggest_above:
        text = (
            f"tickets are linked without asking from {own.link_above * 100:g} %, but shown as likely "
            f"duplicates only from {own.suggest_above * 100:g} %"
        )
        related = (("intake", "duplicates", "suggest_above"),)
        help_ = "put `link_above` above `suggest_above`, or remove it: a person decides"
        yield Found(("intake", "duplicates", "link_above"), text, help_, related=related)


RULE = Rule(
    id="duplicate-scores",
    title="Linking without asking takes more likeness than suggesting",
    why="A link is an act on two customers' tickets. It asks for more certainty than a hint does.",
    bad="intake: {duplicates: {suggest_above: 60%, link_above: 40%}}",
    good="intake: {duplicates: {suggest_above: 40%, link_above: 90%}}",
    check=check,
    shows=("A2.4",),
)
