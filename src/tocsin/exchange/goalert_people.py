"""GoAlert: users with contact methods and notification rules (B6, A4.5)."""

from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

_METHODS = {
    "SMS": "sms", "VOICE": "phone", "EMAIL": "email", "WEBHOOK": "webhook", "SLACK_DM": "chat",
    "builtin-twilio-sms": "sms", "builtin-twilio-voice": "phone", "builtin-smtp-email": "email",
    "builtin-webhook": "webhook", "builtin-slack-dm": "chat",
}  # fmt: skip
_NUMBERS = ("sms", "phone")


def take_people(part: Part, users: list[Record]) -> None:
    """Contacts of all users."""
    part.people.add(users)
    for user in users:
        part.people.alias(user, user.text("email"))
        part.people.email(user, user.text("email"))
        methods = {m.id: _method(part, user, m) for m in user.records("contactMethods", "contact method")}
        rules: list[tuple[str, int]] = []
        for rule in user.records("notificationRules", "notification rule"):
            inside = rule.record("contactMethod")
            by = methods.get(rule.text("contactMethodID") or inside.id) or _by(inside)
            if by:
                rules.append((by, rule.whole("delayMinutes")))
            else:
                part.notes.lost(
                    user, "notificationRules", "its contact method is not carried over", "left out"
                )
        part.people.notify(user, rules)


def _by(method: Record) -> str:
    return _METHODS.get(method.text("type") or method.record("dest").text("type"), "")


def _method(part: Part, user: Record, method: Record) -> str:
    """How the method reaches the person; "" when it does not."""
    by, type_ = _by(method), method.text("type") or method.record("dest").text("type")
    args = method.record("dest").record("args")
    value = method.text("value") or args.text("phone_number") or args.text("email_address")
    if method.flag("disabled"):
        part.notes.told(user, "contactMethods", "it is switched off", "its rules are left out", method.name)
        return ""
    if by == "webhook":
        help_ = "its rules are left out: addresses may hold keys; write `webhook:` by hand"
        part.notes.lost(user, "contactMethods", "a webhook's address is not read", help_, method.name)
        return ""
    if not by:
        part.notes.lost(user, "contactMethods", "no such way of paging", "its rules are left out", type_)
    elif by in _NUMBERS:
        part.people.phone(user, value)
    elif by == "email" and value and value.lower() != user.text("email").lower():
        if not user.text("email"):
            part.people.email(user, value)
        else:
            what = "a contact has one e-mail address"
            part.notes.lost(user, "contactMethods", what, "that of the account is kept", value)
    return by
