"""An account is a sign-in, nothing more. Who somebody is and what they may do stands in organisation."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; allauth and Django look them up by login."""

    def create_user(self, login: str, password: str | None = None, **fields: object) -> Account:
        account = self.model(login=login.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A sign-in. Staff sign in with `login`, password and second factor; others by a one-time link to themselves.

    Two guardians may share a mailbox, so an address is never what makes an account one.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    login = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl")
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("login"), name="account_login_once")]

    def __str__(self) -> str:
        return str(self.key)

    def get_username(self) -> str:
        return self.login


from vuistregel.access.signin.models import OneTimeLink, OpenSession  # noqa: E402, F401  (models of this app)
