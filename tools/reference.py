"""The parts of the documentation that the house can say itself: `reference.py [--check]`.

Writes `docs/reference.md` whole, and the marked parts of other documents (`<!-- made:NAME -->` to `<!-- /made -->`),
from the registries of the running house: actions, events, checks, lives, jobs, rights, routes, operations, commands,
settings. With `--check` nothing is written and exit 1 says which document is behind.
"""

from __future__ import annotations

import argparse
import atexit
import importlib
import os
import pkgutil
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vuistregel.lives import Life
    from vuistregel.words import Words

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
#: Documents with parts that are made here.
MARKED = (DOCS / "configuration.md", DOCS / "api.md", ROOT / "README.md")
_PART = re.compile(r"(<!-- made:(\w+) -->\n).*?(<!-- /made -->)", re.S)
#: Needs an optional package, or starts something when it is imported.
_NOT_IMPORTED = ("vuistregel.__main__", "vuistregel.wsgi")


def start() -> None:
    """The house, awake, with every module imported: only then its registries are whole."""
    for name in [n for n in os.environ if n.startswith("VUISTREGEL_") or n == "DATABASE_URL"]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="vuistregel-reference-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VUISTREGEL_VAR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "vuistregel.settings"
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    import vuistregel

    for module in pkgutil.walk_packages(vuistregel.__path__, "vuistregel."):
        parts = module.name.split(".")
        if "tests" not in parts and "migrations" not in parts and module.name not in _NOT_IMPORTED:
            importlib.import_module(module.name)


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; bars and line ends in a cell are made harmless."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *([_cell(c) for c in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).replace("\u00ad", "").replace("|", "\\|").split())


def code(value: object) -> str:
    return f"`{value}`"


def settings() -> str:
    """The environment variables."""
    from vuistregel.settings.environment import VARIABLES

    return table(
        ("variable", "when absent", "what it is for"),
        ((code(v.name), v.default, v.meaning + (" **Secret.**" if v.secret else "")) for v in VARIABLES),
    )


def commands() -> str:
    """The commands of the console, in the order in which `--help` shows them."""
    from vuistregel.cli import COMMANDS

    return table(("command", "what it does"), ((code(f"vuistregel {n}"), m) for n, m in COMMANDS.items()))


def rights_of_commands() -> str:
    """What each command asks of the matrix."""
    from vuistregel.access.declared import own_commands

    found = [(name.rsplit(".", 1)[1], importlib.import_module(name).Command) for name in own_commands()]
    return table(
        ("command", "category", "verb", "help"),
        ((code(name), c.category, c.verb, c.help) for name, c in sorted(found, key=lambda f: f[0])),
    )


def actions() -> str:
    from vuistregel.actions import ACTIONS

    return table(
        ("action", "category", "verb", "what it is for"),
        ((code(a.name), a.category, a.verb, a.meaning) for _, a in sorted(ACTIONS.items())),
    )


def events() -> str:
    from vuistregel.evidence.declaration import kinds

    return table(
        ("kind", "sentence", "fields and their fate"),
        (
            (code(kind), e.says.en, ", ".join(f"{name}: {_fate(fate)}" for name, fate in e.fates.items()))
            for kind, e in sorted(kinds().items())
        ),
    )


def _fate(fate: Any) -> str:
    return f"{fate.name} ({fate.by or fate.norm})" if fate.secret else str(fate.name)


def checks() -> str:
    from vuistregel.checks import CHECKS

    return table(
        ("check", "step", "question", "norm", "handbook", "mended at"),
        (
            (code(c.id), c.step, c.question.en, code(c.norm), ", ".join(c.requirements), code(c.mend_url))
            for c in sorted(CHECKS.values(), key=lambda c: (c.step, c.id))
        ),
    )


def lives() -> str:
    """Each life's table of transitions."""
    from vuistregel.lives import Life

    found: dict[str, Life] = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("vuistregel.") and ".tests" not in name:
            found |= {v.name: v for v in vars(module).values() if isinstance(v, Life)}
    return "\n\n".join(f"### {name}\n\n{_life(found[name])}" for name in sorted(found))


def _life(life: Life) -> str:
    def state(slug: str) -> str:
        words: Words = life.states[slug]
        return f"{code(slug)} ({words.en})"

    return table(
        ("from", "verb", "to", "demands"),
        (
            (state(t.source), code(t.verb), state(t.target), "; ".join(life.facts[d].en for d in t.demands))
            for t in life.transitions
        ),
    )


def jobs() -> str:
    from vuistregel.jobs import JOBS

    return table(
        ("job", "runs", "what it does"),
        ((code(j.name), f"every {j.every.value}", _first_line(j.run)) for _, j in sorted(JOBS.items())),
    )


def _first_line(thing: object) -> str:
    return (thing.__doc__ or "").strip().split("\n\n")[0]


def rights() -> str:
    """Roles by what they may do, as the matrix grants it."""
    from vuistregel.access.matrix import SIGNED_IN, shipped

    matrix = shipped()
    roles = [*matrix.roles, SIGNED_IN]
    rows = []
    for role in roles:
        grants = [g for g in matrix.grants if g.role == role]
        if {g.category for g in grants} == set(matrix.categories) and {g.verb for g in grants} == set(matrix.verbs):
            rows.append((code(role), "everything", "everything", grants[0].scope.value))
            continue
        for verb in matrix.verbs:
            for scope in dict.fromkeys(g.scope for g in grants):
                held = [g.category for g in grants if (g.verb, g.scope) == (verb, scope)]
                if held:
                    rows.append((code(role), verb, ", ".join(held), scope.value))
    return table(("role", "may", "data", "reach"), rows)


def categories() -> str:
    from vuistregel.access.matrix import shipped

    return table(
        ("category", "on screen", "level", "reads logged"),
        ((code(c.slug), c.words.nl, c.level, "yes" if c.log_reads else "") for c in shipped().categories.values()),
    )


def routes() -> str:
    """Every route with what it declares; the API's own are listed by operation."""
    from vuistregel.access.declared import declared_routes

    rows = []
    for route, _, declared in sorted(declared_routes(), key=lambda r: r[0]):
        if declared is None or route.startswith("api/"):
            continue
        other = ", ".join(f"{method}: {verb}" for method, verb in declared.methods)
        rows.append((code(f"/{route}"), declared.category, declared.verb, other))
    return table(("route", "category", "verb", "other methods"), dict.fromkeys(rows))


def operations() -> str:
    """Every operation of the API."""
    from vuistregel.api.house import api
    from vuistregel.api.operations import explanations
    from vuistregel.api.operations import operations as every

    said = explanations(api)
    return table(
        ("operation", "scope of the token", "what it does"),
        (
            (
                code(f"{method} /api/v1{path}"),
                "none: open to all" if d.category == "public" else code(f"{d.category}:{d.verb}"),
                said[path, method].title.en,
            )
            for path, method, d in sorted(every(api), key=lambda o: (o[0], o[1]))
            if d is not None
        ),
    )


def scopes() -> str:
    from vuistregel.api.tokens import scopes_on_offer

    return ", ".join(code(s) for s in scopes_on_offer())


def over_all_boards() -> str:
    from vuistregel.access.tenancy import OVER_ALL_BOARDS

    return table(
        ("function", "why it looks over all boards"),
        ((code(name.removeprefix("vuistregel.")), why) for name, why in sorted(OVER_ALL_BOARDS.items())),
    )


PARTS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "commands": commands,
    "operations": operations,
    "scopes": scopes,
}

_CHAPTERS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("Categories of data", "From `access/matrix.yaml`. Level 1 public, 2 sensitive, 3 very sensitive.", categories),
    ("Roles and rights", "What is not granted here is refused. Reach says how near somebody must stand.", rights),
    ("Actions", "Every change in the house is one of these.", actions),
    (
        "Events",
        "One per action. `plain` stays readable, `person` is a key shown by name, `sealed` dies with its holder's key, "
        "`until` with the term of a norm.",
        events,
    ),
    ("Checks", "What the ten steps are computed from.", checks),
    ("Lives", "Whatever has a state has one table of transitions.", lives),
    ("Jobs", "What `vuistregel tick` does.", jobs),
    ("Commands", "What each command asks of the matrix; the operator may run all of them.", rights_of_commands),
    ("Work over all boards", "On PostgreSQL these run as the owner, out of a web process.", over_all_boards),
    ("Routes", "The gate asks for the category and verb before the page runs.", routes),
)


def reference() -> str:
    """The whole of docs/reference.md."""
    intro = (
        "# Reference\n\nMade by `tools/reference.py` from the code itself; do not edit. "
        "A test fails when it is behind: run `.venv/bin/python tools/reference.py`.\n"
    )
    return intro + "".join(f"\n## {title}\n\n{lead}\n\n{part()}\n" for title, lead, part in _CHAPTERS)


def filled(text: str) -> str:
    """A document with its marked parts made anew. KeyError for a part that nobody makes."""
    return _PART.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}\n{found[3]}", text)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The documentation that the house makes itself.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a document is behind")
    check = parser.parse_args(arguments).check
    start()
    wanted = {DOCS / "reference.md": reference()}
    wanted |= {path: filled(path.read_text(encoding="utf-8")) for path in MARKED}
    behind = [p for p, text in wanted.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path in behind:
        if not check:
            path.write_text(wanted[path], encoding="utf-8")
        print(f"{path.relative_to(ROOT)} {'is behind; run tools/reference.py' if check else 'written'}")
    return 1 if check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
