"""What the customer says: an opening built from the facts of a scenario (A12)."""

from collections.abc import Iterable

from tocsin.core.documents.say import plain

_YES = {
    "outage": "Nothing works: we cannot use it at all.",
    "degraded": "It works only partly, with errors.",
    "workaround": "We have found a way round it for now.",
    "production": "This is our live system.",
    "data_integrity": "Some of our data looks wrong.",
    "payments_failing": "Payments are being refused.",
    "public_complaint": "I have written about this in public.",
    "journalist": "I work for a newspaper and would like a comment today.",
    "names_a_fault": "I can show you exactly which step fails.",
    "executive_contact": "I lead this company, and I am writing myself.",
    "sla_missed": "You promised an answer and did not keep it.",
    "repeat_cause": "We had the very same thing before.",
}
_NO = {
    "workaround": "We have no way round it.",
    "production": "It is our test system, not the live one.",
    "data_integrity": "The data itself looks right.",
    "outage": "Most of it still works.",
    "degraded": "It works, as far as I can see.",
    "names_a_fault": "I cannot put my finger on it.",
    "public_complaint": "So far I have told nobody but you.",
    "payments_failing": "Payments go through.",
}
_WITH = {
    "leaving_within": "If this is not settled, we leave within {}.",
    "followers": "{} people follow me, and they will read how this ends.",
    "disputed": "Your invoice is wrong by {}.",
    "slower_by": "Everything takes {} times as long as it used to.",
    "users_affected": "{} of our people are affected.",
    "blocked_users": "{} of our people cannot work at all.",
    "nps": "On a scale from 0 to 10, I would give you {} today.",
    "reassignments": "I have been passed on {} times.",
    "reopened": "This has been closed and reopened {} times.",
    "age": "I reported this {} ago.",
    "since_update": "I have not heard from you for {}.",
}
_SIGNS = {
    "security": "Somebody may have got into our account.",
    "privacy": "We can see another customer's data.",
    "safety": "Somebody could get hurt.",
    "data_loss": "Records that were there yesterday are gone.",
    "legal": "Our lawyers are reading this with me.",
    "regulatory": "We have to report this to our regulator.",
}
_KINDS = {
    "incident": "Something has broken.",
    "bug": "Something does not work as you describe it.",
    "usability": "This is hard to use.",
    "slowness": "Everything has become slow.",
    "dissatisfaction": "I am not content with how this is going.",
    "enhancement": "I would like you to add something.",
    "billing": "It is about an invoice.",
    "cosmetic": "It is a small thing, but it looks wrong.",
    "question": "I only have a question.",
    "documentation": "Your manual does not say how.",
    "suggestion": "I have a suggestion.",
    "feedback": "I wanted to tell you what I think of it.",
}


def opening(told: Iterable[tuple[str, str]]) -> str:
    """The customer's first words; facts that only the record knows are left out."""
    said = [sentence for name, value in told if (sentence := line(name, value))]
    return " ".join(said) or "Please look at my ticket; somebody should take care of it."


def line(name: str, value: str) -> str:
    """One fact as the customer would say it, or nothing when the customer cannot know it."""
    if name == "indicators":
        return " ".join(_SIGNS.get(each, f"There are signs of {plain(each)}.") for each in _several(value))
    if name == "kind":
        return _KINDS.get(value, "")
    if name in _WITH:
        zero = value == "none" or value.split(maxsplit=1)[0] == "0"
        return "" if zero else _WITH[name].format(_aloud(value))
    return {"yes": _YES, "no": _NO}.get(value, {}).get(name, "")


def _aloud(value: str) -> str:
    """Nobody says `30 days 1 min`."""
    whole, found, _ = value.rpartition(" 1 min")
    return f"a little more than {whole}" if found and whole else value


def _several(value: str) -> list[str]:
    return [] if value == "none" else value.split(", ")
