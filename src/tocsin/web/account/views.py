"""My account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext

from tocsin.accounts import audit
from tocsin.web.account.forms import Profile
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import both
from tocsin.web.signin import proof


@both("account.own")
def profile(request: HttpRequest) -> HttpResponse:
    """Name, address, language, zone and theme."""
    account = request.account  # type: ignore[attr-defined]
    form = Profile(request.POST if request.method == "POST" else None, account)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/profile.html", {"form": form}, 422 if form.errors else 200)
    said, address_before = form.cleaned_data, account.email
    if said["email"] != address_before:  # a letter to it can set a new password
        proof.ask(request)
    for name, value in said.items():
        setattr(account, name, value)
    account.save(update_fields=list(said))
    if said["email"] != address_before:
        audit.note(request.now, account.username, "account.email", account.username, before=address_before)  # type: ignore[attr-defined]
    with translation.override(account.language or translation.get_language()):
        messages.success(request, gettext("Kept."))
    return HttpResponseRedirect("/me/")
