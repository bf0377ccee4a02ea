"""Reads the facts of one ticket from JSON or YAML, and says where they cannot be read (A2.1)."""

import json
from typing import Any

from tocsin.core.criteria.encode import encode
from tocsin.core.criteria.vocabulary import Encoded, Vocabulary
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.policy.source import Parsed, Source, parse


def read_facts(source: Source, vocabulary: Vocabulary, now: int) -> dict[str, Encoded]:
    """The encoded facts of a file. Raises Refused with each fact that cannot be read, at its place.

    `now` (microseconds, UTC) counts elapsed facts such as `age` back to their instant.
    """
    parsed = _parsed(source)
    encoded, problems = encode(parsed.data, vocabulary, now)
    if problems:
        at = parsed.places
        raise Refused(
            *(Finding("fact", p.message, at.find((p.name,)), p.help, path=p.name) for p in problems),
            usage=True,
        )
    return encoded


def _parsed(source: Source) -> Parsed:
    # YAML may begin with a brace as well, `{outage: true}`, if its file is named so.
    named_yaml = source.name.lower().endswith((".yaml", ".yml"))
    if source.text.lstrip("\ufeff \t\r\n")[:1] == "{" and not named_yaml:
        return _json(source)
    parsed = parse(source)
    if parsed.findings:
        raise Refused(*parsed.findings, usage=True)
    return parsed


def _json(source: Source) -> Parsed:
    """JSON as JSON means it; the YAML reader, which reads most of it too, finds the places."""
    try:
        data = json.loads(source.text, object_pairs_hook=_no_twins)
    except _Twice as twice:
        at = Position(source.name)
        raise Refused(Finding("fact", f"`{twice}` stands twice", at, "keep one"), usage=True) from None
    except json.JSONDecodeError as error:
        at = Position(source.name, error.lineno, error.colno)
        text = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise Refused(Finding("fact", text, at, "mend the syntax here or just before"), usage=True) from None
    except (RecursionError, ValueError):
        at = Position(source.name)
        raise Refused(Finding("fact", "the JSON cannot be read", at, "flatten it"), usage=True) from None
    return Parsed(data, parse(source).places, [])


class _Twice(Exception):  # noqa: N818 (control flow inside this file only)
    pass


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found
