"""Which addresses are surely an account's own: what a signature may stand on (B11)."""

from __future__ import annotations

from tocsin.accounts.models import Account, AuditLine


def proven(account: Account, contact_email: str = "") -> frozenset[str]:
    """Addresses in small letters that somebody else vouches for; what people give themselves is no proof.

    Verified by a letter; or an administrator's word: `contact_email`, that of the policy's contact that the
    account is, or the address that it was made with and has never changed by itself.
    """
    from allauth.account.models import EmailAddress

    found = {each.email.lower() for each in EmailAddress.objects.filter(user=account, verified=True)}
    if account.contact and contact_email:
        found.add(contact_email.lower())
    name = account.username
    by_itself = AuditLine.objects.filter(action="account.email", actor=name, object=name)
    if account.email and not by_itself.exists():
        found.add(account.email.lower())
    return frozenset(found)
