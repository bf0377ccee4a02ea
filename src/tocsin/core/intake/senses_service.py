"""Words of broken services: outages, production, workarounds, sign-in, payments (A1, A2.1)."""

from tocsin.core.intake.senses import Sense, sense

_ALL = (
    r"(?:nobody|no one|no user|no users|none of (?:us|our \w+|the \w+)|everyone|"
    r"everybody|all (?:of )?(?:our |the |eu |us )?(?:users|customers|staff|tenants|"
    r"agents|employees|sites|stores))"
)
_CAN = r"(?:can|could|is able to|are able to|cannot|can't|can’t|can not|unable to|is unable to|are unable to)"
_USE = (
    r"(?:log ?in|sign ?in|log on|access|work|connect|reach|use|open|load|place|"
    r"check ?out|order|call|print|pay)"
)
_THING = (
    r"(?:production|prod|services?|sites?|systems?|platform|app|application|"
    r"api|apis|website|web ?shop|shop|store|servers?|database|network|everything|"
    r"portal|dashboard|product|gateway|line|cluster|tenant)"
)
_TEST = (
    r"(?:staging|sandbox|uat|test(?:ing)? (?:system|environment|tenant|instance|"
    r"server|account)|dev(?:elopment)? (?:system|environment|server)|pre-?prod(?:uction)?|"
    r"non-?prod(?:uction)?|demo (?:system|environment|tenant))"
)

SERVICE: dict[str, Sense] = {
    "outage": sense(
        r"\boutage\b",
        (
            rf"\b(?:{_THING}|it|they|we|you|logins?|checkout|payments?|\w+ing) (?:\w+ "
            rf"){{0,3}}?(?:is|are|was|were|went|goes|has gone|have gone|has been|have "
            rf"been|'s|’s) (?:\w+ly |all |still |again |now |all the way )*down\b(?! "
            rf"(?:to|by|from|with|the))"
        ),
        (
            rf"\b{_THING} (?:(?:is|are) )?(?:\w+ly |all |still |again |now )*(?:down\b(?! "
            rf"(?:to|by|from|with))|offline|unavailable|unreachable|not available|not "
            rf"reachable|not responding|dead|out of service)"
        ),
        rf"\b{_ALL} {_CAN} (?:\w+ )?{_USE}\b",
        (
            r"\b(?:log-?ins?|sign-?ins?|checkouts?|payments?|calls|requests|orders) "
            r"(?:\w+ ){0,2}(?:fail\w*|broken|down|impossible) for (?:all|every)\b"
        ),
        r"\b(?:completely|totally|entirely|fully) (?:down|unavailable|offline|dead|stopped)\b",
        r"\bcan(?:not|'t|’t| not) be reached\b(?! by (?:phone|e-?mail))",
        no=(
            r"\b(?:is|are|was|were)(?: not|n['’]t) (?:\w+ly )?(?:down|an outage|offline|"
            r"unavailable|a full outage)\b|\b(?:site|system|service|platform|everything)"
            r" (?:\w+ )?(?:is|are) (?:still )?up\b(?! (?:to|for))"
        ),
        denial=True,
        unless=(
            r"\b(?:partial|partly|planned|scheduled|maintenance window)\b|\b(?:outage "
            r"(?:report|page|history|notification|policy|credit))"
        ),
    ),
    "degraded": sense(
        r"\bdegrad(?:ed|ation)\b",
        r"\b(?:partial|partly|intermittent\w*)\b",
        r"\btim(?:e|es|ed|ing)[- ]?outs?\b",
        r"\b(?:very|extremely|really|so|much|far|painfully|unusably|times|x) slow(?:er|ly)?\b",
        r"\b(?:is|are|became|been|runs?|running|gets?|getting) (?:\w+ )?(?:slow(?:er|ly)?|sluggish|laggy)\b",
        r"\b(?:high|elevated|increased) (?:latency|error rates?|response times?)\b",
        (
            r"\b(?:some|many|half|most|\d+ ?%) of (?:the |our |all )?(?:requests|calls|"
            r"pages|jobs|orders|payments|exports) (?:are )?(?:fail\w*|time|timing|error\w*)"
        ),
        denial=True,
    ),
    "production": sense(
        (
            r"\b(?:in |on |our |the |all )?(?:production|prod)\b(?! (?:manager|team|"
            r"of|schedule|plan|line|planning|floor|staff|company|costs?|order))"
        ),
        r"\blive (?:system|environment|site|store|shop|tenant|service|customers)\b",
        no=(
            rf"\b(?:only|just) (?:in |on |our |the |affects? )*{_TEST}|\bnot (?:\w+ ){{0,2}}(?:in "
            rf"|on )?(?:production|prod)\b|\b(?:production|prod|live system) (?:is |are "
            rf"|seems |works )?(?:not affected|unaffected|fine|ok|okay|works|healthy)"
            rf"|\bno impact (?:on|to|in) (?:production|prod)\b"
        ),
        denial=True,
        unless=r"\b(?:works?|working|fine) (?:\w+ )?in prod|\b(?:before|until) (?:\w+ ){0,3}prod",
    ),
    "workaround": sense(
        (
            r"\b(?:there is|we have|have found|found|using|use|used|with|via|as|has|"
            r"have|accepted|applied|works?:?) (?:a |an |the |this |one |your )?(?:\w+ "
            r")?work-?around\b"
        ),
        r"\bwork-?around (?:is|exists|available|works|in place|found|that works|accepted)\b",
        r"\bwork-?around ?: ?(?!no\b|none\b|n/a|not\b)\w+",
        r"\bwe (?:can|could) (?:still )?work around\b",
        no=(
            r"\b(?:no|without|not any|lack of)(?: \w+){0,3} (?:a )?work-?arounds?\b|"
            r"\bwork-?around(?:s)? ?(?:[:?]|is|exists)? ?(?:none|no\b|n/a|not (?:known|"
            r"available|possible))|\bwork-?around (?:\w+ )?(?:does|did|do|is|has|was)"
            r"(?: ?n[o'’]t| not| no longer)\b|\bno way (?:around|round) (?:it|this)\b|"
            r"\b(?:can ?not|can['’]t|unable to) work (?:it )?around\b|\bno work-?around\b|"
            r"\bthere (?:is|are)(?: ?n['’]t| not) (?:\w+ )?work-?arounds?\b|\b(?:have|"
            r"has|see|know|found)(?:n['’]t| not|) (?:found |seen |got )?(?:any|no) (?:\w+ "
            r")?work-?arounds?\b"
        ),
        unless=(
            r"\b(?:need|needs|want|give|send|provide|find|looking for|waiting for|ask\w* "
            r"for|request\w*|please|any) (?:\w+ ){0,4}work-?around"
        ),
    ),
    "payments_failing": sense(
        (
            r"\b(?:payments?|card payments?|transactions?|charges|direct debits?|pay-?outs?|"
            r"refunds|checkouts?) (?:\w+ ){0,4}?(?:fail\w*|declined|rejected|bounc\w+|"
            r"broken|not going through|(?:do|does|did)(?: not|n['’]t) go through|error\w* "
            r"out|not work\w*|blocked|down)\b"
        ),
        (
            r"\b(?:can ?not|can['’]t|unable to) (?:pay|check ?out|take (?:any )?payments?|"
            r"process (?:any |card )?(?:payments?|cards?|orders)|charge (?:cards?|customers)"
            r")\b"
        ),
        r"\b(?:charged|billed|debited) (?:\w+ ){0,3}(?:twice|double|two times)\b",
        r"\bdouble[- ]?charg\w+",
        denial=True,
    ),
    "login_blocked": sense(
        rf"\b{_ALL} {_CAN} (?:\w+ )?(?:log ?in|sign ?in|log on|authenticate)\b",
        (
            r"\b(?:all|our|the) (?:users|staff|employees|agents|team|customers|people)"
            r" (?:are )?(?:cannot|can['’]t|can not|unable to) (?:log|sign) ?in\b"
        ),
        (
            r"\b(?:log-?ins?|sign-?ins?|sso|saml|scim|single sign-?on|authentication)"
            r" (?:\w+ ){0,3}?(?:fail\w*|broken|down|not work\w*|(?:do|does|did)(?: not|"
            r"n['’]t) work|returns? (?:an )?errors?)\b"
        ),
        (
            r"\b(?:everyone|everybody|all users|whole company|all of us|the whole team|"
            r"entire \w+|users|we) (?:is|are) (?:\w+ )?locked out\b"
        ),
        denial=True,
        unless=r"\b(?:some|few|small|one user|a user|in some cases)\b",
    ),
    "integration_broken": sense(
        (
            r"\b(?:integration|webhooks?|connector|sync|synchronisation|synchronization|"
            r"edi|feed) (?:\w+ ){0,4}?(?:fail\w*|broken|stopped|down|not work\w*|(?:do|"
            r"does|did)(?: not|n['’]t) work|no longer works?)\b"
        ),
        denial=True,
    ),
    "checkout_failing": sense(
        (
            r"\bcheck-?outs? (?:\w+ ){0,4}?(?:fail\w*|broken|down|not work\w*|(?:do|"
            r"does|did)(?: not|n['’]t) work|errors?|hangs?|freezes?)\b"
        ),
        r"\b(?:can ?not|can['’]t|unable to) check ?out\b",
        denial=True,
    ),
    "wrong_prices": sense(
        r"\b(?:wrong|incorrect|false) (?:prices?|pricing|tax(?:es)?|discounts?|vat)\b",
        r"\b(?:prices?|discounts?|tax(?:es)?|vat) (?:\w+ ){0,3}(?:wrong|incorrect)\b",
        denial=True,
    ),
    "peak_season": sense(
        r"\b(?:black friday|cyber monday|peak season|christmas (?:season|sale|business)"
        r"|singles['’]? day|prime day|boxing day)\b"
    ),
    "clinical_stopped": sense(
        (
            r"\b(?:admissions?|orders?|results?|medications?|wards?|clinic|surger\w+|"
            r"theatres?|clinical work|lab) (?:\w+ ){0,4}(?:stopped|halted|at a standstill|"
            r"cancelled|suspended)\b"
        ),
        r"\b(?:can ?not|can['’]t|unable to) (?:admit|prescribe|order|see results|give medication)\b",
        denial=True,
    ),
    "downtime_procedure": sense(r"\bdowntime procedures?\b", r"\b(?:on|to|using|back to|with) paper\b"),
    "change_failed": sense(
        (
            r"\b(?:after|since|following) (?:your|the|last night['’]s|yesterday['’]s|"
            r"today['’]s|this) (?:\w+ ){0,2}(?:change|update|upgrade|maintenance|release|"
            r"deploy(?:ment)?|patch|migration)\b"
        ),
        lasts=True,
    ),
    "vendor_fault": sense(
        r"\b(?:aws|azure|google cloud|gcp|cloudflare|carrier|isp|provider|vendor)"
        r" (?:\w+ ){0,3}(?:outage|incident|is down|fault|problem)\b"
    ),
    "on_site": sense(
        r"\bon[- ]?site (?:visit|engineer|technician|support|help|work)\b",
        r"\bsend (?:someone|somebody|a technician|an engineer)\b",
        lasts=True,
    ),
    "settlement_missed": sense(
        r"\b(?:missed|miss|missing) (?:the |a |today['’]s |our )?(?:settlement|cut-?off)\b",
        r"\b(?:settlement|cut-?off) (?:was |has been |will be |is )?(?:missed|late)\b",
        denial=True,
        lasts=True,
    ),
    "sla_missed": sense(
        (
            r"\b(?:sla|service level)s? (?:was |were |has been |have been |is |are )?(?:missed|"
            r"breached|violated|broken)\b"
        ),
        r"\b(?:missed|breach(?:ed|ing)?|violat(?:ed|ing)) (?:the |our |your |an )?(?:sla|service level)",
        denial=True,
        lasts=True,
    ),
}
"""By the name of the fact, or of the value of a set."""
