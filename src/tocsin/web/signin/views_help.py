"""What administrators do about signing in: the rules, and helping somebody who cannot get in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from tocsin.accounts.models import Account
from tocsin.accounts.signin import help as helping
from tocsin.accounts.signin import rules
from tocsin.core.rights.table import Role
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, both, page
from tocsin.web.signin import door
from tocsin.web.signin.proof import proven


@both("settings.manage")
@proven
def rules_page(request: HttpRequest) -> HttpResponse:
    """Which roles need a second factor, and when an idle session ends."""
    wrong = _keep(request) if request.method == "POST" else ""
    if request.method == "POST" and not wrong:
        messages.success(request, gettext("The rules of signing in are kept; they hold within a minute."))
        return HttpResponseRedirect("/signin/rules/")
    held = door.rules_now()
    context = {"rules": held, "roles": list(Role), "wrong": wrong, "longest": rules.LONGEST_HOURS}
    return render(request, "signin/rules.html", context, 422 if wrong else 200)


def _keep(request: HttpRequest) -> str:
    """Keeps what was sent; what is wrong with it, "" when nothing is. What the environment sets stays."""
    held = door.rules_now()
    hours = request.POST.get("hours", str(held.hours))
    if not hours.isascii() or not hours.isdigit():
        return gettext("Write a number of hours.")
    roles = request.POST.getlist("roles")
    chosen = list(held.factor_roles) if rules.ROLES_SETTING in held.fixed else roles
    try:
        rules.write(chosen, int(hours), request.account.username, request.now)  # type: ignore[attr-defined]
    except ValueError:
        return gettext("Write a number of hours from 1 to %d.") % rules.LONGEST_HOURS
    return ""


def _account(username: str) -> Account:
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise Http404
    return found


@page("people.manage")
def help_page(request: HttpRequest, username: str) -> HttpResponse:
    """How somebody stands with signing in."""
    return _shown(request, _account(username))


@action("people.manage")
@proven
def help_with(request: HttpRequest, username: str, what: str) -> HttpResponse:
    """Lets somebody in again: `unlock`, `password`, `factors` or `sessions`."""
    account, by = _account(username), request.account.username  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    if what == "password":
        return _shown(request, account, helping.new_password(account, door.public_url(request), by, now))
    if what == "unlock":
        helping.unlock(account, by, now)
        said = gettext("%s can try again.") % account.called
    elif what == "factors":
        helping.forget_factors(account, by, now)
        said = gettext("%s has no second factor any more, and is signed out everywhere.") % account.called
    elif what == "sessions":
        helping.sign_out(account, by, now)
        said = gettext("%s is signed out everywhere.") % account.called
    else:
        raise Http404
    messages.success(request, said)
    return HttpResponseRedirect(f"/signin/help/{account.username}/")


def _shown(request: HttpRequest, account: Account, link: str = "") -> HttpResponse:
    context = {
        "person": account,
        "standing": helping.standing(account, request.now),  # type: ignore[attr-defined]
        "link": link,
    }
    return render(request, "signin/help.html", context)
