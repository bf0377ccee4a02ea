"""Grafana OnCall: escalation chains as ladders (A4.5). Steps between two waits page at the same moment."""

from tocsin.exchange import ladders
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

_REPEATS = 5
"""How often their chain starts over at most."""
_LISTS = {
    "notify_persons": "persons_to_notify",
    "notify_person_next_each_time": "persons_to_notify_next_each_time",
}


def take_chains(part: Part, chains: list[Record], steps: list[Record]) -> dict[str, str]:
    """Every chain as a ladder; the ladders' ids by the chains' ids."""
    part.ladder_ids.claim_all((c.id, c.name) for c in chains if c.id)
    known = {chain.id for chain in chains}
    for step in (s for s in steps if s.text("escalation_chain_id") not in known):
        part.notes.lost(step, "escalation_chain_id", "the export does not hold its chain", "it is left out")
    found = {}
    for chain in chains:
        own = [step for step in steps if step.text("escalation_chain_id") == chain.id]
        found[chain.id] = _chain(part, chain, sorted(own, key=lambda step: step.whole("position")))
    return found


def _chain(part: Part, chain: Record, steps: list[Record]) -> str:
    climb = ladders.Climb()
    current = ladders.Step([])
    for step in steps:
        type_ = step.text("type")
        if type_ == "wait":
            if current.page:
                current.wait = max(1, round(step.whole("duration", 600) / 60))
                climb.steps.append(current)
            elif climb.steps:
                climb.steps[-1].wait += max(1, round(step.whole("duration", 600) / 60))
            else:
                what = "a ladder pages at once"
                part.notes.lost(chain, "wait", what, "the first rung does not wait", step.text("duration"))
            current = ladders.Step([])
        elif type_ == "repeat_escalation":
            climb.repeat = _REPEATS
        else:
            current.page += _pages(part, chain, step, type_)
            current.in_turn = current.in_turn or type_ == "notify_person_next_each_time"
    if current.page:
        climb.steps.append(current)
    return ladders.keep(part, chain, climb)


def _pages(part: Part, chain: Record, step: Record, type_: str) -> list[str]:
    if step.flag("important"):
        what = "a person has one set of rules"
        part.notes.lost(chain, type_, what, "the person's usual rules are used", "important")
    if type_ in _LISTS:
        return [f"person {p}" for id_ in step.texts(_LISTS[type_]) if (p := part.people.person(chain, id_))]
    if type_ == "notify_on_call_from_schedule":
        id_ = step.text("notify_on_call_from_schedule") or step.text("schedule_id")
        if rotation := part.rotation(id_):
            return [f"rotation {rotation}"]
        part.notes.lost(chain, type_, "the schedule is not carried over", "this step is left out", id_)
        return []
    if type_ == "notify_team_members" and (team := part.team_ids.get(step.text("team_to_notify"))):
        return [f"team {team}"]
    part.notes.lost(chain, "type", "a ladder has no such step", "this step is left out", type_)
    return []
