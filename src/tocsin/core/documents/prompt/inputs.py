"""The ten inputs and the people of the policy, as plain text for a chat model (A0, A13.3)."""

from collections.abc import Iterable, Iterator

from tocsin.core.documents.parts_people import used_ladders
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import CHANNELS, INDUSTRIES, RISKS, SYSTEMS, after, amount, names, time


def block(title: str, lines: Iterable[str]) -> str:
    """A titled list; an empty one says that the policy is silent."""
    return "\n".join([f"### {title}", *(list(lines) or ["- NOT IN THE POLICY"])])


def ten_inputs(r: Reader) -> str:
    """The organisation's profile, numbered as a person would fill it in (A0.1 to A0.10)."""
    organisation = r.policy.organisation
    systems = organisation.systems.model_dump(exclude_none=True)
    answers = (
        ("Company", organisation.name),
        ("Industry", INDUSTRIES[organisation.industry]),
        ("Customer segments", "; ".join(_segments(r))),
        ("Support channels", names(CHANNELS[c] for c in organisation.channels)),
        ("Support hours", r.hours(organisation.support_hours)),
        ("Systems in use", "; ".join(f"{SYSTEMS[k]}: {v}" for k, v in systems.items())),
        ("Common triggers", "; ".join(organisation.triggers)),
        ("Current pain points", "; ".join(organisation.pains)),
        ("Target metrics", "; ".join(f"{m.name} {m.target}" for m in r.policy.metrics.values() if m.target)),
        ("Risk constraints", names(RISKS[risk] for risk in organisation.risks)),
    )
    return "\n".join(f"{n}. {name}: {text or 'not stated'}" for n, (name, text) in enumerate(answers, 1))


def _segments(r: Reader) -> Iterator[str]:
    for id_, segment in r.policy.segments.items():
        other = "".join(f", {key} {r.hours(hours)}" for key, hours in segment.exceptions.items())
        yield f"{segment.name} [{id_}], clocks run {r.hours(segment.hours)}{other}"


def seats(r: Reader) -> str:
    """The seats and who is accountable for what."""
    roles = [f"- [{id_}] {role.name}: {role.means}" for id_, role in r.policy.roles.items()]
    raci = [
        f"- {row.activity}: responsible {r.parties(row.responsible)}; accountable "
        f"{r.party(row.accountable)}; "
        f"consulted {r.parties(row.consulted)}; informed {r.parties(row.informed)}"
        for row in r.policy.raci.values()
    ]
    return f"{block('Seats', roles)}\n\n{block('RACI', raci)}"


def routing(r: Reader) -> str:
    """Routes, ladders with their times, and the teams that join."""
    routes = []
    for id_, route in r.policy.routes.items():
        when = r.says(route.when) if route.when else "everything else"
        routes.append(f"- [{id_}] {route.name}: when {when}; team {r.team(route.team)}")
    ladders = [
        f"- {ladder.name}: "
        + "; ".join(f"{after(at)} {r.page(rung.page)}" for at, _, rung in ladder.timeline())
        for ladder in used_ladders(r)
    ]
    joins = [f"- [{i}] {r.team(x.team)} joins when {r.says(x.when)}" for i, x in r.policy.involve.items()]
    return "\n\n".join((block("Routes", routes), block("Ladders", ladders), block("Teams that join", joins)))


def recovery(r: Reader) -> str:
    """Offers, approvals and guardrails with their amounts (A8)."""
    rules = r.policy.recovery
    offers = []
    for id_, offer in rules.offers.items():
        given = f" of {amount(offer.amount)}" if offer.amount else ""
        also = "".join(f"; also {item.text}" for item in offer.also.values())
        offers.append(f"- [{id_}] {offer.name}: {offer.kind}{given}, when {r.says(offer.when)}{also}")
    bands = []
    for id_, band in rules.approvals.items():
        kinds = names(band.kinds, empty="every kind")
        ends = f"above {amount(band.above)}, up to {amount(band.up_to)}"
        bands.append(f"- [{id_}] {kinds}, {ends}: {names(r.role(i) for i in band.by)}")
    rails = [
        f"- [{id_}] {rail.name}: {rail.text}" + (f" Cap: {amount(rail.cap)}." if rail.cap else "")
        for id_, rail in rules.guardrails.items()
    ]
    return "\n\n".join((block("Offers", offers), block("Approvals", bands), block("Guardrails", rails)))


def reviews(r: Reader) -> str:
    """Review triggers, due dates, score and measures (A9, A10)."""
    rules = r.policy.review
    triggers = [f"- [{i}] {rule.text or r.says(rule.when)}" for i, rule in rules.triggers.items()]
    due = [f"- {kind}: due within {time(span)}" for kind, span in rules.actions.due.items()]
    rise = [
        f"- [{i}] {time(x.overdue)} overdue: rises to {r.party(x.to)}" for i, x in rules.actions.rise.items()
    ]
    score = [f"- [{i}] {row.question}: {row.points} points" for i, row in rules.score.items()]
    measures = [
        f"- [{i}] {m.name}: {m.means} Target: {m.target or 'watched'}" for i, m in r.policy.metrics.items()
    ]
    held = f"Review held within {time(rules.due)}"
    return "\n\n".join(
        (
            block(held, triggers),
            block("Actions", [*due, *rise]),
            block("Prevent-repeat score", score),
            block("Measures", measures),
        )
    )
