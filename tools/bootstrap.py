"""Finds uv, or puts the pinned one in `.cache/uv`, and prints its path. Standard library only.

It is the first thing that runs on a new machine, so it expects nothing but Debian's `python3`: there may be no pip,
no `ensurepip` (so no plain `python3 -m venv`), no curl and no root. The ways, in order: uv on PATH; a venv that
brings pip; a venv without pip plus the pip wheel that Debian ships as a package, which an ordinary user may download
and unpack without installing it. What is installed is pinned, with its hashes, in `tools/uv-requirements.txt`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
HOME = CACHE / "uv"
REQUIREMENTS = ROOT / "tools" / "uv-requirements.txt"
#: Where Debian keeps pip's wheel once the package `python3-pip-whl` is installed.
DEBIAN_WHEELS = Path("/usr/share/python-wheels")
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class CannotBootstrap(Exception):
    """The machine lacks something; the text names the command that brings it."""


def uv() -> Path:
    """The uv to use. Raises CannotBootstrap when there is no way to one."""
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever has an older one runs this file first of all)
        raise CannotBootstrap(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Install python3.11.")
    if on_path := shutil.which("uv"):
        return Path(on_path)
    installed = HOME / "bin" / "uv"
    mark = HOME / "requirements.txt"
    if installed.exists() and mark.exists() and mark.read_text() == REQUIREMENTS.read_text():
        return installed
    _install()
    shutil.copyfile(REQUIREMENTS, mark)
    return installed


def _install() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    CACHE.mkdir(exist_ok=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    environment = dict(os.environ)
    if SYSTEM_CERTIFICATES.exists():
        # Behind a network that inspects TLS only the system knows the certificate.
        environment.setdefault("PIP_CERT", str(SYSTEM_CERTIFICATES))
    if _has("ensurepip"):
        _run([sys.executable, "-m", "venv", str(HOME)])
    else:
        _run([sys.executable, "-m", "venv", "--without-pip", str(HOME)])
        environment["PYTHONPATH"] = str(_pip_wheel())
    _run([str(HOME / "bin" / "python"), *install, "--requirement", str(REQUIREMENTS)], environment)


def _has(module: str) -> bool:
    """Whether this Python can really use the module: Debian's `ensurepip` exists in name only without its wheels."""
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def _pip_wheel() -> Path:
    """Debian's own wheel of pip: installed, or downloaded and unpacked beside us without installing."""
    if here := sorted(DEBIAN_WHEELS.glob("pip-*.whl")):
        return here[-1]
    unpacked = CACHE / "pip"
    if there := sorted(unpacked.glob("usr/share/python-wheels/pip-*.whl")):
        return there[-1]
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise CannotBootstrap("This Python has no pip and the machine is no Debian. Install pip or uv, then `make`.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        download = ["apt-get", "-qq", "-o", "APT::Sandbox::User=", "download", "python3-pip-whl"]
        if subprocess.run(download, cwd=folder, capture_output=True, check=False).returncode:
            # No package lists, and perhaps no right to fetch them: keep a set of our own for this one download.
            _own_lists(folder)
            own = ["-o", f"Dir::State={folder}/state", "-o", f"Dir::Cache={folder}/cache"]
            status = ["-o", "Dir::State::status=/var/lib/dpkg/status"]
            _run([*download[:1], *own, *status, "-qq", "-o", "APT::Sandbox::User=", "update"], cwd=folder)
            _run([*download[:1], *own, *status, *download[1:]], cwd=folder)
        packages = sorted(folder.glob("python3-pip-whl*.deb"))
        if not packages:
            raise CannotBootstrap("Debian's python3-pip-whl did not arrive. As root: apt-get install python3-venv")
        _run(["dpkg", "-x", str(packages[-1]), str(unpacked)])
    return _pip_wheel()


def _own_lists(folder: Path) -> None:
    for name in ("state/lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)


def _run(command: list[str], environment: dict[str, str] | None = None, cwd: Path | None = None) -> None:
    done = subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        last = "\n  ".join((done.stderr or done.stdout).strip().splitlines()[-6:])
        raise CannotBootstrap(
            f"`{' '.join(command[:4])} …` failed:\n  {last}\n"
            "Is the network reachable? If so, as root: apt-get install python3-venv, then `make` again."
        )


if __name__ == "__main__":
    try:
        print(uv())
    except CannotBootstrap as problem:
        sys.exit(f"Cannot prepare this machine. {problem}")
