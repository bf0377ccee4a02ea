"""The ids that findings carry besides the lint rules': what reading and calling can run into."""

from __future__ import annotations

READING: dict[str, str] = {
    "yaml": "The file is not YAML that can be read: tabs, unclosed quotes, anchors that multiply.",
    "encoding": "The file is not UTF-8 text.",
    "too-large": "The file or its nesting is beyond the limits.",
    "no-file": "A file that is named does not exist or cannot be read.",
    "file": "A file cannot be used as what it was given for.",
    "include": "Files that include or extend each other in a circle, or are not named as text.",
    "duplicate-key": "A key stands twice, in one file or in two that are joined.",
    "unknown-key": "A key that the schema does not have; the nearest known one is suggested.",
    "missing-key": "A key that the schema needs is not there.",
    "wrong-value": "A value is not what its key takes.",
    "ignore-comment": "A comment that silences a rule names none, gives no reason, or silences nothing.",
    "preset": "There is no shipped preset of that name.",
    "criterion-stage": "An expression reads a fact that is decided only later.",
    "fact": "A fact given to `triage` cannot be used: unknown name, wrong kind, naive time.",
    "parameter": "A parameter cannot be used as given.",
    "test-file": "A file of policy tests cannot be used.",
    "criterion": "There is no criterion of that id.",
    "criterion-twice": "Two criteria that decide severity or level have the same id.",
    "render": "The document cannot be rendered: an extra is not installed, or the format is not known.",
    "mapping": "A mapping does not fit its export or the policy: column, value, zone or format.",
    "history": "An export cannot be read as a history of tickets.",
    "answers": "An answer given to `init` is not understood, or the answers contradict each other.",
    "engine": "The engine behind the back-test refused the work; its own words follow.",
    "output": "The result cannot be written where it should go.",
    "store": "The database cannot be used as it is: it cannot be reached, is full, locked, or not set up.",
    "export": "A file to import cannot be read: no JSON or iCalendar, or nothing in it that is known.",
    "not-carried": "A construct of an imported export is lost or changed; what happens instead follows.",
    "import-note": "Something about an import that a person should look at, though nothing is lost.",
    "setting": "A setting in the environment cannot be used; no secret is repeated.",
    "worker": "The worker cannot begin: another one is at work on this database.",
    "usage": "The command was called wrongly.",
}
"""Finding id to what it means; a test finds the ids in the code that nothing explains."""
