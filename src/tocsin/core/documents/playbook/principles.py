"""The seven principles, each with what in this policy enforces it (A-P 1 to 7)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import used_ladders
from tocsin.core.documents.parts_triage import answers, cadences, levels, severities
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import low, names, time


def principles(r: Reader) -> o.Section:
    """A table of the principles; one that nothing enforces is told as such."""
    rows = tuple((name, text, enforced or _NOTHING) for name, text, enforced in _principles(r))
    columns = (o.Column("Principle", 1.5), o.Column("What it means", 2.2), o.Column("What enforces it", 3.2))
    table = o.Table(columns, rows, row_heads=True)
    return o.Section(
        "principles",
        "Seven principles, enforced",
        (table,),
        shows=(
            "AP.1",
            "AP.2",
            "AP.3",
            "AP.4",
            "AP.5",
            "AP.6",
            "AP.7",
        ),
    )


_NOTHING: o.Text = o.join(o.strong("Nothing in the policy enforces this yet."))


def _principles(r: Reader) -> list[tuple[str, str, o.Text]]:
    return [
        ("1 Speed with structure", "Each step has a clock and a next step.", _speed(r)),
        ("2 One owner", "One person answers for an escalation from its opening to its end.", _owner(r)),
        ("3 Measurable entry", "A criterion is a rule over facts. A mood is not a criterion.", _entry(r)),
        ("4 Tiered routing", "Support, then specialists, then engineering, security or finance.", _tiers(r)),
        ("5 Open communication", "Customers hear at a known cadence, with known content.", _open(r)),
        ("6 Decision rights", "It is written down who may decide what, and up to where.", _rights(r)),
        ("7 Learning", "Every escalation leaves actions that prevent the next one.", _learning(r)),
    ]


def _speed(r: Reader) -> o.Text:
    ladders = len(used_ladders(r))
    paged = f"{ladders} ladders page the next rung on silence" if ladders else "Nothing pages anybody yet"
    return o.join(
        "First answer: ",
        o.value(answers(r)),
        f". {paged} (",
        o.link("Routing", "#routing"),
        ").",
    )


def _owner(r: Reader) -> o.Text:
    if "owner" not in r.policy.roles:
        return ""
    return o.join(
        f"The seat of the {low(r.role('owner'))}: filled by exactly one person at any instant, handed over "
        "only by an explicit act (",
        o.link("Ownership", "#ownership"),
        ").",
    )


def _entry(r: Reader) -> o.Text:
    count = sum(len(r.policy.levels[n].when) for n in levels(r))
    count += sum(len(severity.when) for _, severity in severities(r)) + len(r.policy.stop_the_line)
    if not count:
        return ""
    return o.join(
        o.value(f"{count} criteria"),
        " over ",
        o.value(f"{len(r.policy.facts)} facts"),
        f", type-checked, with {len(r.policy.parameters)} named thresholds that the past is measured on (",
        o.link("Definitions and levels", "#definitions"),
        ").",
    )


def _tiers(r: Reader) -> o.Text:
    if not r.policy.routes:
        return ""
    teams = names(dict.fromkeys(r.team(route.team) for route in r.policy.routes.values()))
    return o.join(
        o.value(f"{len(r.policy.routes)} routes"), f" to {teams} (", o.link("Routing", "#routing"), ")."
    )


def _open(r: Reader) -> o.Text:
    parts, banned = len(r.policy.communication.parts), len(r.policy.phrases.banned)
    caught = (o.value(f"{banned} banned phrases"), " are caught as the text is written")
    return o.join(
        "Updates: ",
        o.value(cadences(r)),
        f"; each states {parts} things; ",
        *(caught if banned else ("no phrase is banned yet",)),
        " (",
        o.link("Customer communication", "#customer"),
        ").",
    )


def _rights(r: Reader) -> o.Text:
    recovery = r.policy.recovery
    if not recovery.approvals and not r.policy.raci:
        return ""
    return o.join(
        o.value(f"{len(recovery.approvals)} approval bands"),
        ", ",
        o.value(f"{len(recovery.guardrails)} guardrails"),
        " (",
        o.link("Service recovery", "#recovery"),
        f") and one accountable role for each of {len(r.policy.raci)} activities (",
        o.link("Ownership", "#ownership"),
        ").",
    )


def _learning(r: Reader) -> o.Text:
    review = r.policy.review
    if not review.triggers:
        return ""
    due = ("held within ", o.value(time(review.due)), "; ") if review.due else ()
    return o.join(
        o.value(f"{len(review.triggers)} triggers"),
        " open a review, ",
        *due,
        "a missed action rises to leadership (",
        o.link("Review", "#review"),
        ").",
    )
