"""The example for a WordPress site, run by PHP itself where that is there: what it asks is what the house answers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from vuistregel.access.actor import OPERATOR
from vuistregel.api.tests.systems import System, a_school, a_system
from vuistregel.consent.actions import choose_mode, open_channels
from vuistregel.consent.rules import Mode
from vuistregel.consent.tests.builders import channel, says
from vuistregel.organisation.models import School
from vuistregel.organisation.tests.builders import a_group, a_guardian, a_pupil

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[4] / "docs" / "wordpress.md"
PHP = shutil.which("php")
#: WordPress as far as the example's question needs it: what it would send is printed, and the answer is given.
WORDPRESS = """
define( 'ABSPATH', '/' );
foreach ( array( 'URL', 'TOKEN', 'SECRET', 'SCHOOL', 'CHANNEL' ) as $name ) {
	define( 'VUISTREGEL_' . $name, getenv( 'VUISTREGEL_' . $name ) ?: 'x' );
}
function add_filter() {}
function add_action() {}
function wp_generate_uuid4() { return 'u'; }
function wp_json_encode( $what ) { return json_encode( $what ); }
function is_wp_error( $what ) { return false; }
function wp_remote_retrieve_response_code( $answer ) { return 200; }
function wp_remote_retrieve_body( $answer ) { return $answer; }
function wp_remote_post( $url, $how ) {
	fwrite( STDERR, $how['body'] . "\\n" );
	return json_encode( array( 'outcome' => getenv( 'OUTCOME' ) ) );
}
"""


def example() -> str:
    found = re.search(r"```php\n<\?php\n(.*?)```", DOCUMENT.read_text(), re.S)
    assert found is not None
    return found.group(1)


def asked(school: School, pupils: list[str], text: str, outcome: str = "allowed") -> tuple[bool, list[str]]:
    """What the example's `vuistregel_may` says, and the bodies that it sends."""
    assert PHP is not None
    call = f"var_export( vuistregel_may( json_decode( {json.dumps(json.dumps(pupils))} ), getenv( 'TEXT' ) ) );"
    environment = {"TEXT": text, "OUTCOME": outcome, "VUISTREGEL_SCHOOL": school.brin, "VUISTREGEL_CHANNEL": "website"}
    done = subprocess.run(
        [PHP, "-r", WORDPRESS + example() + call], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout == "true", done.stderr.splitlines()


@pytest.fixture
def school() -> School:
    cache.clear()
    school = a_school()
    open_channels(OPERATOR, school=school)
    choose_mode(OPERATOR, channel=channel(school, "website"), mode=Mode.EACH_YEAR)
    child = a_pupil(school, call_name="Yara", family_name="Qyara", key="l1", group=a_group(school))
    says(child, a_guardian(child).person, "website", "given")
    return school


def told(system: System, body: str) -> Any:
    return system.call("POST", "/publication-decisions", data=body, content_type="application/json").json()["outcome"]


def test_the_example_lets_no_post_through_without_asking() -> None:
    body = example().split("function vuistregel_may", 1)[1].split("\n}\n", 1)[0]

    assert body.count("return true") == 1
    assert body.index("vuistregel_ask(") < body.index("return true")


@pytest.mark.skipif(PHP is None, reason="PHP is not installed here; the test above reads the same lines")
@pytest.mark.handbook("R8.12")
def test_what_the_example_asks_is_what_the_house_answers(school: School) -> None:
    system = a_system(school.board, "consent:read")
    for pupils, text, answer in (
        (["nobody"], "Wij planten bollen", "allowed"),
        (["nobody"], "Yara Qyara wint", "refused"),
        (["nobody", "l1"], "Wij planten bollen", "cannot_say"),
    ):
        may, bodies = asked(school, pupils, text, answer)
        assert [told(system, body) for body in bodies] == [answer]
        assert may is (answer == "allowed")
    assert asked(school, [], "Wij planten bollen") == (False, [])


@pytest.mark.skipif(PHP is None, reason="PHP is not installed here; the test above reads the same lines")
@pytest.mark.parametrize("before", [0, 9_900, 9_995, 10_050, 19_800, 25_000])
def test_a_name_at_the_end_of_a_long_text_is_asked_about(school: School, before: int) -> None:
    _, bodies = asked(school, ["nobody"], "a" * before + " Yara Qyara")

    assert any("Yara Qyara" in json.loads(body)["caption"] for body in bodies)
    assert all(len(json.loads(body)["caption"]) <= 10_000 for body in bodies)
