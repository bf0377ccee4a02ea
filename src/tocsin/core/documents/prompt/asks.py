"""What the chat model is asked for: the request and its two follow-ups (A13.3)."""

TEN = (
    (
        "Definitions and levels",
        "a table of the levels, then the criteria of each level in words and with thresholds, then one "
        "example per level",
    ),
    (
        "Intake and triage",
        "the required facts with the question to ask for each, the severity table, stop-the-line, a "
        "decision tree as an indented list, duplicates, incomplete requests",
    ),
    ("Ownership", "a RACI table, the duties of each seat, the rule for handing over"),
    (
        "Routing",
        "a table of type, team, primary, backup and next rung with times; time to acknowledge per level "
        "and segment; when Security, Legal, Finance and PR join",
    ),
    (
        "Customer communication",
        "the cadence per severity and segment, what each update states, one script per channel, templates, "
        "approved and banned phrases, honest words for what is not known",
    ),
    (
        "Internal communication",
        "the war room's name and checklist, tags and tracker link, the four-line brief, the executive brief",
    ),
    (
        "Resolution and hand-off",
        "what stabilised means, what resolved means, how the customer confirms, what is written down, "
        "closing notes",
    ),
    (
        "Service recovery",
        "a table of offers with conditions, the approval matrix, the guardrails, how goodwill is recorded",
    ),
    (
        "Post-escalation review",
        "triggers, a five-whys form, actions with owner and due date, knowledge base, the prevent-repeat "
        "score, the monthly agenda, when a missed action rises",
    ),
    (
        "Metrics",
        "a table of measure, definition, target and owner; calibration targets; the weekly on-call health "
        "report",
    ),
)
"""The ten sections with the form that each one takes."""

RULES = """## Rules for your answer
1. Change no threshold, no time, no amount, no name and no template. They are decided; your work is to \
explain them.
2. After every figure write the id it comes from in square brackets, as in: {example}.
3. Where the policy says nothing, write NOT IN THE POLICY and what is missing. Invent nothing.
4. Use one word per thing, the words below: ticket, severity, level, escalation, owner, page, \
acknowledge, update, stabilised, resolved.
5. Plain sentences that somebody can follow at three in the morning. Tables for rules, numbered steps for \
work, no filler.
6. End with a table "Figures used" with the columns id, value, section: one row for every figure in your \
answer, in order. The answer is checked against the policy with it, and is refused when one row differs."""

RUNBOOKS = """Now write the runbooks of this policy, one for each seat below, each on at most two pages.

For each seat write three checklists: first 15 minutes, first hour, steady state. Start each line with a \
verb, one action a line, in the order in which they are done. Then: what must never wait, how the seat is \
handed over, and the messages that the seat sends, ready to copy.

Take the lines below as they stand; you may split a line, not change it. Rules 1 to 6 of my first request \
hold, the table "Figures used" included."""

TRAINING = """Now write the training for this policy.

1. An onboarding course of the modules below, each with aims, the text, and an exercise with its solution.
2. {scenarios} role-play scenarios. Base each on one criterion below: half of them tickets that just meet \
it, half that just miss it. For each give the customer's opening line, the facts, the facts that are \
missing and must be asked for, the trap, the right severity and level with the id of the criterion, and \
two questions to discuss.
3. The quality scorecard below as a form, and the scored samples with the reason for each score.
4. The coaching templates as talk guides.
5. The monthly review's agenda with who brings what.

Rules 1 to 6 of my first request hold, the table "Figures used" included."""
