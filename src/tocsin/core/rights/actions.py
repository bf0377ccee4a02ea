"""Everything that can be asked for, by name; every route and every command names one of these."""

from enum import StrEnum


class Action(StrEnum):
    """What somebody wants to do."""

    DESK_SEE = "desk.see"
    ESCALATION_SEE = "escalation.see"
    ESCALATION_REPORT = "escalation.report"
    ESCALATION_ANSWER = "escalation.answer"
    ESCALATION_WORK = "escalation.work"
    ESCALATION_RATE = "escalation.rate"
    ESCALATION_PAGE = "escalation.page"
    ESCALATION_PEOPLE = "escalation.people"
    ESCALATION_END = "escalation.end"
    ESCALATION_MOVE = "escalation.move"
    VIEWS_OWN = "views.own"
    VIEWS_SHARE = "views.share"
    ROSTER_SEE = "roster.see"
    ROSTER_SWAP = "roster.swap"
    ROSTER_OVERRIDE = "roster.override"
    POLICY_SEE = "policy.see"
    POLICY_TRY = "policy.try"
    POLICY_PROPOSE = "policy.propose"
    POLICY_SIGN = "policy.sign"
    POLICY_ACTIVATE = "policy.activate"
    CALIBRATION_RUN = "calibration.run"
    CUSTOMER_SEE = "customer.see"
    CUSTOMER_MARK = "customer.mark"
    CUSTOMER_ERASE = "customer.erase"
    ACCOUNT_OWN = "account.own"
    PEOPLE_SEE = "people.see"
    PEOPLE_MANAGE = "people.manage"
    TOKENS_OWN = "tokens.own"
    TOKENS_MANAGE = "tokens.manage"
    WEBHOOKS_MANAGE = "webhooks.manage"
    AUDIT_SEE = "audit.see"
    SETTINGS_SEE = "settings.see"
    SETTINGS_MANAGE = "settings.manage"
    EXPORT = "export"


ACTION_OF: dict[str, Action] = {
    "report": Action.ESCALATION_REPORT,
    "suggest": Action.ESCALATION_REPORT,
    "triage": Action.ESCALATION_WORK,
    "return": Action.ESCALATION_WORK,
    "record_facts": Action.ESCALATION_WORK,
    "open": Action.ESCALATION_RATE,
    "raise": Action.ESCALATION_RATE,
    "lower": Action.ESCALATION_RATE,
    "page": Action.ESCALATION_PAGE,
    "acknowledge": Action.ESCALATION_ANSWER,
    "decline": Action.ESCALATION_ANSWER,
    "accept": Action.ESCALATION_ANSWER,
    "refuse": Action.ESCALATION_ANSWER,
    "assign": Action.ESCALATION_PEOPLE,
    "fill": Action.ESCALATION_PEOPLE,
    "leave": Action.ESCALATION_PEOPLE,
    "engage_sme": Action.ESCALATION_PEOPLE,
    "link": Action.ESCALATION_WORK,
    "unlink": Action.ESCALATION_WORK,
    "wait": Action.ESCALATION_WORK,
    "resume": Action.ESCALATION_WORK,
    "finding": Action.ESCALATION_WORK,
    "mitigation": Action.ESCALATION_WORK,
    "workaround": Action.ESCALATION_WORK,
    "update": Action.ESCALATION_WORK,
    "confirm": Action.ESCALATION_WORK,
    "tick": Action.ESCALATION_WORK,
    "stabilise": Action.ESCALATION_END,
    "verify": Action.ESCALATION_END,
    "resolve": Action.ESCALATION_END,
    "reopen": Action.ESCALATION_END,
    "close": Action.ESCALATION_END,
    "note": Action.ESCALATION_WORK,
    "attach": Action.ESCALATION_WORK,
    "move_policy": Action.ESCALATION_MOVE,
}
"""The action that each command of the life cycle needs; what stands here not, only the desk itself does."""
