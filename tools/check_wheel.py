"""Builds the wheel and uses it as an operator would: in an environment of its own, outside this folder.

It must hold what is made and not committed (style sheets, translations) and what is data (norms, matrix, templates),
and no tests. Exit 1 with the first thing that is not so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
HOME = ROOT / ".cache" / "wheel"
#: What the package holds besides Python, seen from `src`: every such file must be in the wheel.
DATA = ("**/*.yaml", "**/*.html", "**/*.css", "**/*.js", "**/*.woff2", "**/*.mo", "**/*.svg", "**/*.sql", "**/py.typed")
#: Commands that a fresh house must answer, in this order, and the exit codes that are right.
COMMANDS: tuple[tuple[tuple[str, ...], set[int]], ...] = (
    (("--version",), {0}),
    (("--help",), {0}),
    (("norms", "--on", "2026-11-01", "--json"), {0}),
    (("migrate", "--verbosity", "0"), {0}),
    (("steps", "--json"), {0, 1}),
    (("verify_log", "--json"), {0}),
)


class WheelBroken(Exception):
    """The wheel is not what an operator needs; the text says in which way."""


def build() -> Path:
    shutil.rmtree(HOME, ignore_errors=True)
    run([_uv(), "build", "--quiet", "--wheel", "--out-dir", str(HOME)], ROOT)
    (wheel,) = HOME.glob("*.whl")
    return wheel


def look_inside(wheel: Path) -> None:
    """Everything that the source folder holds is in the wheel, except tests."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    if tests := sorted(name for name in inside if "/tests/" in name):
        raise WheelBroken(f"{len(tests)} files of tests are in the wheel, {tests[0]} first")
    for pattern in DATA:
        for path in SOURCE.glob(pattern):
            name = path.relative_to(SOURCE).as_posix()
            if "/tests/" not in name and name not in inside:
                raise WheelBroken(f"{name} is not in the wheel. See [tool.hatch.build] in pyproject.toml.")
    for made in (".mo", "/vendor/font.css"):
        if not any(name.endswith(made) for name in inside):
            raise WheelBroken(f"nothing that ends in {made} is in the wheel. Run: make install")


def install(wheel: Path) -> Path:
    """The wheel and exactly the locked dependencies, in a new environment. Returns the console command."""
    environment = HOME / "venv"
    locked = HOME / "requirements.txt"
    run([_uv(), "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--output-file", str(locked)], ROOT)
    run([_uv(), "venv", "--quiet", str(environment)], HOME)
    python = environment / "bin" / "python"
    run([_uv(), "pip", "install", "--quiet", "--python", str(python), "--requirement", str(locked)], HOME)
    run([_uv(), "pip", "install", "--quiet", "--python", str(python), "--no-deps", str(wheel)], HOME)
    return environment / "bin" / "vuistregel"


def use(vuistregel: Path) -> None:
    """A new house in an empty folder answers its commands."""
    ours = ("VUISTREGEL_", "DATABASE_URL", "DJANGO_", "PYTHON", "LOG_FILE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    with tempfile.TemporaryDirectory() as folder:
        for arguments, right in COMMANDS:
            done = run([str(vuistregel), *arguments], Path(folder), clean, right)
            if "--json" in arguments:
                json.loads(done.stdout)


def run(
    command: list[str], cwd: Path, environment: dict[str, str] | None = None, right: set[int] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (right or {0}):
        said = (done.stderr or done.stdout).strip()[-1500:]
        raise WheelBroken(f"`{Path(command[0]).name} {' '.join(command[1:4])}` ended with {done.returncode}:\n{said}")
    return done


def _uv() -> str:
    return (ROOT / ".cache" / "uv-path").read_text().strip()


if __name__ == "__main__":
    try:
        built = build()
        look_inside(built)
        use(install(built))
    except WheelBroken as problem:
        sys.exit(f"Wheel: {problem}")
    print(f"Wheel: {built.name} builds, holds everything and starts a house.")
