"""Use case: the policy's JSON Schema as a text (AP.3)."""

import json

from tocsin.core.policy.json_schema import json_schema


def schema_text(complete: bool = False) -> str:
    """The schema, in the same order every time; see `json_schema` for what `complete` means."""
    return json.dumps(json_schema(complete), ensure_ascii=False, indent=2) + "\n"
