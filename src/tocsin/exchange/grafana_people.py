"""Grafana OnCall: users with their notification rules; teams (B6, A4.1, A4.5)."""

from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

_METHODS = {
    "notify_by_sms": "sms", "notify_by_phone_call": "phone", "notify_by_email": "email",
    "notify_by_slack": "chat", "notify_by_telegram": "chat", "notify_by_msteams": "chat",
    "notify_by_mobile_app": "push", "notify_by_mobile_app_critical": "push",
}  # fmt: skip


def take_people(part: Part, users: list[Record], rules: list[Record]) -> None:
    """Contacts of all users, with the rules that are not the important ones."""
    part.people.add(users)
    for user in users:
        part.people.alias(user, user.text("username"))
        part.people.alias(user, user.text("email"))
        part.people.email(user, user.text("email"))
        part.people.zone(user, user.text("timezone"))
        own = [rule for rule in rules if rule.text("user_id") == user.id]
        usual = [rule for rule in own if not rule.flag("important")]
        if usual and len(usual) < len(own):
            what = "a person has one set of rules"
            part.notes.lost(
                user, "personal_notification_rules", what, "the important ones are left out", "important"
            )
        _rules(part, user, usual or own)
    known = {user.id for user in users}
    for rule in (r for r in rules if r.text("user_id") not in known):
        part.notes.lost(
            rule, "user_id", "the export does not hold this user", "left out", rule.text("user_id")
        )


def _rules(part: Part, user: Record, rules: list[Record]) -> None:
    after, found = 0, []
    for rule in sorted(rules, key=lambda one: one.whole("position")):
        type_ = rule.text("type")
        if type_ == "wait":
            after += max(0, rule.whole("duration"))
        elif by := _METHODS.get(type_):
            found.append((by, after // 60))
        else:
            what = "no such way of paging"
            part.notes.lost(user, "personal_notification_rules", what, "the rule is left out", type_)
    part.people.notify(user, found)


def take_teams(
    part: Part, teams: list[Record], users: list[Record], chains: list[Record], written: dict[str, str]
) -> None:
    """Teams with the users that name them, and the chain that is theirs."""
    for team in teams:
        members = [u for u in users if team.id and team.id in u.texts("teams")]
        found = [part.people.person(team, u.id) for u in members]
        owned = [written[c.id] for c in chains if c.text("team_id") == team.id and written.get(c.id)]
        if len(owned) > 1:
            what = "a team has one ladder"
            part.notes.lost(team, "escalation_chains", what, f"`{owned[0]}` is taken", ", ".join(owned))
        part.team(team, found, owned[0] if owned else "")
