"""What a password must be, by norm, and what it need not be."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from vuistregel import clock, norms
from vuistregel.access.models import Account
from vuistregel.access.signin import forms


@pytest.mark.parametrize(
    "password",
    ["alleenkleineletters", "            ", "пароль из букв", "a" * 128, "b" * 1000, "twaalf teken"],
    ids=["no signs", "spaces", "other letters", "128", "1000", "exactly long enough"],
)
def test_any_long_and_uncommon_password_goes(db: None, password: str) -> None:
    form = forms.ChoosePassword({"password": password}, account=Account(login="ilse"))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["password"] == password


def test_one_sign_too_few_is_refused_with_the_number_of_the_norm(db: None) -> None:
    least = norms.on(clock.today()).number("password.min-length")

    with pytest.raises(ValidationError, match=f"minstens {least} tekens"):
        validate_password("x7" * 20 and "q" * (least - 1))


def test_a_password_that_everybody_uses_is_refused(db: None) -> None:
    with pytest.raises(ValidationError, match="gebruiken veel mensen"):
        validate_password("1234567890123456"[:12] and "qwertyuiop123")


def test_fields_allow_password_managers(db: None) -> None:
    field = forms.ChoosePassword(account=Account(login="ilse")).fields["password"]

    assert field.widget.attrs["autocomplete"] == "new-password"
    assert "onpaste" not in field.widget.attrs
