"""What people fill in to sign in. Labels above, no placeholders, pasting allowed."""

# allauth ships no types, so its classes are Any to mypy.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from typing import Any, Final

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.recovery_codes import forms as recovery_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vuistregel.access.models import Account
from vuistregel.access.signin import adapters
from vuistregel.access.signin.passwords import LONGEST

_CODE: Final = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def _password(label: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


def _relabel(form: forms.Form, name: str, label: Any, **attrs: str) -> None:
    field = form.fields[name]
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs


class StaffSignIn(account_forms.LoginForm):
    """Login and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, "login", _("Inlognaam"), autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["password"] = _password(_("Wachtwoord"), "current-password")


class ConfirmPassword(account_forms.ReauthenticateForm):
    """The password once more, before something weighty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Uw wachtwoord"), "current-password")


class _CountedCode:
    """A code of the second step, counted like a password."""

    user: Account
    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A recovery code may be typed here too; it is digits as well.
        _relabel(self, "code", _("Code"), **_CODE)  # type: ignore[arg-type]

    def clean_code(self) -> str:
        tried = adapters.check_code(self.user, context.request)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            adapters.code_failed(self.user, context.request, tried)
            raise
        tried.forgive()
        return code


class SecondStep(_CountedCode, mfa_forms.AuthenticateForm):
    """The code of the app, or a recovery code."""


class ConfirmCode(_CountedCode, mfa_forms.ReauthenticateForm):
    """The code once more, before something weighty."""


class SetUpApp(_CountedCode, totp_forms.ActivateTOTPForm):
    """The first code, which shows that the app holds the right secret."""


class SecondStepPasskey(passkey_forms.AuthenticateWebAuthnForm):
    """A passkey as second step. Nothing can be guessed here, so nothing is counted."""


class NamePasskey(passkey_forms.AddWebAuthnForm):
    """A new passkey, and what its owner calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Hoe noemt u deze passkey?"),
            help_text=_("Bijvoorbeeld: mijn laptop."),
            required=False,
            max_length=60,
            initial=self.initial.get("name"),
        )
        self.fields.pop("passwordless", None)


class NewRecoveryCodes(recovery_forms.GenerateRecoveryCodesForm):
    """Nothing to fill in: a press of the button."""


class AskLink(forms.Form):
    """Where the link goes."""

    address = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Het adres dat de school van u heeft."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class EnterCode(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code uit de mail"),
        help_text=_("Acht tekens, zoals ABCD-EFGH. Hoofdletters hoeven niet."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class LetterCode(forms.Form):
    """The code from a letter."""

    code = forms.CharField(
        label=_("Code uit uw brief"),
        help_text=_("Tien tekens, zoals ABCDF-GHJKM."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ForgotPassword(forms.Form):
    """Who forgot it."""

    login = forms.CharField(
        label=_("Uw inlognaam of e-mailadres"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ChoosePassword(forms.Form):
    """A new password, once: who is afraid of a slip can look at it in the password manager."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Nieuw wachtwoord"), "new-password")
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


class ChangePassword(ChoosePassword):
    """The present password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = self.fields.pop("password")
        self.fields["present"] = _password(_("Wachtwoord van nu"), "current-password")
        self.fields["password"] = new

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        adapter = adapters.AccountAdapter(context.request)
        if not adapter.reauthenticate(self.account, present):
            raise adapter.validation_error("incorrect_password")
        return present


class ChooseLanguage(forms.Form):
    """Dutch or English."""

    language = forms.ChoiceField(
        label=_("Taal van pagina's en mails"),
        choices=[("nl", "Nederlands"), ("en", "English")],
        widget=forms.RadioSelect,
    )
