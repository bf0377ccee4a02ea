"""allauth as this desk wants it: no open sign-up, one answer for every wrong name or password, our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tocsin import bootstrap, bootstrap_site
from tocsin.accounts.signin import factors, locks, names, passwords, sessions
from tocsin.web.signin import door, qr, standing

if TYPE_CHECKING:
    from tocsin.accounts.models import Account

BACKEND = "tocsin.accounts.signin.passwords.Backend"
_WRONG = _("This name and this password do not belong together.")
_SAID = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed; other sessions are signed out."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is taken away."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is set up."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is taken away."),
    "mfa/messages/recovery_codes_generated.txt": _("These are your new recovery codes; older ones are void."),
}


def called(account: Account) -> str:
    """What people call somebody."""
    return account.called


class Accounts(DefaultAccountAdapter):
    """Accounts and passwords."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or it was used already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves: only a link does."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where somebody comes from."""
        return door.address_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account of a name and a password, after counting the try. Raises ValidationError."""
        typed = str(credentials.get("username", ""))
        keys = door.try_keys(request, typed)
        meant = names.find(typed)
        door.spend(request, keys, meant)
        found = passwords.Backend().authenticate(request, typed, credentials.get("password"))
        if found is None:
            door.failed(request, keys, meant, "password")
            return None
        locks.forgive(keys)
        found.backend = BACKEND
        return found

    def reauthenticate(self, user: Account, password: str) -> bool:
        """The password of somebody who is signed in, once more."""
        request = context.request
        keys = door.own_keys(request, "again", user)
        door.spend(request, keys, user)
        if user.check_password(password):
            locks.forgive(keys)
            return True
        door.failed(request, keys, user, "password again")
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begins the session."""
        user.backend = BACKEND
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse:
        """Writes down who came in and how; whoever just proved who they are is not asked again at once."""
        request.session.set_expiry(None)  # a stranger's was short
        response: HttpResponse = super().post_login(request, user, **more)
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
        if records:
            records[-1]["reauthenticated"] = True
            request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
        how = [
            str(record.get("type") or record.get("provider") or record.get("method")) for record in records
        ]
        request.session[standing.SSO] = any(record.get("method") == "socialaccount" for record in records)
        standing.refresh(request, user, bootstrap.now())
        door.note(request, user, "signin.in", by=how)
        door.remember_device(request, response, user)
        sessions.sweep()
        locks.sweep(bootstrap.now())
        return response

    def logout(self, request: HttpRequest) -> None:
        """Ends the session."""
        if request.user.is_authenticated:
            door.note(request, request.user, "signin.out")  # type: ignore[arg-type]
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: object) -> HttpResponse:
        """An account that is switched off: like none."""
        return HttpResponseRedirect("/signin/login/")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return "/me/"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        """Our words for what happened; what we have no words for is not said."""
        said = message or str(_SAID.get(message_template or "", ""))
        if said:
            super().add_message(request, level, message=said, extra_tags=extra_tags)


class Factors(DefaultMFAAdapter):
    """Second factors; what they keep secret is encrypted with the desk's own key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it was used already."),
        "cannot_delete_authenticator": _("Your role needs a second factor: set up another one first."),
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return bootstrap_site.secrets().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """A kept secret. Raises ValidationError when the desk's key is another one than it was."""
        from cryptography.fernet import InvalidToken

        try:
            return bootstrap_site.secrets().decrypt(encrypted_text.encode("ascii")).decode()
        except InvalidToken:
            text = gettext(
                "This second factor cannot be read: the desk's key has changed. Ask an administrator."
            )
            raise ValidationError(text, code="key") from None

    def build_totp_svg(self, url: str) -> str:
        """The picture that an app reads."""
        return qr.svg(url)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last second factor of a role that needs one stays."""
        account = authenticator.user
        if not factors.must(account, door.rules_now()):
            return True
        others = type(authenticator).objects.filter(user=account).exclude(pk=authenticator.pk)
        return bool(others.exclude(type="recovery_codes").exists())

    def generate_authenticator_name(self, user: Account, type: object) -> str:
        """A name that says where a passkey is."""
        from tocsin.accounts.signin.devices import device

        found = device(context.request.META.get("HTTP_USER_AGENT", ""))
        return found or gettext("Passkey")

    def get_totp_label(self, user: Account) -> str:
        """What an app shows beside the code."""
        return str(user.username)

    def _get_site_name(self) -> str:
        return "Tocsin"
