"""From files to a policy: parse, join, validate, hash. Pure: the caller reads the files."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tocsin.core.model.finding import Finding, Refused
from tocsin.core.policy.merge import Read, assemble
from tocsin.core.policy.problems import findings_of
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Places, Source


@dataclass(frozen=True)
class Loaded:
    """A policy as it was read: the model (None when it has errors), where things stand, what is wrong."""

    policy: Policy | None
    data: dict[str, Any]
    places: Places
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]

    def require(self) -> Policy:
        """The policy, or Refused with the findings that stand in its way."""
        if self.policy is None:
            raise Refused(*self.findings)
        return self.policy


def load(root: Source, read: Read) -> Loaded:
    """Reads a policy from its root file. Never raises for what stands in the files."""
    parsed, sources = assemble(root, read)
    # What one file lacks may stand in the part that could not be read: it is not told as missing.
    findings, policy = list(parsed.findings), None
    if parsed.data:
        try:
            policy = Policy.model_validate(parsed.data, by_alias=True, by_name=False)
        except ValidationError as error:
            refused = findings_of(error, parsed.data, parsed.places)
            partly = any(f.rule != "duplicate-key" for f in findings)
            findings += [f for f in refused if not (partly and f.rule == "missing-key")]
    if findings:
        policy = None
    ordered = tuple(sorted(findings, key=Finding.order))
    return Loaded(policy, parsed.data, parsed.places, ordered, sources)


def policy_hash(policy: Policy) -> str:
    """SHA-256 of what the policy says: layout, comments and the split into files do not count (design §1)."""
    said = policy.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def short_hash(policy: Policy) -> str:
    """The first twelve digits, as they stand on every page."""
    return policy_hash(policy)[:12]
