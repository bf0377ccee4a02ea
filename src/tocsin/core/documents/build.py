"""From a policy to a document, by kind. Pure: the caller gives the instant at which it is printed."""

from collections.abc import Callable
from datetime import datetime

from tocsin.core.documents import outline as o
from tocsin.core.documents import playbook, prompt, protocol, runbooks, training
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import INDUSTRIES, title
from tocsin.core.policy.schema import Policy

_Kind = tuple[str, str, Callable[[Reader], tuple[o.Section, ...]]]
_KINDS: dict[str, _Kind] = {
    "playbook": ("Escalation playbook", "How {name} escalates, answers and learns", playbook.sections),
    "protocol": ("", "{department}", protocol.sections),
    "runbooks": ("Runbooks", "One seat a page: what you do first, next, and then", runbooks.sections),
    "training": ("Training and quality", "Onboarding, role-plays, scorecard, coaching", training.sections),
    "prompt": ("Prompts for a chat model", "The policy as a request, with two follow-ups", prompt.sections),
}
KINDS = tuple(_KINDS)
"""What can be printed from a policy."""


def build(kind: str, policy: Policy, made: datetime, paper: o.Paper = "a4") -> o.Document:
    """The document of this kind as an outline; `made` is aware UTC. Raises KeyError for an unknown kind."""
    name_of, subtitle, sections = _KINDS[kind]
    made = made.replace(microsecond=0)
    reader, header, name = Reader.of(policy, made, paper), policy.document, policy.organisation.name
    return o.Document(
        kind=kind,
        title=name_of or header.title,
        subtitle=subtitle.format(name=name, department=header.department),
        organisation=name,
        policy_title=header.title,
        policy_version=header.version,
        policy_hash=reader.hash,
        generated_at=made,
        language=header.language,
        paper=paper,
        facts=_facts(reader),
        sections=sections(reader),
        numbered=False,
        contents=kind in ("playbook", "protocol", "training"),
    )


def _facts(r: Reader) -> tuple[tuple[str, o.Text], ...]:
    header = r.policy.document
    return (
        ("Version", o.join(o.value(header.version))),
        ("Last updated", o.join(o.value(header.updated.isoformat()))),
        ("Effective", o.join(o.value(header.effective.isoformat()))),
        ("Department", header.department),
        *_industry(r),
        ("Support hours", r.hours(r.policy.organisation.support_hours)),
    )


def _industry(r: Reader) -> tuple[tuple[str, o.Text], ...]:
    industry = r.policy.organisation.industry
    return () if industry == "other" else (("Industry", title(INDUSTRIES[industry])),)
