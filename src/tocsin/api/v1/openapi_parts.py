"""What the operations of the schema share: headers, parameters, problems, and the stream of events."""

from __future__ import annotations

from typing import Any

from tocsin.api.v1.endpoint import Told

TAGS = [
    {"name": "Escalations", "description": "As they stand, and exactly as they stood."},
    {"name": "Intake", "description": "A ticket comes in; what would become of it."},
    {"name": "Commands", "description": "Everything that can be done with an escalation."},
    {"name": "Files", "description": "What is attached to an escalation."},
    {"name": "On call", "description": "Who answers, when, and instead of whom."},
    {"name": "Policy", "description": "The policy that the desk obeys, its versions and their signatures."},
    {"name": "Figures", "description": "How the desk stands."},
    {
        "name": "Customers",
        "description": "Who they are, whether they stay, what is kept of them.",
    },
    {"name": "Running it", "description": "How the desk is, and how long it keeps what is personal."},
    {"name": "People", "description": "Accounts, tokens, and what was done to them."},
    {"name": "Webhooks", "description": "Events, signed and posted to other systems."},
    {"name": "Stream", "description": "Events as they happen, over one connection that stays open."},
    {"name": "Me", "description": "Who asks."},
]

PARAMETERS: dict[str, Any] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "Your own name for this request, such as a UUID: a repeat does nothing and hears the"
        " same. Keys are an account's own.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]{1,200}$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The `ETag` that it was read with: nothing is done when it moved on"
        " (412). The number alone is taken too.",
        "schema": {"type": "string", "pattern": '^"?[0-9]{1,15}"?$'},
    },
}
_NUMBER = {"type": "string", "pattern": "^[0-9]+$"}
HEADERS: dict[str, Any] = {
    "ETag": {
        "description": "The version.",
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
        "required": True,
    },
    "Location": {"description": "Where the new thing lies.", "schema": {"type": "string"}, "required": True},
    "RetryAfter": {"description": "Seconds to wait.", "schema": _NUMBER},
    "RateLimit-Limit": {"description": "Requests a minute.", "schema": _NUMBER},
    "RateLimit-Remaining": {"description": "How many are left at least.", "schema": _NUMBER},
    "RateLimit-Reset": {"description": "Seconds until the next minute.", "schema": _NUMBER},
    "Idempotent-Replayed": {
        "description": "The request had been carried out before.",
        "schema": {"type": "string", "const": "true"},
    },
}
_LIMITS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

STREAM: dict[str, Any] = {
    "get": {
        "operationId": "stream_events",
        "summary": "Follow what happens, as server-sent events",
        "description": "Each message has an `id`, the event `changed`, and data as JSON: the escalation, its"
        " version, the kind of event, who and when. After a broken connection send the last id in"
        " `Last-Event-ID`, and nothing is missed. A comment every 15 s keeps the connection open.",
        "tags": ["Stream"],
        "parameters": [
            {
                "name": "Last-Event-ID",
                "in": "header",
                "required": False,
                "description": "The id of the last message that was received.",
                "schema": {"type": "string", "pattern": "^[0-9]{1,18}$"},
            }
        ],
        "responses": {
            "200": {
                "description": "The stream.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            "401": {"description": "Nobody is signed in"},
        },
        "x-tocsin-action": "desk.see",
    }
}


def headers_of(told: Told) -> dict[str, Any]:
    """The headers of an operation's answer."""
    names = [*_LIMITS, *(["ETag"] if told.etag else []), *(["Location"] if told.created else [])]
    names += ["Idempotent-Replayed"] if told.key else []
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def problems_of(told: Told, has_body: bool, has_path: bool) -> list[str]:
    """The kinds of problem that an operation may answer."""
    found = ["bad-request", "not-signed-in", "forbidden", "unusable", "too-many", "not-possible", "not-now"]
    found += ["not-found"] if has_path else []
    found += ["moved-on"] if told.match else []
    found += ["too-large", "wrong-type"] if has_body else []
    return [*found, *told.also]


def described(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter in OpenAPI's own form: examples by name, nothing said twice."""
    made = {name: value for name, value in parameter.items() if name not in ("examples", "example")}
    shape = {name: value for name, value in made["schema"].items() if name not in ("title", "description")}
    examples = shape.pop("examples", None) or ([shape.pop("example")] if "example" in shape else None)
    made["schema"] = shape
    if examples:
        made["example"] = examples[0]
    return made
