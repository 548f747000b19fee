"""Each of the house's own rules bites, and says what to do instead."""

from __future__ import annotations

import ast
from pathlib import Path

import lint_house
import pytest

FOUND = {
    "state": ("consent/actions.py", "def a(row):\n    row.state = 'open'\n", "LIFE.move"),
    "state by update": ("consent/actions.py", "rows.filter(pk=1).update(state='open')\n", "LIFE.move"),
    "state with a type": ("consent/actions.py", "row.state: str = 'open'\n", "LIFE.move"),
    "too long": ("norms/book.py", "x = 1\n" * 401, "split it by subject"),
    "utils": ("norms/utils.py", "", "after what it knows"),
    "helpers folder": ("rights/helpers/dates.py", "", "after what it knows"),
    "common": ("common/words.py", "", "after what it knows"),
    "timezone.now": ("steps/actions.py", "from django.utils import timezone\ntimezone.now()\n", "clock.now()"),
    "date.today": ("steps/rules.py", "from datetime import date\ndate.today()\n", "rules are given a day"),
    "datetime.now": ("steps/pages.py", "import datetime\ndatetime.datetime.now()\n", "clock.now()"),
    "datetime.utcnow": ("steps/pages.py", "from datetime import datetime\ndatetime.utcnow()\n", "clock.now()"),
    "f-string": ("ui/forms.py", "_(f'Dag {name}')\n", "Fill it afterwards"),
    "format": ("ui/forms.py", "gettext('Dag {}'.format(name))\n", "Fill it afterwards"),
    "percent": ("ui/forms.py", "ngettext('Dag %s' % name, 'Dagen', 2)\n", "Fill it afterwards"),
    "swallowed": ("outbox/jobs.py", "try:\n    go()\nexcept Exception:\n    pass\n", "hides faults"),
    "swallowed all": ("outbox/jobs.py", "try:\n    go()\nexcept:\n    pass\n", "hides faults"),
    "log rows": ("rights/actions.py", "from vuistregel.evidence.models import LogEvent\n", "act.record"),
    "csrf": ("portal/pages.py", "@csrf_exempt\ndef page(request): ...\n", "exempt from CSRF"),
}
ALLOWED = {
    "state in lives.py": ("lives.py", "row.state = 'open'\n"),
    "an object's own state": ("organisation/reader.py", "class R:\n    def __init__(self):\n        self.state = 1\n"),
    "state in a test": ("consent/tests/test_life.py", "row.state = 'open'\n"),
    "the clock": ("clock/__init__.py", "datetime.now(AMSTERDAM)\n"),
    "a session's clock": ("access/signin/sessions.py", "timezone.now()\n"),
    "plain text, filled afterwards": ("ui/forms.py", "_('Dag %(name)s') % {'name': name}\n"),
    "a name that holds a text": ("ui/forms.py", "gettext(label)\n"),
    "a named error": ("outbox/jobs.py", "try:\n    go()\nexcept FileNotFoundError:\n    pass\n"),
    "exactly 400 lines": ("norms/book.py", "x = 1\n" * 400),
    "checks of the log": ("steps/house_checks.py", "from vuistregel.evidence.models import LogCheck\n"),
}


def findings(place: str, text: str) -> list[str]:
    return [sentence for _, sentence in lint_house.look_at(Path(place), text, place)]


@pytest.mark.parametrize("case", FOUND)
def test_a_broken_rule_is_found_and_says_what_to_do_instead(case: str) -> None:
    place, text, instead = FOUND[case]
    assert [sentence for sentence in findings(place, text) if instead in sentence]


@pytest.mark.parametrize("case", ALLOWED)
def test_what_is_meant_to_be_allowed_is_not_found(case: str) -> None:
    assert findings(*ALLOWED[case]) == []


def test_every_rule_has_a_case_above() -> None:
    bitten = {
        rule.__name__
        for place, text, _ in FOUND.values()
        for rule in lint_house.RULES
        if list(rule(lint_house.Module(Path(place), place, text, ast.parse(text))))
    }
    assert bitten == {rule.__name__ for rule in lint_house.RULES}


def test_a_finding_ends_the_script_with_1_and_names_file_and_line(tmp_path: Path, capsys) -> None:
    faulty = tmp_path / "pages.py"
    faulty.write_text("\nfrom datetime import date\ndate.today()\n")

    assert lint_house.main([str(faulty)]) == 1
    assert "pages.py:3: date.today() bypasses" in capsys.readouterr().out
