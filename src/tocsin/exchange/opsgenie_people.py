"""Opsgenie: users with their contacts and notification rules; teams (B6, A4.1, A4.5)."""

from collections.abc import Iterator

from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

_METHODS = {"email": "email", "sms": "sms", "voice": "phone", "mobile": "push", "mobile_app": "push"}
_MINUTES = {"minutes": 1, "hours": 60, "days": 24 * 60, "minute": 1, "hour": 60, "day": 24 * 60}


def minutes(span: Record) -> int:
    """`{"timeAmount": 5, "timeUnit": "minutes"}` in minutes."""
    return max(0, span.whole("timeAmount")) * _MINUTES.get(span.text("timeUnit").lower(), 1)


def take_people(part: Part, users: list[Record]) -> None:
    """Contacts of all users. The user name is an e-mail address there."""
    part.people.add(users)
    for user in users:
        part.people.alias(user, user.text("username"))
        part.people.email(user, user.text("username"))
        part.people.zone(user, user.text("timeZone"))
        if user.flag("blocked"):
            part.notes.lost(
                user, "blocked", "the account is blocked", "the person is carried over and paged", "true"
            )
        for contact in user.records("userContacts", "contact"):
            _contact(part, user, contact)
        part.people.notify(user, list(_rules(part, user)))


def _contact(part: Part, user: Record, contact: Record) -> None:
    method = contact.text("contactMethod") or contact.text("method")
    to = contact.text("to")
    if method in ("sms", "voice"):
        number = to.replace("-", " ", 1) if to[:1].isdigit() else to
        part.people.phone(user, number if number.startswith("+") else f"+{number}")
    elif method == "email" and to.lower() != user.text("username").lower():
        part.notes.lost(
            user, "userContacts", "a contact has one e-mail address", "that of the account is kept", to
        )


def _rules(part: Part, user: Record) -> Iterator[tuple[str, int]]:
    """The steps for new alerts; rules may stand whole, or only their steps."""
    listed = user.records("notificationRules", "notification rule") + user.records(
        "notification_rules", "notification rule"
    )
    steps = [r for r in listed if "contact" in r]
    for rule in (r for r in listed if "contact" not in r):
        action = rule.text("actionType")
        if action not in ("create-alert", ""):
            what = "only new alerts page people"
            part.notes.lost(user, "notificationRules", what, "the rule is left out", action)
        elif not rule.flag("enabled", True):
            part.notes.told(user, "notificationRules", "a rule is switched off", "it is left out", rule.name)
        else:
            if "timeRestriction" in rule or "criteria" in rule:
                part.notes.lost(
                    user, "notificationRules", "a rule has conditions", "it holds always", rule.name
                )
            steps += rule.records("steps", "step")
    for step in steps:
        method = step.record("contact").text("method").lower()
        if not step.flag("enabled", True):
            part.notes.told(user, "notificationRules", "a step is switched off", "it is left out", method)
        elif by := _METHODS.get(method):
            yield by, minutes(step.record("sendAfter"))
        else:
            part.notes.lost(
                user, "notificationRules", "no such way of paging", "the step is left out", method
            )


def take_teams(part: Part, teams: list[Record], escalations: list[Record], written: dict[str, str]) -> None:
    """Teams with members and the escalation that they own."""
    for team in teams:
        users = [member.record("user") for member in team.records("members", "member")]
        found = [part.people.person(team, u.id or u.text("username"), u.text("username")) for u in users]
        owned = [
            written[e.id] for e in escalations if e.record("ownerTeam").id == team.id and written.get(e.id)
        ]
        if len(owned) > 1:
            part.notes.lost(
                team, "escalations", "a team has one ladder", f"`{owned[0]}` is taken", ", ".join(owned)
            )
        if "members" not in team:
            part.notes.lost(
                team, "members", "the reply lists the team without its members", "export GET /teams/{id}"
            )
        part.team(team, [person for person in found if person], owned[0] if owned else "")
