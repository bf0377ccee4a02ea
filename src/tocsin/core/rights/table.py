"""The one authorisation table: role, action, scope. What does not stand here is not allowed."""

from enum import StrEnum

from tocsin.core.rights.actions import Action


class Role(StrEnum):
    """What an account is for; a seat in an escalation is something else (A3.7)."""

    VIEWER = "viewer"
    AGENT = "agent"
    LEAD = "lead"
    APPROVER = "approver"
    EXECUTIVE = "executive"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """On which objects: none, one's own (owned, seated, paged, reported, of one's team), or any."""

    NONE = "none"
    OWN = "own"
    ANY = "any"


_SEE = {
    Action.DESK_SEE: Scope.ANY,
    Action.ESCALATION_SEE: Scope.ANY,
    Action.VIEWS_OWN: Scope.OWN,
    Action.ROSTER_SEE: Scope.ANY,
    Action.POLICY_SEE: Scope.ANY,
    Action.POLICY_TRY: Scope.ANY,
    Action.CUSTOMER_SEE: Scope.ANY,
    Action.ACCOUNT_OWN: Scope.OWN,
    Action.TOKENS_OWN: Scope.OWN,
    Action.PEOPLE_SEE: Scope.ANY,
    # Whoever is named as a signatory signs, whatever else they may do; nobody signs for another (B11).
    Action.POLICY_SIGN: Scope.OWN,
}
# Danger passes every gate: whoever sees it may report it, and whoever is paged may answer (A2.3).
_WORK = {
    **_SEE,
    Action.ESCALATION_REPORT: Scope.ANY,
    Action.ESCALATION_ANSWER: Scope.OWN,
    Action.ESCALATION_WORK: Scope.ANY,
    Action.ESCALATION_RATE: Scope.ANY,
    Action.ESCALATION_PAGE: Scope.ANY,
    Action.ESCALATION_PEOPLE: Scope.ANY,
    Action.ESCALATION_END: Scope.OWN,
    Action.ROSTER_SWAP: Scope.OWN,
}
_LEAD = {
    **_WORK,
    Action.ESCALATION_ANSWER: Scope.ANY,
    Action.ESCALATION_END: Scope.ANY,
    Action.ESCALATION_MOVE: Scope.ANY,
    Action.VIEWS_SHARE: Scope.ANY,
    Action.ROSTER_SWAP: Scope.ANY,
    Action.ROSTER_OVERRIDE: Scope.ANY,
    Action.POLICY_PROPOSE: Scope.ANY,
    Action.CALIBRATION_RUN: Scope.ANY,
    Action.CUSTOMER_MARK: Scope.ANY,
    Action.EXPORT: Scope.ANY,
}

TABLE: dict[Role, dict[Action, Scope]] = {
    Role.VIEWER: _SEE,
    Role.AGENT: _WORK,
    Role.LEAD: _LEAD,
    Role.APPROVER: {
        **_WORK,
        Action.POLICY_ACTIVATE: Scope.ANY,
        Action.CUSTOMER_MARK: Scope.ANY,
        Action.EXPORT: Scope.ANY,
    },
    Role.EXECUTIVE: {
        **_SEE,
        Action.ESCALATION_REPORT: Scope.ANY,
        Action.ESCALATION_ANSWER: Scope.OWN,
        Action.ESCALATION_WORK: Scope.OWN,
        Action.ESCALATION_PEOPLE: Scope.OWN,
        Action.ESCALATION_END: Scope.OWN,
        Action.ROSTER_SWAP: Scope.OWN,
        Action.CUSTOMER_MARK: Scope.ANY,
        Action.EXPORT: Scope.ANY,
        Action.AUDIT_SEE: Scope.ANY,
    },
    Role.ADMINISTRATOR: {
        **_LEAD,
        Action.POLICY_ACTIVATE: Scope.ANY,
        Action.CUSTOMER_ERASE: Scope.ANY,
        Action.PEOPLE_MANAGE: Scope.ANY,
        Action.TOKENS_MANAGE: Scope.ANY,
        Action.WEBHOOKS_MANAGE: Scope.ANY,
        Action.AUDIT_SEE: Scope.ANY,
        Action.SETTINGS_SEE: Scope.ANY,
        Action.SETTINGS_MANAGE: Scope.ANY,
    },
}
