"""Findings as SARIF 2.1.0, which code hosts show beside the lines of a pull request."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from tocsin import __version__
from tocsin.app.check import Report
from tocsin.core.model.finding import Finding, Position
from tocsin.core.policy.lint import RULES
from tocsin.core.policy.lint.reading import READING

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
DOCS = "https://tocsin.readthedocs.io/reference/lint/"


def as_sarif(report: Report) -> str:
    """One run with every rule that found something, and its findings."""
    used = {finding.rule for finding in report.findings}
    rules = [rule for rule in _rules() if rule["id"] in used]
    known = {rule["id"] for rule in rules}
    rules += [{"id": id_, "shortDescription": {"text": id_}} for id_ in sorted(used - known)]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "tocsin",
                "version": __version__,
                "informationUri": "https://tocsin.readthedocs.io",
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.rule]) for finding in report.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rules() -> Iterable[dict[str, Any]]:
    for rule in RULES:
        yield _described(rule.id, rule.title, rule.why) | {
            "defaultConfiguration": {"level": rule.gravity.value},
            "properties": {"tags": list(rule.shows)},
        }
    for page in READING:
        yield _described(page.id, page.title, page.why) | {"defaultConfiguration": {"level": "error"}}


def _described(id_: str, title: str, why: str) -> dict[str, Any]:
    return {
        "id": id_,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": why},
        "helpUri": f"{DOCS}#{id_}",
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    message = f"{finding.message}: {finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.gravity.value,
        "message": {"text": message},
        "locations": [_location(finding.at)],
    }
    if finding.related:
        result["relatedLocations"] = [_location(at) for at in finding.related]
    return result


def _location(at: Position) -> dict[str, Any]:
    uri = quote(at.file.replace("\\", "/"), safe="/:._-~")
    region = {"startLine": at.line, "startColumn": at.column}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
