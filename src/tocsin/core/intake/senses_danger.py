"""Words of danger and of relations: security, data, safety, law, press, key accounts (A2.3, A1.4)."""

from tocsin.core.intake.senses import Sense, sense

_DATA = (
    r"(?:data|records?|orders?|files?|entries|documents?|messages|e-?mails|invoices|"
    r"rows|transactions|bookings|history|backups?)"
)
_OTHER = r"(?:others?|another|other|different|wrong|foreign|unrelated)"
_WHO = (
    r"(?:customers?|tenants?|compan(?:y|ies)|clients?|accounts?|patients?|organi[sz]ations?|"
    r"people|person|users?|recipients?)"
)
_SEEN = (
    rf"\b{_OTHER} {_WHO}(?:['’]s|s['’]|['’])? (?:\w+ )?(?:{_DATA}|details|names|"
    rf"information|addresses|contracts)\b|\b{_DATA} (?:of|from|belonging to) "
    rf"(?:an?)?{_OTHER} {_WHO}\b|\b{_DATA} (?:\w+ ){{0,3}}(?:shown|visible|sent|"
    rf"exposed|disclosed|leaked) to (?:the )?{_OTHER} {_WHO}"
)
_PRIVATE = (
    r"(?:personal data|pii|phi|customer data|patient (?:data|records?|information)"
    r"|health (?:data|information|records)|social security numbers?|passports?|"
    r"private data|personal information)"
)
_BAD = (
    r"(?:expos\w+|leak\w*|breach\w*|disclos\w+|visible|stolen|published|shared|sent to|accessed|compromis\w+)"
)
_BOSS = (
    r"(?:ceo|cto|cfo|coo|cio|ciso|cmo|cpo|vp|vice president|president|managing "
    r"director|general manager|chief \w+ officer|board|director|head of \w+|"
    r"svp|evp)"
)
_PUBLIC = (
    r"(?:twitter|x\.com|linkedin|reddit|facebook|trustpilot|g2|capterra|hacker "
    r"?news|social media|tiktok|youtube|mastodon|bluesky|instagram|app store|"
    r"play store|google reviews?|the forum|your forum)"
)

DANGER: dict[str, Sense] = {
    "security": sense(
        r"\bsecurity (?:incident|breach|issue|hole|problem|flaw|bug|event|vulnerability|leak|gap)\b",
        (
            r"\bunauthori[sz]ed (?:\w+ )?(?:access|log-?ins?|users?|person|transactions?|"
            r"changes?|party|parties|activity)\b"
        ),
        r"\bhack(?:ed|er|ers|ing)?\b",
        r"\b(?:data|security|account) breach\b",
        r"\bbreached\b",
        r"\bransom(?:ware)?\b|\bmalware\b|\bphishing\b|\bspyware\b|\bintrusion\b|\bintruder",
        r"\bvulnerabilit(?:y|ies)\b|\bCVE-\d{4}|\bSQL injection\b|\bXSS\b|\bzero[- ]day\b|\bexploited\b",
        (
            r"\b(?:accounts?|server|servers|credentials?|passwords?|keys?|tokens?|system|"
            r"systems|systems? (?:was|were|is|are)|laptop) (?:\w+ ){0,3}(?:compromised|"
            r"stolen|leaked|taken over)\b"
        ),
        (
            r"\b(?:leaked|stolen|exposed|compromised) (?:\w+ )?(?:credentials?|passwords?|"
            r"keys?|tokens?|secrets?|accounts?|data)\b"
        ),
        r"\bsuspicious (?:log-?ins?|sign-?ins?|activity|access)\b",
        r"\baccount take-?over\b",
        _SEEN,
        rf"\b{_PRIVATE} (?:\w+ ){{0,3}}{_BAD}",
        unless=(
            r"\bbreach of (?:contract|agreement|sla|trust)\b|\b(?:sla|contract\w*) (?:was "
            r"|has been |is )?breach|\bbreach\w* (?:the |our |your |an )?(?:sla|contract)"
            r"|\b(?:growth|life) hack|\bhackathon"
        ),
        lasts=True,
    ),
    "privacy": sense(
        rf"\b{_PRIVATE} (?:\w+ ){{0,4}}{_BAD}",
        rf"\b{_BAD} (?:\w+ ){{0,3}}{_PRIVATE}",
        r"\b(?:gdpr|hipaa|privacy|data protection) (?:breach|violation|incident|issue|complaint|concern)\b",
        _SEEN,
        lasts=True,
    ),
    "safety": sense(
        (
            r"\b(?:someone|somebody|person|people|employees?|workers?|patients?|drivers?|"
            r"child(?:ren)?|nurse|operator|colleague)s? (?:\w+ ){0,4}(?:hurt|injured|"
            r"harmed|burn(?:ed|t)|in danger|at risk of (?:injury|harm)|hospitali[sz]ed|"
            r"died)\b"
        ),
        r"\b(?:caught|on) fire\b",
        r"\bsmoke (?:is )?(?:com|from|ris)",
        r"\belectric shock\b",
        r"\bpatient safety\b",
        r"\blife[- ]threatening\b",
        r"\bdanger to (?:life|people|patients)\b",
        r"\bunsafe to\b",
        r"\b(?:wrong|missed) (?:dose|dosage|medication|patient)\b",
        r"\binjur(?:y|ies)\b",
        r"\bsafety (?:incident|issue|hazard|risk)\b",
        lasts=True,
    ),
    "data_loss": sense(
        r"\bdata[- ]?loss\b",
        r"\bloss of (?:\w+ )?data\b",
        rf"\b(?:lost|losing|loses|lose) (?:\w+ |\d[\d,.]* ){{0,4}}{_DATA}\b",
        (
            rf"\b{_DATA} (?:\w+ ){{0,4}}(?:lost|gone|vanished|disappeared|wiped|erased|overwritten|"
            rf"(?:were|was|got|been) (?:\w+ )?deleted)\b"
        ),
        rf"\b(?:wiped|erased|overwrote|overwritten) (?:\w+ ){{0,3}}{_DATA}\b",
        unless=r"\bdata[- ]loss prevention\b|\bdlp\b|\bdeleted by (?:me|us)\b|\b(?:i|we) deleted\b",
        lasts=True,
    ),
    "data_integrity": sense(
        r"\bcorrupt(?:ed|ion|s)?\b",
        (
            rf"\b{_DATA} (?:\w+ ){{0,3}}(?:wrong|incorrect|missing|inconsistent|duplicated|"
            rf"overwritten|garbled|mixed up|out of sync)\b"
        ),
        (
            r"\b(?:wrong|incorrect|missing|inconsistent|duplicate[d]?) (?:totals?|balances?|"
            r"amounts?|figures|numbers|results|data|records?|entries)\b"
        ),
        r"\bdata[- ]?loss\b",
        r"\b(?:lost|losing) (?:\w+ ){0,3}data\b",
        rf"\b{_DATA} (?:\w+ ){{0,3}}(?:lost|vanished|disappeared)\b",
        r"\bdata integrity (?:issue|problem|risk|error)",
        _SEEN,
        unless=r"\bdata[- ]loss prevention\b|\b(?:wrong|incorrect) (?:phone )?numbers?\b",
        lasts=True,
    ),
    "legal": sense(
        r"\blegal (?:action|steps|proceedings|claim|notice|consequences|remed(?:y|ies))\b",
        (
            r"\b(?:our|my|their|the|his|her) (?:lawyers?|attorneys?|solicitors?|legal "
            r"(?:team|department|counsel)) (?:\w+ ){0,3}?(?:will|contact\w*|review\w*|"
            r"involved|preparing|looking|sent|writ\w*|wants?|asks?|asked|demands?|advis\w*|draft\w*)\b"
        ),
        r"\blaw ?suit\b|\blitigation\b|\bcease and desist\b|\bsubpoena\b",
        r"\b(?:sue|suing) (?:you|us|them|your|the)\b",
        r"\b(?:take|taking|see) (?:you|us|this) (?:to|in) court\b",
        r"\bbreach of (?:contract|agreement)\b",
        r"\bclaim(?:ing)? (?:for )?damages\b",
        lasts=True,
    ),
    "regulatory": sense(
        r"\bregulators?(?:['’]s)?\b",
        r"\b(?:supervisory|data protection|financial|market) authorit(?:y|ies)\b",
        r"\bombudsman\b",
        r"\bnotif(?:y|ied|ication)\w* (?:to |of )?the authorit(?:y|ies)\b",
        r"\b(?-i:ICO|BaFin|FCA|FDA|FINRA|CNIL|OCR)\b",
        unless=r"\b(?:valve|voltage|pressure|temperature|gas)\b|\bregulators? (?:module|field|report type)\b",
        lasts=True,
    ),
    "fraud_suspected": sense(
        r"\bfraud(?:ulent|ster|sters)?\b",
        r"\baccounts? (?:\w+ ){0,3}taken over\b",
        r"\baccount take-?over\b",
        unless=r"\b(?:anti-?fraud|fraud (?:prevention|detection|module|team|rules))\b",
        lasts=True,
    ),
    "patient_safety": sense(
        r"\bpatient safety\b",
        r"\bpatients? (?:\w+ ){0,4}(?:hurt|injured|harm\w*|in danger|at risk)\b",
        r"\b(?:wrong|missed) (?:dose|dosage|medication|patient)\b",
        lasts=True,
    ),
    "phi_exposed": sense(
        (
            r"\b(?:phi|patient (?:data|records?|information|names)|health (?:information|"
            r"records|data)) (?:\w+ ){0,4}(?:expos\w+|leak\w*|seen|visible|disclos\w+|"
            r"shown|sent to)\b"
        ),
        lasts=True,
    ),
    "card_data_seen": sense(
        (
            r"\b(?:full |complete |whole )?(?:card|credit card) numbers? (?:\w+ ){0,4}(?:visible|"
            r"exposed|sent|shown|leaked|in (?:the )?clear|readable|logged)\b"
        ),
        r"\bcvv\b",
        lasts=True,
    ),
    "complaint_formal": sense(r"\bformal(?:ly)? (?:\w+ )?complain\w*\b", lasts=True),
    "vip": sense(
        (
            r"\bkey account\b|\bvip\b|\bstrategic (?:account|customer)\b|\btop[- ](?:ten|"
            r"tier|\d+) (?:account|customer)\b"
        ),
        lasts=True,
    ),
    "executive_contact": sense(
        (
            rf"\b(?:our|their|the customer['’]s|the client['’]s|my) {_BOSS} (?:\w+ ){{0,3}}?(?:is|"
            rf"has|have|wants?|asked|asks|called|calls|wrote|writes|demands?|insists?|"
            rf"expects?|will|threaten\w*|escalat\w*|involved|now|just|copied|furious|"
            rf"says|said)\b"
        ),
        rf"\b(?:escalated|going|went) (?:this )?to (?:our|their) {_BOSS}\b",
        lasts=True,
    ),
    "journalist": sense(
        r"\bjournalists?\b",
        r"\breporters? (?:from|at|of|with|called|asks?|asked|is|has)\b",
        r"\bpress (?:inquiry|enquiry|request|office|article|coverage)\b",
        r"\b(?:writing|preparing|working on) (?:an? )?(?:article|story|piece|report) (?:about|on|for)\b",
        r"\bfor publication\b",
        r"\bnewspaper\b",
        r"\b(?:gartner|forrester|idc) analyst\b|\banalyst (?:from|at|with)\b",
        unless=r"\bjournalists? (?:module|feature|role|page|account|field|app|portal)\b",
        lasts=True,
    ),
    "public_complaint": sense(
        (
            rf"\b(?:post\w*|tweet\w*|complain\w*|wrote|rant\w*|review\w*|thread|shar\w+|"
            rf"comment\w*) (?:[\w'’]+ ){{0,8}}?(?:on|at|to|in) {_PUBLIC}"
        ),
        r"\b(?:going|went|gone) viral\b",
        r"\bpublic(?:ly)? (?:complaint|complain\w*|post\w*|criticis\w*|sham\w*)\b",
        r"\b(?:tweeted|tweets?) (?:about|that|this|at|our)\b",
        lasts=True,
    ),
}
"""By the name of the fact, or of the value of a set."""
