"""The pages of second factors: an authenticator app, recovery codes, passkeys."""

from __future__ import annotations

from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import flows
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from tocsin.web.shared.routes import both, page, public
from tocsin.web.signin import door, standing
from tocsin.web.signin.adapter import Factors
from tocsin.web.signin.views_password import NothingToProve

own, seen = both("account.own"), page("account.own")


class _Overview(base.IndexView):
    """What one has; who still must set one up sees only that."""

    template_name = "signin/second.html"

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """With what this role needs."""
        account = self.request.user
        must = standing.lacks_factor(self.request.session, account)
        needed = account.role in door.rules_now().factor_roles
        more = {"must": must, "needed": needed, "next": get_next_redirect_url(self.request) or "/"}
        return {**super().get_context_data(**named), **more}


class _DropPasskey(webauthn.RemoveWebAuthnView):
    template_name = "signin/passkey_drop.html"
    success_url = "/signin/second/"

    def form_valid(self, form: Any) -> HttpResponse:
        """The last factor of a role that needs one stays."""
        adapter = Factors()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(self.success_url)
        answer: HttpResponse = super().form_valid(form)
        return answer


class _PasskeyLogin(webauthn.LoginWebAuthnView):
    """Signs in by a passkey alone, and goes on to where somebody wanted to be."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The passkey is right."""
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        answer: HttpResponse = flows.perform_passwordless_login(self.request, passkey, login)
        return answer


class _CodeAgain(NothingToProve, base.ReauthenticateView):
    template_name = "signin/code_again.html"


class _PasskeyAgain(NothingToProve, webauthn.ReauthenticateWebAuthnView):
    template_name = "signin/passkey_again.html"


overview = seen(_Overview.as_view())
code = public(base.AuthenticateView.as_view(template_name="signin/code.html"))
code_again = own(_CodeAgain.as_view())
app_new = own(totp.ActivateTOTPView.as_view(template_name="signin/app_new.html"))
app_drop = own(totp.DeactivateTOTPView.as_view(template_name="signin/app_drop.html"))
codes_seen = seen(codes.ViewRecoveryCodesView.as_view(template_name="signin/codes.html"))
codes_new = own(codes.GenerateRecoveryCodesView.as_view(template_name="signin/codes_new.html"))
codes_file = seen(codes.DownloadRecoveryCodesView.as_view(template_name="signin/codes.txt"))
passkey_new = own(webauthn.AddWebAuthnView.as_view(template_name="signin/passkey_new.html"))
passkey_name = own(
    webauthn.EditWebAuthnView.as_view(template_name="signin/passkey_name.html", success_url="/signin/second/")
)
passkey_drop = own(_DropPasskey.as_view())
passkey_again = own(_PasskeyAgain.as_view())
passkey_login = public(_PasskeyLogin.as_view())


@seen
def passkeys(request: HttpRequest) -> HttpResponse:
    """They stand with the other factors."""
    return HttpResponseRedirect("/signin/second/")
