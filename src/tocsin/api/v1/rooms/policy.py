"""The policy: what it says, what is wrong with another one, its versions, signatures and activation."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_policy, bootstrap_site
from tocsin.accounts import audit
from tocsin.accounts.models import Account
from tocsin.accounts.proof import proven
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.rooms.policy_json import checked, one_version, version
from tocsin.api.v1.says import policy as says
from tocsin.api.v1.wants.policy import Against, Assignment, Files, Hash, Proposal, Signing, Withdrawal
from tocsin.app.desk.rulebooks import RuleBooks
from tocsin.app.diff import compare
from tocsin.app.diff_formats import as_json
from tocsin.app.doing import require
from tocsin.app.versions import Versions
from tocsin.app.versions_parts import Person
from tocsin.app.versions_read import Bundle, uploaded
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.actions import Action

router = Router(tags=["Policy"])
SEE = Told(Action.POLICY_SEE)


@endpoint(router, "GET", "/policy", SEE, says=says.Policy)
def get_policy(request: HttpRequest) -> HttpResponse:
    """Show the policy that new tickets follow."""
    rules = _books().current()
    header = rules.policy.document
    said = rules.policy.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return reply({"title": header.title, "version": header.version, "hash": rules.hash, "policy": said})


@endpoint(router, "GET", "/policy/facts", SEE, says=says.Facts)
def list_facts(request: HttpRequest) -> HttpResponse:
    """List the facts that a ticket may have, each with its type and the question that gets it."""
    declared = _books().current().policy.facts
    items = [
        {
            "name": name, "type": fact.type, "label": fact.label, "ask": fact.ask, "means": fact.means,
            "of": fact.of, "unit": fact.unit, "attachment": fact.attachment,
        }
        for name, fact in declared.items()
    ]  # fmt: skip
    return reply({"items": items})


@endpoint(router, "POST", "/policy/check", Told(Action.POLICY_TRY), says=says.CheckReport)
def check_policy(request: HttpRequest, wanted: Files) -> HttpResponse:
    """Say precisely what is wrong with a policy, and run its own tests; nothing is kept."""
    return reply(checked(_versions().checker.checked(_bundle(wanted))))


@endpoint(router, "GET", "/policy/versions", SEE, says=says.Versions)
def list_versions(request: HttpRequest) -> HttpResponse:
    """List the versions of the policy: the active one, those under way, earlier ones."""
    return reply({"items": [version(each) for each in _versions().all(counted=True)]})


@endpoint(
    router, "POST", "/policy/versions", Told(Action.POLICY_PROPOSE, key=True), says=says.OneVersion,
    status=201, keep=True,
)  # fmt: skip
def propose_version(request: HttpRequest, wanted: Proposal) -> HttpResponse:
    """Propose a policy: it is checked, and follows the way of signatures before anything obeys it."""
    versions, who = _versions(), asker(request)
    made = versions.propose(_bundle(wanted), _person(request), "upload", wanted.note, who.now)
    _note(request, "policy.propose", made.short, version=made.number, origin="upload")
    return reply(one_version(made, versions, who.now), 201)


@endpoint(router, "GET", "/policy/versions/{hash}", SEE, says=says.OneVersion)
def get_version(request: HttpRequest, hash: Hash) -> HttpResponse:
    """Show a version: its files, who signed, and what is missing until it can be activated."""
    versions = _versions()
    return reply(one_version(versions.get(hash, counted=True), versions, asker(request).now))


@endpoint(router, "GET", "/policy/versions/{hash}/diff", SEE, says=says.Diff)
def diff_version(request: HttpRequest, hash: Hash, asked: Query[Against]) -> HttpResponse:
    """Say in words what a version changes, against the active policy or another version."""
    versions = _versions()
    before = versions.policy(asked.against or versions.current())
    said = json.loads(as_json(compare(before, versions.policy(hash))))
    body = {"before": said["from"], "after": said["to"], "same": said["same"], "changes": said["changes"]}
    return reply(body)


@endpoint(router, "POST", "/policy/versions/{hash}/sign", Told(Action.POLICY_SIGN), says=says.OneVersion)
def sign_version(request: HttpRequest, hash: Hash, wanted: Signing) -> HttpResponse:
    """Sign a version under a title; nobody signs for another."""
    versions, now = _versions(), asker(request).now
    found = versions.sign(hash, wanted.seat, _person(request), now)
    _note(request, "policy.sign", found.short, version=found.number, seat=wanted.seat)
    return reply(one_version(found, versions, now))


@endpoint(router, "POST", "/policy/versions/{hash}/unsign", Told(Action.POLICY_SIGN), says=says.OneVersion)
def unsign_version(request: HttpRequest, hash: Hash, wanted: Signing) -> HttpResponse:
    """Take your own signature back, before activation."""
    versions, now = _versions(), asker(request).now
    found = versions.unsign(hash, wanted.seat, _person(request), now)
    _note(request, "policy.unsign", found.short, version=found.number, seat=wanted.seat)
    return reply(one_version(found, versions, now))


@endpoint(
    router, "POST", "/policy/versions/{hash}/withdraw", Told(Action.POLICY_PROPOSE), says=says.OneVersion
)
def withdraw_version(request: HttpRequest, hash: Hash, wanted: Withdrawal) -> HttpResponse:
    """Take a proposal back: who proposed it may, or who may activate it."""
    versions, who = _versions(), asker(request)
    if versions.get(hash).account != who.account.username:
        require(who.who, Action.POLICY_ACTIVATE)
    found = versions.withdraw(hash, _person(request), wanted.note, who.now)
    _note(request, "policy.withdraw", found.short, version=found.number)
    return reply(one_version(found, versions, who.now))


@endpoint(
    router, "POST", "/policy/versions/{hash}/activate", Told(Action.POLICY_ACTIVATE), says=says.OneVersion
)
def activate_version(request: HttpRequest, hash: Hash) -> HttpResponse:
    """Put a version in force: only when its check passes and everybody has signed."""
    versions, now = _versions(), asker(request).now
    before, found = versions.current(), versions.activate(hash, _person(request), now)
    _note(request, "policy.activate", found.short, version=found.number, over=before[:12])
    return reply(one_version(found, versions, now))


@endpoint(router, "POST", "/policy/versions/{hash}/assign", Told(Action.PEOPLE_MANAGE), says=says.OneVersion)
def assign_seat(request: HttpRequest, hash: Hash, wanted: Assignment) -> HttpResponse:
    """Say which account holds a title, for this and every later version; without an account, nobody."""
    versions, now = _versions(), asker(request).now
    found = versions.get(hash)
    if not any(each.id == wanted.seat and not each.anyone for each in found.seats):
        text = f"this version has no line `{wanted.seat}` to sign"
        raise Refused(Finding("version", text, Position.of("body seat"), "see who signs it"))
    if wanted.account and not Account.objects.filter(username=wanted.account, is_active=True).exists():
        text = f"there is no account `{wanted.account}`"
        raise Refused(Finding("account", text, Position.of("body account"), "see `GET /people`"))
    versions.assign(wanted.seat, wanted.account, _person(request), now)
    _note(request, "policy.assign", wanted.seat, account=wanted.account or "nobody")
    return reply(one_version(versions.get(hash), versions, now))


def _versions() -> Versions:
    return bootstrap_policy.versions(bootstrap_site.desk())


def _books() -> RuleBooks:
    books = bootstrap_site.desk().books
    books.refresh()
    return books


def _bundle(wanted: Files) -> Bundle:
    return uploaded([(name, text.encode()) for name, text in wanted.files.items()])


def _person(request: HttpRequest) -> Person:
    account = asker(request).account
    contact = _books().current().policy.contacts.get(account.contact)
    emails = proven(account, contact.email if contact else "")
    return Person(account.username, account.called, account.role, emails)


def _note(request: HttpRequest, action: str, object_: str, **detail: str) -> None:
    who = asker(request)
    audit.note(who.now, who.account.username, action, object_, who.address, **detail)
