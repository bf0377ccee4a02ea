"""The addresses of signing in. Names are allauth's where allauth looks them up."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from tocsin.web.shared.routes import public
from tocsin.web.signin import views_factor as factor
from tocsin.web.signin import views_help as helping
from tocsin.web.signin import views_password as password
from tocsin.web.signin import views_session as session
from tocsin.web.signin import views_sso as sso

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", password.login, name="account_login"),
    path("logout/", password.logout, name="account_logout"),
    path("link/<str:secret>/", password.link, name="signin_link"),
    path("forgot/", password.forgot, name="account_reset_password"),
    path("again/", password.again, name="account_reauthenticate"),
    path("password/", password.change, name="account_change_password"),
    path("password/first/", password.set_first, name="account_set_password"),
    path("second/", factor.overview, name="mfa_index"),
    path("second/code/", factor.code, name="mfa_authenticate"),
    path("second/again/", factor.code_again, name="mfa_reauthenticate"),
    path("second/app/", factor.app_new, name="mfa_activate_totp"),
    path("second/app/drop/", factor.app_drop, name="mfa_deactivate_totp"),
    path("second/codes/", factor.codes_seen, name="mfa_view_recovery_codes"),
    path("second/codes/new/", factor.codes_new, name="mfa_generate_recovery_codes"),
    path("second/codes/file/", factor.codes_file, name="mfa_download_recovery_codes"),
    path("second/passkeys/", factor.passkeys, name="mfa_list_webauthn"),
    path("second/passkeys/new/", factor.passkey_new, name="mfa_add_webauthn"),
    path("second/passkeys/again/", factor.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("second/passkeys/login/", factor.passkey_login, name="mfa_login_webauthn"),
    path("second/passkeys/<int:pk>/name/", factor.passkey_name, name="mfa_edit_webauthn"),
    path("second/passkeys/<int:pk>/drop/", factor.passkey_drop, name="mfa_remove_webauthn"),
    path("sessions/", session.mine, name="usersessions_list"),
    path("sessions/<int:id_>/end/", session.end),
    path("sessions/end-others/", session.end_others),
    path("rules/", helping.rules_page),
    path("help/<str:username>/", helping.help_page),
    path("help/<str:username>/<str:what>/", helping.help_with),
    path("sso/cancelled/", sso.cancelled, name="socialaccount_login_cancelled"),
    path("sso/failed/", sso.failed, name="socialaccount_login_error"),
]

if "allauth.socialaccount.providers.openid_connect" in settings.INSTALLED_APPS:
    urlpatterns += [
        path("sso/<str:provider_id>/login/", sso.oidc_login, name="openid_connect_login"),
        path("sso/<str:provider_id>/login/callback/", sso.oidc_callback, name="openid_connect_callback"),
    ]

if "allauth.socialaccount.providers.saml" in settings.INSTALLED_APPS and find_spec("onelogin"):
    from allauth.socialaccount.providers.saml import views as saml

    urlpatterns += [
        path("saml/<str:organization_slug>/login/", public(saml.login), name="saml_login"),
        path("saml/<str:organization_slug>/metadata/", public(saml.metadata), name="saml_metadata"),
        path("saml/<str:organization_slug>/acs/", sso.saml_take, name="saml_acs"),
        path("saml/<str:organization_slug>/acs/finish/", sso.saml_finish, name="saml_finish_acs"),
        path("saml/<str:organization_slug>/sls/", sso.saml_out, name="saml_sls"),
    ]
