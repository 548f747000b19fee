"""A browser for the tests, without root and without a download of the browser maker's: `browser.py install | show`.

The npm package pinned in `tools/browser/package-lock.json` (with its integrity hash) holds Chromium's binary itself,
packed with brotli. Here it is unpacked into `.cache/browser` with the libraries and fonts that come with it; a bare
Debian has neither. Without a font that fontconfig knows, Chromium draws no text at all and every test of a page
would look at blanks, so a fonts.conf is written too.

`TEST_BROWSER=/usr/bin/chromium` uses another Chromium instead (needed where the machine is not x86-64).
What was installed is written to `.cache/browser/browser.json`: `{"executable": …, "environment": {…}}`.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import brotli
from assets import npm

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "tools" / "browser"
HOME = ROOT / ".cache" / "browser"
FACTS = HOME / "browser.json"
PACKED = Path("node_modules/@sparticuz/chromium/bin")

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


class NoBrowser(Exception):
    """There is no browser to be had; the text says what to do."""


def install() -> dict[str, object]:
    """Make the browser ready and return the facts about it; a second time this does nothing."""
    stamp = _stamp()
    if FACTS.exists():
        facts: dict[str, object] = json.loads(FACTS.read_text())
        if facts.get("stamp") == stamp and Path(str(facts["executable"])).exists():
            return facts
    HOME.mkdir(parents=True, exist_ok=True)
    facts = (_chosen(chosen) if (chosen := os.environ.get("TEST_BROWSER")) else _unpacked()) | {"stamp": stamp}
    FACTS.write_text(json.dumps(facts, indent=1))
    return facts


def _stamp() -> str:
    inputs = (PINNED / "package-lock.json").read_bytes() + Path(__file__).read_bytes() + str(HOME).encode()
    return hashlib.sha256(inputs + os.environ.get("TEST_BROWSER", "").encode()).hexdigest()


def _chosen(executable: str) -> dict[str, object]:
    if not Path(executable).exists():
        raise NoBrowser(f"TEST_BROWSER names {executable}, which is not there.")
    return {"executable": executable, "environment": {}}


def _unpacked() -> dict[str, object]:
    if platform.machine() != "x86_64":
        raise NoBrowser(
            "The pinned browser is for x86-64. Install Chromium, then: TEST_BROWSER=/usr/bin/chromium make test"
        )
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(PINNED / name, HOME / name)
    command = [*npm(), "ci", "--cache", str(HOME / "npm-cache"), "--loglevel", "error"]
    environment = {"NODE_USE_SYSTEM_CA": "1"} | os.environ
    done = subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoBrowser(f"npm could not fetch the pinned browser. It said:\n{done.stderr.strip()}")
    executable = HOME / "chromium"
    executable.write_bytes(brotli.decompress((HOME / PACKED / "chromium.br").read_bytes()))
    executable.chmod(0o755)
    for name in ("al2023", "fonts", "swiftshader"):
        _unpack(brotli.decompress((HOME / PACKED / f"{name}.tar.br").read_bytes()))
    config = HOME / "house-fonts.conf"
    config.write_text(FONTS_CONF.format(fonts=HOME / "fonts", cache=HOME / "font-cache"))
    # The packed copies have done their work; 70 MB is worth tidying.
    shutil.rmtree(HOME / "node_modules")
    shutil.rmtree(HOME / "npm-cache", ignore_errors=True)
    environment_for_it = {"LD_LIBRARY_PATH": str(HOME / "lib"), "FONTCONFIG_FILE": str(config)}
    return {"executable": str(executable), "environment": environment_for_it}


def _unpack(archive: bytes) -> None:
    """Only plain files, only below `.cache/browser`. (Debian's Python 3.11.2 has no extraction filters yet.)"""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            target = (HOME / member.name).resolve()
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None and target.is_relative_to(HOME):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A browser for the tests.")
    parser.add_argument("verb", choices=["install", "show"], help="make it ready / print what was installed")
    verb = parser.parse_args(arguments).verb
    try:
        facts = install()
    except NoBrowser as problem:
        print(f"Browser: {problem}", file=sys.stderr)
        return 1
    if verb == "show":
        print(json.dumps(facts, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
