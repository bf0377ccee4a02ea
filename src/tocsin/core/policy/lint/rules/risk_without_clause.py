"""Every risk constraint has its clause (A0.10)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A risk of the profile that no clause speaks of."""
    spoken = {risk for clause in context.policy.clauses.values() for risk in clause.risks}
    for index, risk in enumerate(context.policy.organisation.risks):
        if risk not in spoken:
            text = f"the profile names the risk `{risk}`, but no clause speaks of it"
            help_ = f"add a clause with `risks: [{risk}]`"
            yield Found(("organisation", "risks", index), text, help_)


RULE = Rule(
    id="risk-without-clause",
    title="Each risk of the profile has a clause",
    why="A risk that is named and then forgotten is worse than one that is not known: it was known.",
    bad="organisation: {risks: [gdpr]}",
    good="organisation: {risks: [gdpr]}\n"
    "clauses: {privacy: {title: Personal data, text: The privacy officer is told at once., risks: [gdpr]}}",
    check=check,
    shows=("A0.10",),
)
