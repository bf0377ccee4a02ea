"""PagerDuty: users with contact methods and notification rules; teams (B6, A4.1, A4.5)."""

from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

_METHODS = {
    "email_contact_method": "email", "sms_contact_method": "sms", "phone_contact_method": "phone",
    "push_notification_contact_method": "push",
}  # fmt: skip
Ladders = dict[str, tuple[str, Record]]
"""Escalation policies by their ids: the ladder, and the policy itself."""


def take_people(part: Part, users: list[Record]) -> None:
    """Contacts of all users."""
    whole = [
        u
        for u in users
        if "email" in u or "contact_methods" in u or not u.text("type").endswith("_reference")
    ]
    part.people.add(whole)
    for user in whole:
        part.people.alias(user, user.text("email"))
        part.people.set(user, "title", user.words("job_title"))
        part.people.email(user, user.text("email"))
        part.people.zone(user, user.text("time_zone"))
        types = _methods(part, user)
        _rules(part, user, types)


def _methods(part: Part, user: Record) -> dict[str, str]:
    """Contact methods by id: how each one reaches the person. A device's token is never read."""
    found: dict[str, str] = {}
    for method in user.records("contact_methods", "contact method"):
        type_ = method.text("type").removesuffix("_reference")
        by = _METHODS.get(type_, "")
        found[method.id] = by
        if not by:
            part.notes.lost(user, "contact_methods", "no such way of paging", "it is left out", type_)
        elif by in ("sms", "phone") and "address" in method:
            country = method.text("country_code")
            number = method.text("address")
            part.people.phone(
                user, f"+{country} {number}" if country and not number.startswith("+") else number
            )
        elif (
            by == "email"
            and "address" in method
            and method.text("address").lower() != user.text("email").lower()
        ):
            part.notes.lost(
                user,
                "contact_methods",
                "a contact has one e-mail address",
                "that of the account is kept",
                method.text("address"),
            )
        elif by in ("sms", "phone"):
            part.notes.lost(
                user,
                "contact_methods",
                "the number is not in the reply",
                "export with include[]=contact_methods",
                type_,
            )
    return found


def _rules(part: Part, user: Record, methods: dict[str, str]) -> None:
    rules: list[tuple[str, int]] = []
    for rule in user.records("notification_rules", "notification rule"):
        method = rule.record("contact_method")
        by = _METHODS.get(method.text("type").removesuffix("_reference")) or methods.get(method.id, "")
        if "contact_method" not in rule:
            what = "the reply names a rule without saying what it does"
            part.notes.lost(user, "notification_rules", what, "export with include[]=notification_rules")
        elif rule.text("urgency") == "low":
            part.notes.lost(
                user,
                "notification_rules",
                "a page is always urgent",
                "rules of low urgency are left out",
                "low",
            )
        elif by:
            rules.append((by, rule.whole("start_delay_in_minutes")))
        else:
            part.notes.lost(
                user,
                "notification_rules",
                "no such way of paging",
                "the rule is left out",
                method.text("type"),
            )
    part.people.notify(user, rules)


def take_teams(part: Part, teams: list[Record], members: list[Record], ladders: Ladders) -> None:
    """Teams with the members that users and policies name."""
    part.team_ids.claim_all((team.id or team.name, team.name) for team in teams)
    for team in teams:
        users = [u for u in part.people.records.values() if team.id in [t.id for t in u.records("teams")]]
        own = [m.record("user") for m in members if len(teams) == 1 or (team.id and team.id in m.file)]
        found = [part.people.person(team, u.id, u.name) for u in users]
        found += [part.people.person(team, u.id, u.text("summary")) for u in own]
        paged = [
            id_
            for id_, policy in ladders.values()
            if id_ and team.id in [t.id for t in policy.records("teams")]
        ]
        if len(paged) > 1:
            part.notes.lost(
                team,
                "escalation policies",
                "a team has one ladder",
                f"`{paged[0]}` is taken",
                ", ".join(paged),
            )
        part.team(team, [person for person in found if person], paged[0] if paged else "")
    if len(teams) != 1:
        for member in (m for m in members if not any(t.id and t.id in m.file for t in teams)):
            help_ = "left out: put the team's id into the file's name"
            part.notes.lost(member, "", "the reply does not say to which team it belongs", help_)
