"""A small policy that is complete: the ground on which every rule's bad and good example is laid."""

from tocsin.core.model.finding import Finding, Position
from tocsin.core.policy.load import Loaded, load
from tocsin.core.policy.source import Source

BASE = "example.yaml"
NAME = "policy.yaml"


def example(overlay: str = "") -> Loaded:
    """The example policy with an overlay on it, as `extends:` would read it."""
    root = Source(NAME, f"extends: {BASE}\n{overlay}\n")
    return load(root, _read)


def _read(name: str, _from: str) -> Source | Finding:
    if name == BASE:
        return Source(BASE, TEXT)
    return Finding("no-file", f"there is no file `{name}`", Position(NAME), "the example has one file")


TEXT = """\
tocsin: 1
document:
  title: Escalation policy
  version: 1.0.0
  updated: 2026-01-05
  department: Customer Support
  effective: 2026-02-01
  notice: Danger to people, data or money pages first; forms come later.
organisation:
  name: Example Works
  industry: b2b-saas
  zone: Europe/Berlin
  currency: USD
  channels: [email]
  support_hours: office
  triggers: [outage]
calendars:
  office: {name: Office hours, zone: Europe/Berlin, hours: {mon-fri: ["08:00-18:00"]}}
segments:
  enterprise: {name: Enterprise, hours: always}
  standard: {name: Standard, hours: office, except: {P1: always}}
facts:
  outage: {type: boolean, ask: Is a main function down?}
  degraded: {type: boolean, ask: Is a main function slow or partly down?}
  question: {type: boolean, ask: Is it only a question?}
  data_loss: {type: boolean, ask: Is data lost?}
  customers_affected: {type: integer, unit: customers, ask: How many customers are affected?}
  arr: {type: money, unit: USD, ask: What is the customer's yearly revenue?}
  summary: {type: text, ask: What happened?}
parameters:
  many: {value: 10, from: 2, to: 50, means: From how many customers an outage is wide.}
  big: {value: 50000 USD, from: 10000 USD, to: 200000 USD, means: From which revenue executives are told.}
severities:
  P1:
    name: Critical
    means: A main function is down.
    examples: [Nobody can log in.]
    response: 15m
    resolution: 4h
    update: 45m
    when: {down: {if: outage, text: A main function is down.}}
  P2:
    name: High
    means: A main function is degraded.
    examples: [Reports take minutes.]
    response: 1h
    resolution: 24h
    update: 8h
    when: {slow: {if: degraded, text: A main function is slow.}}
  P3:
    name: Medium
    means: Part of a function is affected.
    examples: [An export lacks a column.]
    response: 4h
    resolution: 5 business days
    update: as needed
  P4:
    name: Low
    means: Cosmetic, or a question.
    examples: [A label is misspelt.]
    response: 1 business day
    resolution: 10 business days
    update: as needed
    when: {asked: {if: question, text: It is only a question.}}
levels:
  0: {name: Support, means: No escalation., acknowledge: {default: 1 business day}, intake: [summary]}
  1:
    name: Lead
    means: The support lead takes part.
    acknowledge: {default: 1h, enterprise: 30m}
    intake: [summary]
    roles: [comms_lead]
    when: {high: {if: "severity == 'P2'", text: Every P2 has an owner.}}
  2:
    name: Cross-functional
    means: Engineering takes part.
    acknowledge: {default: 30m, enterprise: 15m}
    intake: [summary, customers_affected]
    roles: [sme_lead]
    when: {critical: {if: "severity == 'P1'", text: Every P1 reaches engineering.}}
  3:
    name: Incident command
    means: One commander leads.
    acknowledge: {default: 15m}
    intake: [summary, customers_affected]
    roles: [incident_commander, sme_lead, comms_lead]
    when: {wide: {if: outage && customers_affected >= many, text: Many customers are down.}}
  4:
    name: Executive
    means: The relationship is at stake.
    acknowledge: {default: 15m}
    intake: [summary, arr]
    roles: [comms_lead]
    when: {worth: {if: outage && arr > big, text: A large customer is down.}}
stop_the_line:
  lost: {if: data_loss, text: Data is lost., level: 3, severity: P1, page: platform}
roles:
  owner: {name: Escalation owner, means: Answers for it and talks to the customer., held_by: [support],
    runbook: &runbook {first_15_minutes: {take: Accept the seat.}, first_hour: {tell: Say what is known.},
    steady_state: {keep: Keep the rhythm.}, messages: [update]}}
  incident_commander: {name: Incident commander, means: Leads level 3., held_by: [platform], runbook:
    *runbook}
  comms_lead: {name: Comms lead, means: Writes what customers read., held_by: [support], runbook: *runbook}
  sme_lead: {name: SME lead, means: Leads the technical work., held_by: [platform], runbook: *runbook}
  approver: {name: Approver, means: Decides on credits and refunds., held_by: [ana], runbook: *runbook}
raci:
  customer: {activity: Talk to the customer., responsible: [comms_lead], accountable: comms_lead}
contacts:
  ana: {name: Ana Ruiz, title: Head of Support, email: ana@example.com, phone: "+1 202 555 0101", matrix:
    L1}
  ben: {name: Ben Okoro, title: Support engineer, email: ben@example.com, phone: "+1 202 555 0102",
    matrix: technical}
  cleo: {name: Cleo Marsh, title: Platform engineer, email: cleo@example.com, phone: "+1 202 555 0103",
    matrix: product}
teams:
  support: {name: Support, function: support, ladder: support, members: [ana, ben]}
  platform: {name: Platform, function: engineering, ladder: platform, members: [ben, cleo]}
rotations:
  platform: {name: Platform on call, zone: Europe/Berlin, people: [ben, cleo], start: 2026-01-05}
  backup: {name: Platform backup, zone: Europe/Berlin, people: [cleo, ben], start: 2026-01-05}
ladders:
  support:
    name: Support
    rungs:
      primary: {page: person ben, wait: 10m}
      backup: {page: person cleo, wait: 10m}
      lead: {page: person ana, wait: 10m}
  platform:
    name: Platform
    rungs:
      primary: {page: rotation platform, wait: 10m}
      backup: {page: rotation backup, wait: 10m}
      lead: {page: person ana, wait: 10m}
routes:
  technical: {name: Technical, if: outage || degraded, team: platform}
  everything: {name: Everything else, team: support}
involve:
  executives: {if: level >= 4, text: Executives are told., team: support}
communication:
  narrative: {happened: What happened.}
  status_page: The comms lead updates it.
messages:
  acknowledgement: {name: Acknowledgement, stage: acknowledgement, body: We have your report and are on it.}
  incomplete: {name: Incomplete, stage: incomplete, body: Please tell us what is still missing.}
  update: {name: Update, stage: update, body: This is what we know now.}
  resolution: {name: Resolution, stage: resolution, body: It works again.}
  summary: {name: Summary, stage: review_summary, body: This is what we learnt.}
phrases:
  approved: {a1: I have it., a2: Here is what we know., a3: You hear from me at noon., a4: I own this.,
    a5: Thank you for the details., a6: I will check., a7: This is our next step., a8: I was wrong., a9:
    Tell me if it returns., a10: I stay with it.}
  banned:
    b1: &banned {phrase: calm down, instead: I hear you.}
    b2: {phrase: our policy, instead: Here is what I can do.}
    b3: {phrase: not our fault, instead: Let us find the cause.}
    b4: {phrase: you should have, instead: Next time this helps.}
    b5: {phrase: as I said, instead: To sum up.}
    b6: {phrase: no idea, instead: I will find out.}
    b7: {phrase: soon enough, instead: At noon.}
    b8: {phrase: trust me, instead: Here is what we measured.}
    b9: {phrase: everyone else, instead: Let us look at yours.}
    b10: {phrase: nothing we can do, instead: These are the options.}
  uncertainty: {u1: We do not know yet.}
war_room: {roles: [incident_commander], checklist: {open: Open the room.}, tags: [escalated],
  tracker: The ticket names the issue.}
briefs:
  four_line: {impact: Who is hit., symptoms: What they see., cause: What we suspect., next: What we do
    next.}
  executive: {customer: Who and how much., impact: What it costs., status: Where we are., mitigation: What
    we do., decision: What we need.}
resolution:
  stabilised: {stopped: The impact has stopped.}
  resolved: {gone: The cause is removed.}
  verification: {asked: The customer confirms.}
  documentation: {noted: The ticket tells the story.}
  closing: {next: Next steps are sent.}
recovery:
  offers:
    credit: {name: Credit, if: outage, kind: credit, amount: 10% of monthly fee}
  approvals:
    small: {kinds: [credit], up_to: 25% of monthly fee, by: [approver]}
    large: {kinds: [credit], above: 25% of monthly fee, by: [approver, comms_lead]}
  guardrails:
    cap: {name: Cap, text: At most a quarter of the fee., rule: cap, cap: 25% of monthly fee, lifted_by:
      [approver]}
  documentation: {why: The reason is written down.}
review:
  triggers: {major: {if: level >= 3, text: Every incident is reviewed.}}
  due: 5 business days
  facilitator: sme_lead
  form: {why: Why did it happen?}
  actions: {due: {fix: 30 days}, rise: {late: {overdue: 7 days, to: approver}}}
  knowledge_base: {article: The article is written.}
  score: {test: {question: Is there a test?, points: 60}, alarm: {question: Is there an alarm?, points: 40}}
  monthly: {look: {topic: The month's escalations, minutes: 30}}
metrics:
  volume: {name: Escalations, measure: volume, means: Opened in the week.}
  rate: {name: Rate, measure: escalation_rate, means: Escalations per ticket., target: < 10%}
  done: {name: Resolved, measure: time_to_resolution, means: Opened to resolved., target: < 4 h}
  why: {name: Reasons, measure: reasons, means: Criteria that held.}
  again: {name: Repeats, measure: repeat_rate, means: Same cause again., target: < 8% per month}
  happy: {name: CSAT, measure: csat, means: Good marks., target: "> 90%"}
  pages: {name: Pages, measure: pages_per_engineer, means: Pages a week., target: < 6 per week}
  ack: {name: P1 acknowledged, measure: time_to_acknowledge, means: Page to answer., target: < 15 min,
    severities: [P1]}
calibration: {per_week: {support: 20, platform: 10}}
training:
  onboarding: {first: {title: First day, minutes: 60}}
  scorecard: {speed: {name: Speed, weight: 60, good: At once., poor: Late.}, words: {name: Words, weight:
    40, good: Plain., poor: Vague.}}
  samples: {one: {title: A slow day, story: It took an hour., scores: {speed: 1, words: 3}, why: Late but
    clear.}}
  coaching: {talk: {title: After a miss, questions: [What did you see?]}}
flow: {triage: {name: Triage, text: Find out how bad it is.}}
checklist: {ack: {action: Acknowledge, P1: 15 min, P2: 1 h, P3: 4 h, P4: yes}}
practices: {plain: {name: Speak plainly, text: Say what you know.}}
notes: {ours: We review the list every month.}
signatories: {head: {title: Head of Support}}
"""
