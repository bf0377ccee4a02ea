"""The tables of accounts. Times are aware UTC; secrets are hashed, or encrypted if needed again."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from tocsin.core.rights.decide import Who
from tocsin.core.rights.table import Role

ROLES = [(role.value, role.value) for role in Role]


class Accounts(BaseUserManager["Account"]):
    """Accounts by name; capital letters do not make two people."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of this name, however its letters are written."""
        return self.get(username__iexact=username)

    def create_user(
        self, username: str, email: str = "", password: str | None = None, **more: object
    ) -> Account:
        """A new account; without a password it can sign in only by other means."""
        account = self.model(username=username.strip().lower(), email=email.strip().lower(), **more)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who can sign in. `contact` is their id among the policy's contacts, "" when they are none."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(max_length=254, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    role = models.CharField(max_length=20, choices=ROLES, default=Role.VIEWER.value)
    contact = models.CharField(max_length=80, blank=True, default="")
    zone = models.CharField(max_length=60, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")
    theme = models.CharField(max_length=8, blank=True, default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        """Its table; one contact is one account."""

        db_table = "tocsin_account"
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=~models.Q(contact=""), name="one_account_per_contact"
            ),
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="one_account_per_email"
            ),
        ]

    def __str__(self) -> str:
        return str(self.username)

    @property
    def actor(self) -> str:
        """What stands in the record for them: their contact's id, else a name that no contact can have."""
        return str(self.contact) or f"user:{self.username}"

    @property
    def called(self) -> str:
        """What people call them."""
        return str(self.name or self.username)

    @property
    def who(self) -> Who:
        """The account as the core asks for it."""
        return Who(self.called, self.actor, Role(self.role))

    @property
    def is_staff(self) -> bool:
        """Libraries ask for it: whether they administer the desk."""
        return bool(self.role == Role.ADMINISTRATOR.value)

    @property
    def is_superuser(self) -> bool:
        """Nobody passes the table of rights."""
        return False

    def get_full_name(self) -> str:
        """Libraries ask for it."""
        return self.called


class Token(models.Model):
    """A key to the API. Its secret is shown once; `digest` is the SHA-256 of it, `hint` its last letters."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    used_from = models.CharField(max_length=64, blank=True, default="")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "tocsin_token"


class Invite(models.Model):
    """A one-time link: for the first administrator, for an invited person, or for a new password."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="invites")
    role = models.CharField(max_length=20, choices=ROLES, default=Role.VIEWER.value)
    email = models.EmailField(max_length=254, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    contact = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80, blank=True, default="")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "tocsin_invite"


class AuditLine(models.Model):
    """What somebody did that is no event of an escalation: only ever added to."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60, db_index=True)
    object = models.CharField(max_length=200, blank=True, default="")
    detail = models.JSONField(default=dict)
    address = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """Its table."""

        db_table = "tocsin_audit"
