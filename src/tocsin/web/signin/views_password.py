"""The pages of names and passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from tocsin.accounts.models import Account
from tocsin.accounts.signin import invites, names, sessions
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import both, public
from tocsin.web.signin import door, forms, letters, ways
from tocsin.web.signin.letters import INVITED_WORDS


class _LoginPage(allauth.LoginView):
    template_name = "signin/login.html"

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """With what else leads in."""
        more = {"ways": ways.ways(), "nobody": not Account.objects.exists()}
        return {**super().get_context_data(**named), **more}


class NothingToProve:
    """Who has neither password nor factor here cannot show who they are again: they just go on."""

    def dispatch(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        """On with it, or to the proof."""
        if not get_adapter().get_reauthentication_methods(request.user):
            return HttpResponseRedirect(get_next_redirect_url(request) or "/")
        answer: HttpResponse = super().dispatch(request, *arguments, **named)  # type: ignore[misc]
        return answer


class _Again(NothingToProve, allauth.ReauthenticateView):
    template_name = "signin/again.html"


login = public(_LoginPage.as_view())
logout = public(allauth.LogoutView.as_view(template_name="signin/logout.html"))
again = both("account.own")(_Again.as_view())
change = both("account.own")(allauth.PasswordChangeView.as_view(template_name="signin/password.html"))
set_first = both("account.own")(allauth.PasswordSetView.as_view(template_name="signin/password.html"))


@public
def forgot(request: HttpRequest) -> HttpResponse:
    """A letter with a link, when letters can be sent; the answer is the same whoever asks for whom."""
    if request.method == "POST" and ways.has_mail():
        letters.ask(request, request.POST.get("login", "")[: names.LONGEST])
        return HttpResponseRedirect("/signin/forgot/?sent=1")
    context = {"has_mail": ways.has_mail(), "sent": "sent" in request.GET}
    return render(request, "signin/forgot.html", context)


@public
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """A one-time link: makes an account, or sets a new password; looking at it does not use it up."""
    found = invites.find(secret, request.now)  # type: ignore[attr-defined]
    if found is None:
        return render(request, "signin/link_over.html", {"has_mail": ways.has_mail()}, 404)
    form = _form(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _used(request, found, form)
        except invites.Taken:
            text = gettext(
                "Somebody has this name, address or place in the policy by now: ask who invited you."
            )
            form.add_error(None, text)
    context = {"form": form, "invite": found, "words": INVITED_WORDS.get(found.purpose, "")}
    return render(request, "signin/link.html", context, 422 if form.errors else 200)


def _form(found: Any, posted: Any) -> forms.NewPassword:
    if found.purpose == invites.RESET:
        return forms.NewPassword(posted, account=found.account)
    suggested = names.free_username(found.email or found.name) if found.email or found.name else ""
    initial = {"name": found.name, "email": found.email, "username": suggested}
    return forms.NewAccount(posted, initial=initial)


def _used(request: HttpRequest, found: Any, form: forms.NewPassword) -> HttpResponse:
    """The password is set: in they come, past their second factor if they have one. Raises Taken."""
    made = _renewed if found.purpose == invites.RESET else _joined
    account = made(request, found, form.cleaned_data)
    if account is None:
        return render(request, "signin/link_over.html", {"has_mail": ways.has_mail()}, 404)
    record_authentication(request, account, method="password")
    answer: HttpResponse = perform_login(request, Login(user=account))
    return answer


def _joined(request: HttpRequest, found: Any, said: dict[str, str]) -> Account | None:
    account = invites.redeem(found, said, request.now)  # type: ignore[attr-defined]
    if account is not None:
        door.note(request, account, "account.made", role=account.role, purpose=found.purpose)
    return account


def _renewed(request: HttpRequest, found: Any, said: dict[str, str]) -> Account | None:
    """Whoever knew the old password is out everywhere."""
    if not invites.take(found, request.now):  # type: ignore[attr-defined]
        return None
    account: Account = found.account
    account.set_password(said["password1"])
    account.save(update_fields=["password"])
    sessions.end_all(account)
    door.note(request, account, "password.renewed")
    return account
