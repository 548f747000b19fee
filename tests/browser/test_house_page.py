"""The watching page finds what it promises to find: each fault is shown to it once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext

from tests.machinery.browser import DESKTOP, HousePage

pytestmark = pytest.mark.browser

GOOD = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><style>
body {{ background: #fff; color: #111 }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee }} }}
{style}</style></head><body><main><h1>{name}</h1><p>Een gewone pagina.</p>{body}</main></body></html>"""

FAULTS = {
    "wide": ("", '<p class="far">Een brede zin</p>', ".far { width: 700px }", "scrolls sideways at 320 px"),
    "alt": ("", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "", "image-alt"),
    "pale": ("", "<p class=pale>Bleek</p>", ".pale { color: #ddd; background: #fff }", "color-contrast"),
    "dark": (
        "",
        "<p class=x>Te donker</p>",
        "@media (prefers-color-scheme: dark) { .x { color: #222 } }",
        "in the dark",
    ),
    "console": ("", "<script>console.warn('let op')</script>", "", "console warning: let op"),
    "script": ("", "<script>nobody.there()</script>", "", "a script failed"),
    "others": ("", '<img alt="" src="http://elsewhere.example/dot.gif">', "", "asked somebody else: http://elsewhere"),
    "blank": ("", "", "h1 { color: transparent }", "shows no text"),
    "small": (
        "",
        "<a href=#a class=s>a</a><a href=#b class=s>b</a>",
        ".s { display: inline-block; font-size: 6px }",
        "target-size",
    ),
}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0]
        _, body, style, _ = FAULTS.get(name, ("", "", "", ""))
        self.send_response(404 if name == "missing" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(GOOD.format(name=name or "begin", body=body, style=style).encode())

    def log_message(self, *_: object) -> None:
        """The test says what matters."""


@pytest.fixture
def server() -> Iterator[str]:
    pages = ThreadingHTTPServer(("localhost", 0), _Pages)
    thread = threading.Thread(target=pages.serve_forever)
    thread.start()
    yield f"http://localhost:{pages.server_port}"
    pages.shutdown()
    thread.join()
    pages.server_close()


@pytest.fixture
def watching(new_context: Callable[..., BrowserContext], server: str) -> HousePage:
    return HousePage(new_context(viewport={"width": DESKTOP, "height": 900}), server)


@pytest.mark.parametrize("fault", FAULTS)
def test_it_finds_a_page_with_a_fault(watching: HousePage, fault: str) -> None:
    watching.goto(f"/{fault}")
    watching.inspect_if_new()

    assert FAULTS[fault][-1] in "\n".join(watching.problems)
    with pytest.raises(pytest.fail.Exception, match="not in order"):
        watching.finish()


def test_a_good_page_passes(watching: HousePage) -> None:
    watching.goto("/good")
    watching.finish()


def test_a_page_that_is_not_there_on_purpose_is_inspected_as_well_and_is_no_console_error(watching: HousePage) -> None:
    assert watching.goto("/missing").status == 404
    watching.finish()


def test_a_page_reached_by_a_click_is_inspected_before_the_next_step(watching: HousePage) -> None:
    watching.goto("/first")
    watching.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<a href=/pale>verder</a>')")
    watching.get_by_role("link", name="verder").click()
    watching.get_by_role("heading", level=1).wait_for()

    assert "/pale axe" in "\n".join(watching.problems)


@pytest.mark.parametrize("fault", ["wide", "blank", "others"])
def test_without_javascript_pages_are_inspected_as_well(
    new_context: Callable[..., BrowserContext], server: str, fault: str
) -> None:
    watching = HousePage(new_context(java_script_enabled=False), server, scripts=False)
    watching.goto(f"/{fault}")
    watching.inspect_if_new()

    assert FAULTS[fault][-1] in "\n".join(watching.problems)
