"""The list of people, their teams, and one person's page."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from tocsin import bootstrap_site
from tocsin.accounts.models import Account, Token
from tocsin.accounts.people import codes
from tocsin.accounts.signin.help import standing
from tocsin.app import reach
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.rights.table import Role
from tocsin.web.people import found
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import may, render
from tocsin.web.shared.routes import page


def rules_now() -> Rules:
    """The rules of today, with today's changes of who is on call."""
    books = bootstrap_site.desk().books
    books.refresh()
    return books.current()


@page("people.see")
def people(request: Ask) -> HttpResponse:
    """Everybody, by name; sought by a few letters."""
    text, only = request.GET.get("q", "").strip()[:100], request.GET.get("only", "")
    all_ = found.everybody(rules_now(), request.now)
    shown = found.matching(all_, text, only)
    context = {
        "people": shown[: found.MOST],
        "more": max(len(shown) - found.MOST, 0),
        "total": len(all_),
        "text": text,
        "only": only,
        "roles": list(Role),
    }
    return render(request, "people/list.html", context)


@page("people.see")
def teams(request: Ask) -> HttpResponse:
    """Teams as the policy has them: who is in each, and who answers for it now."""
    rules = rules_now()
    told = [
        {
            "id": id_,
            "team": team,
            "people": found.people_of(rules, id_),
            "now": found.answering_now(rules, id_, request.now),
            "ladder": rules.policy.ladders.get(team.ladder or ""),
        }
        for id_, team in rules.policy.teams.items()
    ]
    return render(request, "people/teams.html", {"teams": told})


@page("people.see")
def person(request: Ask, username: str) -> HttpResponse:
    """Somebody's page; what administrators may do stands on it for them only."""
    account = account_of(username)
    rules = rules_now()
    contact = rules.policy.contacts.get(account.contact)
    context = {
        "person": account,
        **_policy_part(request, rules, account, account.contact),
        "own": reach.of(bootstrap_site.store(), account.contact) if contact else None,
    }
    if may(request, "people.manage"):
        context |= _managed(request, account, rules)
    return render(request, "people/person.html", context)


def _policy_part(request: Ask, rules: Rules, account: Account | None, contact: str) -> dict[str, object]:
    return {
        "contact": rules.policy.contacts.get(contact),
        "name": found.called_of(account, rules.policy.contacts.get(contact)),
        "contact_id": contact,
        "teams": found.teams_of(rules).get(contact, ()),
        "duty": found.on_duty(rules, request.now).get(contact, ()),
    }


def _managed(request: Ask, account: Account, rules: Rules) -> dict[str, object]:
    taken = set(Account.objects.exclude(pk=account.pk).exclude(contact="").values_list("contact", flat=True))
    free = {id_: one.name for id_, one in rules.policy.contacts.items() if id_ not in taken}
    return {
        "roles": list(Role),
        "free": sorted(free.items(), key=lambda pair: pair[1].casefold()),
        "standing": standing(account, request.now),
        "waiting": codes.pending(account, request.now).filter(digest=""),
        "tokens": Token.objects.filter(account=account, revoked_at=None).select_related("account"),
        "is_self": account.pk == request.account.pk,
    }


@page("people.see")
def contact(request: Ask, id_: str) -> HttpResponse:
    """A contact of the policy who has no account."""
    rules = rules_now()
    if id_ not in rules.policy.contacts:
        raise Http404
    joined = Account.objects.filter(contact=id_).first()
    if joined is not None:
        return person(request, joined.username)
    return render(request, "people/person.html", {"person": None, **_policy_part(request, rules, None, id_)})


def account_of(username: str) -> Account:
    """The account of this name; no page when there is none."""
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Http404
    return account
