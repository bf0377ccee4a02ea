"""What people call the things that answers name: industries, channels, systems, risks (A0.2-A0.10)."""

import re

INDUSTRIES = {
    "b2b-saas": ("b2b saas", "saas", "software"),
    "e-commerce": ("ecommerce", "e commerce", "online shop", "retail"),
    "telecom": ("telecommunications", "telco", "carrier", "isp"),
    "healthcare": ("health care", "health", "hospital", "medical"),
    "fintech": ("financial services", "payments", "banking", "bank"),
    "managed-services": ("managed services", "msp", "managed service provider", "it services"),
    "other": ("other", "something else"),
}

CHANNELS = {
    "email": ("email", "e-mail", "mail"),
    "chat": ("chat", "live chat", "messenger"),
    "phone": ("phone", "telephone", "hotline", "call"),
    "portal": ("portal", "ticket portal", "customer portal", "web form", "help centre", "help center"),
    "social": ("social", "social media", "twitter", "facebook", "review sites"),
}

SYSTEMS = {
    "help_desk": ("Zendesk", "Freshdesk", "ServiceNow", "Intercom", "Help Scout", "Zoho Desk", "Front",
                  "Jira Service Management", "HubSpot Service Hub", "Gorgias"),
    "chat": ("Slack", "Microsoft Teams", "Teams", "Google Chat", "Mattermost", "Zulip", "Rocket.Chat"),
    "tracker": ("Jira", "Linear", "GitHub", "GitLab", "Azure DevOps", "Asana", "YouTrack", "Shortcut"),
    "paging": ("PagerDuty", "Opsgenie", "Grafana OnCall", "Splunk On-Call", "incident.io", "GoAlert"),
    "status_page": ("Statuspage", "Instatus", "Better Stack", "Cachet", "StatusGator"),
    "crm": ("Salesforce", "HubSpot", "Dynamics 365", "Pipedrive", "Zoho CRM"),
    "knowledge_base": ("Confluence", "Notion", "Guru", "SharePoint", "Document360"),
}  # fmt: skip

RISKS = {
    "hipaa": ("hipaa", "health information", "phi"),
    "gdpr": ("gdpr", "personal data", "privacy law"),
    "pci": ("pci", "pci dss", "card data"),
    "regulated": ("regulated data", "regulated", "regulator"),
    "high_pr": ("high pr risk", "pr risk", "high pr", "press", "public attention"),
    "mission_critical": ("mission-critical for customers", "mission critical", "mission-critical"),
    "safety": ("safety", "people may be hurt"),
    "financial_reporting": ("sox", "financial reporting", "audit"),
}

PAINS = {
    "too many escalations to engineering": r"engineer",
    "slow hand-offs": r"hand.?(off|over)|passed (on|around)|ping.?pong",
    "customers feel ignored": r"ignored|silen|no updates|not (kept )?informed|in the dark",
    "no clear on-call owner": r"on.?call|no (clear )?owner|who owns|nobody owns",
    "executives pulled in too late": r"executive|management|c-level|leaders?hip",
    "the same problems come back": r"repeat|come back|again and again|recurr",
    "people burn out": r"burn|night|tired|overload|too many pages",
}
"""The pains that settings answer, as they are offered, with what recognises them."""


def plain(text: str) -> str:
    """A text for comparing: small letters, single spaces, hyphens as spaces."""
    return " ".join(re.sub(r"[-_/]+", " ", text.lower()).split())


def known_as(text: str, table: dict[str, tuple[str, ...]]) -> str | None:
    """The id that a text means: itself, one of its names, or None."""
    wanted = plain(text)
    for id_, names in table.items():
        if wanted in (plain(id_), *map(plain, names)):
            return id_
    return None


def slot_of(system: str) -> tuple[str, str] | None:
    """Where a system belongs and how it is spelt: `("chat", "Slack")`."""
    for slot, names in SYSTEMS.items():
        for name in names:
            if plain(name) == plain(system):
                return slot, "Microsoft Teams" if name == "Teams" else name
    return None


def slug(text: str, taken: tuple[str, ...] = ()) -> str:
    """An id made from a name: `Mid-market` gives `mid-market`; a number keeps ids apart."""
    made = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40] or "segment"
    made = made if made[0].isalpha() else f"s-{made}"
    free, count = made, 2
    while free in taken:
        free, count = f"{made}-{count}", count + 1
    return free


_RANK = (
    "emergency", "vip", "strategic", "enterprise", "platinum", "corporate", "institution", "key", "gold",
    "premium", "large", "mid market", "midmarket", "silver", "business", "pro", "plus", "team", "growth",
    "bronze", "smb", "small business", "starter", "basic", "standard", "consumer", "individual", "free",
    "trial", "guest",
)  # fmt: skip


def rank(name: str) -> int | None:
    """How important a segment of this name usually is (0 is most), or None."""
    wanted = plain(name)
    found = [i for i, word in enumerate(_RANK) if re.search(rf"\b{re.escape(word)}\b", wanted)]
    return min(found, default=None)
