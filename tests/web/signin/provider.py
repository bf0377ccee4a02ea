"""An OpenID provider in a process of its own, on Authlib's server: `python provider.py PORT CALLBACK`.

It knows one client by its secret and its callback, takes no request without PKCE (S256), asks people for
a password, gives a code once, and signs id tokens with a key of its own.
"""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from typing import Any

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # on the loopback of a test only

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, jsonify, request
from joserfc.jwk import RSAKey

CLIENT, SECRET, PASSWORD = "the-desk", "a secret of the desk's", "provider password"
PEOPLE: dict[str, dict[str, Any]] = {
    "ada": {
        "email": "ada@example.com",
        "email_verified": True,
        "name": "Ada Lee",
        "groups": ["admins", "all"],
    },
    "bob": {"email": "bob@example.com", "email_verified": True, "name": "Bob Roy", "groups": ["all"]},
    "eve": {"email": "eve@elsewhere.test", "email_verified": True, "name": "Eve", "groups": ["admins"]},
    "carl": {"email": "the-agent@example.com", "email_verified": False, "name": "Carl", "groups": []},
    "dora": {"email": "dora@example.com", "email_verified": True, "name": "Dora", "groups": ["night"]},
}
FORM = '<form method="post"><input name="person"><input name="password"><button>Go</button></form>'


class Person(str):
    """Somebody by name, as Authlib asks for them."""

    def get_user_id(self) -> str:
        """The `sub`."""
        return f"id-of-{self}"


@dataclass
class Client(ClientMixin):
    """The desk, as it is registered here."""

    callback: str
    id: str = CLIENT

    def get_client_id(self) -> str:
        return self.id

    def get_default_redirect_uri(self) -> str:
        return self.callback

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.callback

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(client_secret, SECRET)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_post", "client_secret_basic")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was given out, once."""

    person: str
    redirect_uri: str
    scope: str
    code_challenge: str
    code_challenge_method: str
    nonce: str | None
    used: bool = False

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Token:
    """An access token and whose it is."""

    person: str
    scope: str

    def is_expired(self) -> bool:
        return False

    def is_revoked(self) -> bool:
        return False

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Kept:
    """What the provider remembers."""

    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)


KEPT = Kept()
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})


class CodeGrant(grants.AuthorizationCodeGrant):
    """The code flow."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_post", "client_secret_basic")

    def save_authorization_code(self, code: str, request: Any) -> None:
        said = request.payload.data
        KEPT.codes[code] = Code(
            request.user, request.payload.redirect_uri, request.payload.scope, said["code_challenge"],
            said["code_challenge_method"], said.get("nonce"),
        )  # fmt: skip

    def query_authorization_code(self, code: str, client: Any) -> Code | None:
        return KEPT.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        KEPT.codes = {key: one for key, one in KEPT.codes.items() if one is not authorization_code}

    def authenticate_user(self, authorization_code: Code) -> Person:
        return Person(authorization_code.person)


class Openid(OpenIDCode):
    """Id tokens."""

    def __init__(self, issuer: str) -> None:
        super().__init__(require_nonce=False)
        self.issuer = issuer

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def resolve_client_private_key(self, client: Any) -> Any:
        return KEY

    def get_client_claims(self, client: Any) -> dict[str, Any]:
        return {"iss": self.issuer, "aud": [client.get_client_id()]}

    def get_encode_header(self, client: Any) -> dict[str, str]:
        return {"alg": "RS256", "kid": "one"}

    def generate_user_info(self, user: Person, scope: str) -> dict[str, Any]:
        return {"sub": user.get_user_id()}


class Bearer(BearerTokenValidator):
    """Access tokens."""

    def authenticate_token(self, token_string: str) -> Token | None:
        return KEPT.tokens.get(token_string)


def make(issuer: str, callback: str) -> Flask:
    """The provider."""
    app, client, guard = Flask(__name__), Client(callback), ResourceProtector()
    server = AuthorizationServer(
        app,
        query_client=lambda id_: client if id_ == CLIENT else None,
        save_token=lambda token, asked: KEPT.tokens.update(
            {token["access_token"]: Token(asked.user, token["scope"])}
        ),
    )
    server.register_grant(CodeGrant, [CodeChallenge(required=True), Openid(issuer)])
    guard.register_token_validator(Bearer())

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token",
                "userinfo_endpoint": "userinfo", "jwks_uri": "keys"}  # fmt: skip
        told = {name: f"{issuer}/{end}" for name, end in ends.items()}
        return jsonify({"issuer": issuer, "code_challenge_methods_supported": ["S256"],
                        "token_endpoint_auth_methods_supported": ["client_secret_post"], **told})  # fmt: skip

    @app.get("/keys")
    def keys() -> Any:
        return jsonify({"keys": [KEY.as_dict(private=False)]})

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if request.args.get("code_challenge_method") != "S256" or not request.args.get("code_challenge"):
            return "this provider wants PKCE with S256", 400
        grant = server.get_consent_grant(end_user=None)
        if request.method == "GET":
            return FORM
        known = request.form.get("person") in PEOPLE and request.form.get("password") == PASSWORD
        person = Person(request.form["person"]) if known else None
        return server.create_authorization_response(grant=grant, grant_user=person)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/userinfo")
    @guard()
    def userinfo() -> Any:
        from authlib.integrations.flask_oauth2 import current_token

        person = Person(current_token.person)
        return jsonify({"sub": person.get_user_id(), "preferred_username": str(person), **PEOPLE[person]})

    return app


if __name__ == "__main__":
    from werkzeug.serving import make_server

    port, callback = int(sys.argv[1]), sys.argv[2]
    make_server("127.0.0.1", port, make(f"http://127.0.0.1:{port}", callback)).serve_forever()
