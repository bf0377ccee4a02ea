"""Every amount has a band of approval (A8.2)."""

from collections.abc import Iterator
from itertools import pairwise

from tocsin.core.policy.lint.bands import Matrix, Strip, shown
from tocsin.core.policy.lint.rule import Context, Found, Rule

END = float("inf")


def check(context: Context) -> Iterator[Found]:
    """Amounts below, between or above the bands that nobody approves."""
    told: set[tuple[str, str]] = set()
    for kind, segment, share, strips in Matrix(context.policy).groups():
        for id_, low, high in _gaps(strips, _hard_cap(context, share)):
            if (id_, str(low)) not in told:
                told.add((id_, str(low)))
                policy = context.policy
                upto = f"up to {shown(high, share, policy)}" if high != END else "and more"
                since = f"above {shown(low, share, policy)} " if low else ""
                text = f"nobody approves {kind} to `{segment}` {since}{upto}"
                help_ = "widen a band or add one, or set a cap that nobody lifts"
                yield Found(("recovery", "approvals", id_), text, help_, key=True)


def _gaps(strips: list[Strip], cap: float) -> Iterator[tuple[str, float, float]]:
    full = [s for s in strips if not s.empty]
    if not full:
        return
    if full[0].low > 0:
        yield full[0].id, 0.0, full[0].low
    highest = full[0]
    for _, two in pairwise(full):
        if two.low > highest.high:
            yield two.id, highest.high, two.low
        highest = max(highest, two, key=lambda strip: strip.high)
    if highest.high < cap:
        yield highest.id, highest.high, cap


def _hard_cap(context: Context, share: bool) -> float:
    """The cap that nobody may lift."""
    caps = [
        float(g.cap.percent if hasattr(g.cap, "percent") else g.cap.amount)
        for g in context.policy.recovery.guardrails.values()
        if g.rule == "cap" and g.cap is not None and not g.lifted_by and hasattr(g.cap, "percent") is share
    ]
    return min(caps, default=END)


RULE = Rule(
    id="approval-gap",
    title="Approval bands leave no gap",
    why="An amount that nobody approves is either given by nobody or by anybody.",
    bad="recovery: {approvals: {large: {above: 30% of monthly fee}}}",
    good="recovery: {approvals: {small: {up_to: 30% of monthly fee}, large: {above: 30% of monthly fee}}}",
    check=check,
    shows=("A8.2",),
)
