"""Shipped presets and policies made from answers, loaded once for all tests here."""

from datetime import date
from functools import cache
from typing import Any

from tocsin import bootstrap
from tocsin.app.init import Plan, Preset, plan
from tocsin.core.policy.answers.file import to_answers
from tocsin.core.policy.answers.read import READERS
from tocsin.core.policy.load import Loaded, load
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Source

NAMES = tuple(bootstrap.preset_names())
OVERLAYS = tuple(n for n in NAMES if n != "base")
INDUSTRIES = ("b2b-saas", "e-commerce", "fintech", "healthcare", "managed-services", "telecom")
TODAY = date(2026, 11, 23)


@cache
def preset(name: str) -> Preset:
    return bootstrap.preset(name)


def policy(name: str) -> Policy:
    return preset(name).loaded.require()


def planned(**said: Any) -> Plan:
    """The plan for answers given as in a file; the company is Acme."""
    said = {"company": "Acme", "industry": "other"} | said
    answers = to_answers({key: READERS[key](value) for key, value in said.items()})
    name = "base" if answers.industry == "other" else answers.industry
    return plan(preset(name), answers, TODAY)


def written(made: Plan) -> Loaded:
    """The policy as it is read back from the files."""
    return load(Source("policy.yaml", made.files["policy.yaml"]), lambda n, _: Source(n, made.files[n]))


def tailored(**said: Any) -> Policy:
    """The policy that answers make."""
    return written(planned(**said)).require()


def because(made: Plan, input_: str) -> str:
    """Everything that is said to follow from one input."""
    return "\n".join(r.change for r in made.reasons if r.input == input_)
