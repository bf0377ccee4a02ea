"""What constrains every answer: risks add clauses, stop-the-line, approvals and joins (A0.10)."""

from collections.abc import Callable
from typing import Any

from tocsin.core.policy.answers.draft import Draft, scaled, size


def apply(draft: Draft, risks: tuple[str, ...]) -> None:
    """Joins the answered risks to the industry's own, and makes each of them felt."""
    own = list(draft.at("organisation", "risks") or [])
    draft.put([*own, *(r for r in risks if r not in own)], "organisation", "risks")
    for risk in risks:
        changes = _EFFECTS[risk](draft) if risk in _EFFECTS else []
        clauses = [str(c["title"]) for c in draft.part("clauses").values() if risk in c.get("risks", [])]
        changes += [f"the document has the clause `{title}`" for title in clauses]
        for change in changes:
            draft.say("A0.10", risk, change)
    _clauses(draft)


def _clauses(draft: Draft) -> None:
    """Only clauses of risks that are there stay, and those that always hold."""
    present = set(draft.at("organisation", "risks") or [])
    for id_, clause in list(draft.part("clauses").items()):
        if clause.get("risks") and not present & set(clause["risks"]):
            draft.drop("clauses", id_)


def _new(draft: Draft, value: Any, *path: str) -> bool:
    """Adds something that is not there yet."""
    if draft.at(*path) is not None:
        return False
    draft.put(value, *path)
    return True


def _privacy(draft: Draft) -> list[str]:
    rule = {"if": "'privacy' in indicators", "by": "legal_counsel",
            "text": "Counsel reads every update while personal data may be concerned."}  # fmt: skip
    _new(draft, rule, "communication", "approval", "personal-data-words")
    return ["counsel reads updates while personal data may be concerned"]


def _gdpr(draft: Draft) -> list[str]:
    _new(
        draft,
        {"value": "24h", "from": "4h", "to": "2 days",
         "means": "How long after a sign of a privacy event executives decide on the notice."},
        "parameters", "notice_patience",
    )  # fmt: skip
    rule = {"if": "'privacy' in indicators && age >= notice_patience",
            "text": "The clock of the notice to the authority runs; somebody decides."}  # fmt: skip
    _new(draft, rule, "levels", "4", "when", "privacy-notice")
    return [
        *_privacy(draft),
        "a privacy event that is open for 24 hours reaches level 4, in time for the 72-hour notice",
    ]


def _hipaa(draft: Draft) -> list[str]:
    ask = "Please attach a screenshot with all personal data masked, or describe what is on the screen."
    if draft.at("facts", "screenshots"):
        draft.put(ask, "facts", "screenshots", "ask")
    return [*_privacy(draft), "reporters are asked to mask screenshots"]


def _pci(draft: Draft) -> list[str]:
    fact = {"type": "boolean", "label": "card data seen",
            "ask": "Has anybody seen or sent a full card number or security code?"}  # fmt: skip
    stop = {"if": "card_data_seen", "text": "Card data was seen: security is paged, the message is masked.",
            "severity": "P1", "level": 3, "page": "security"}  # fmt: skip
    _new(draft, fact, "facts", "card_data_seen")
    _new(draft, stop, "stop_the_line", "stop-card-data")
    return ["card data stops the line"]


def _regulated(draft: Draft) -> list[str]:
    rule = {"if": "'regulatory' in indicators", "by": "legal_counsel",
            "text": "Counsel reads what is said while a regulator is involved."}  # fmt: skip
    changes = []
    if not draft.at("communication", "approval", "legal-words"):
        draft.put(rule, "communication", "approval", "regulator-words")
        changes.append("counsel reads updates while a regulator is involved")
    intake = draft.at("levels", "3", "intake")
    if isinstance(intake, list) and "indicators" not in intake:
        intake.append("indicators")
    second = draft.at("levels", "2", "intake")
    if isinstance(second, list) and "indicators" not in second:
        second.append("indicators")
        changes.append("level 2 asks for danger signs, so that no notice is missed")
    return changes


def _press(draft: Draft) -> list[str]:
    rule = {"if": "public_complaint || journalist", "by": "comms_lead",
            "text": "The comms lead reads what is said while somebody speaks in public."}  # fmt: skip
    _new(draft, rule, "communication", "approval", "public-words")
    changes = ["the comms lead reads updates while somebody speaks in public"]
    now = draft.at("parameters", "influencer", "value")
    if now and "influencer" not in draft.stated:
        draft.threshold("influencer", max(100, round(now / 2)))
        changes.append(
            f"a public complaint reaches executives from {max(100, round(now / 2)):,} followers (was {now:,})"
        )
    return changes


def _critical(draft: Draft) -> list[str]:
    changes = []
    for id_, words in (("patience", "a top customer's production waits at most"),
                       ("p1_patience", "a P1 becomes an incident after")):  # fmt: skip
        if (now := draft.at("parameters", id_, "value")) and id_ not in draft.stated:
            value = scaled(now, 0.5, "15m")
            draft.threshold(id_, value)
            changes.append(f"{words} {value} (was {now})")
    if size(str(draft.at("severities", "P1", "update"))) > size("30m"):
        draft.put("30m", "severities", "P1", "update")
        changes.append("customers of a P1 hear every 30 minutes")
    draft.put(min(2, draft.at("briefs", "executive_from") or 3), "briefs", "executive_from")
    return [*changes, "executives are briefed from level 2 on"]


def _safety(draft: Draft) -> list[str]:
    rule = {"if": "'safety' in indicators", "text": "Somebody's safety may be at risk."}
    taken = [k for k, v in draft.part("levels", "4", "when").items() if "safety" in str(v)]
    if not taken and draft.at("levels", "4"):
        draft.put(rule, "levels", "4", "when", "people-in-danger")
    return ["danger to people stops the line and reaches executives"]


def _reporting(draft: Draft) -> list[str]:
    touched = False
    for band in draft.part("recovery", "approvals").values():
        money = set(band.get("kinds", [])) & {"credit", "refund", "goodwill"} or not band.get("kinds")
        if money and "finance_controller" not in band["by"] and draft.at("roles", "finance_controller"):
            band["by"] = [*band["by"], "finance_controller"]
            touched = True
    draft.put(
        "Keep who asked, who approved and the booking for seven years.",
        "recovery",
        "documentation",
        "reporting",
    )
    return ["the finance controller approves every credit, refund and goodwill"] if touched else []


_EFFECTS: dict[str, Callable[[Draft], list[str]]] = {
    "gdpr": _gdpr, "hipaa": _hipaa, "pci": _pci, "regulated": _regulated, "high_pr": _press,
    "mission_critical": _critical, "safety": _safety, "financial_reporting": _reporting,
}  # fmt: skip
