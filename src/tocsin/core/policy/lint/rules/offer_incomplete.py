"""An offer or guardrail says what it gives or limits (A8.1, A8.3)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A credit without amount, an extension without length, a cap without figure."""
    for id_, offer in context.policy.recovery.offers.items():
        missing = "extension" if offer.kind == "extension" and offer.extension is None else ""
        missing = "amount" if offer.kind in ("credit", "goodwill") and offer.amount is None else missing
        if missing:
            text = f"offer `{id_}` is {offer.kind}, but has no `{missing}`"
            yield Found(("recovery", "offers", id_), text, f"add `{missing}:`", key=True)
    for id_, guardrail in context.policy.recovery.guardrails.items():
        needs = {"cap": ("cap",), "frequency": ("every", "at_most")}.get(guardrail.rule, ())
        for name in needs:
            if getattr(guardrail, name) is None:
                text = f"guardrail `{id_}` is a {guardrail.rule}, but has no `{name}`"
                yield Found(("recovery", "guardrails", id_), text, f"add `{name}:`", key=True)


RULE = Rule(
    id="offer-incomplete",
    title="Offers and guardrails carry their figures",
    why="`A credit` is a quarrel; `10% of monthly fee` is an offer. A cap without a figure caps nothing.",
    bad="recovery:\n  guardrails:\n"
    "    often: {name: Often, text: Not too often., rule: frequency, every: 90 days}",
    good="recovery:\n  guardrails:\n"
    "    often: {name: Often, text: Not too often., rule: frequency, every: 90 days, at_most: 2}",
    check=check,
    shows=("A8.1", "A8.3"),
)
