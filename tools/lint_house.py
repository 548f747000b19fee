"""The house's own rules, that no general linter knows: `lint_house.py [PATH …]`.

Each rule says what to do instead. There is no mark to switch a rule off at a line: the few places where one does not
hold stand in EXEMPT below, each with its reason. Exit 1 when something is found.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "vuistregel"
LONGEST_MODULE = 400
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc"}
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localtime"),
    ("timezone", "localdate"),
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "localtime"),
}
#: Tables that nobody rewrites; only their own room may even try, and its database refuses.
APPEND_ONLY_ROOM = "evidence"
APPEND_ONLY_ROWS = {"LogEvent", "LogPerson", "LogHead"}
#: Where a rule does not hold, and why; by rule and the beginning of the module's place.
EXEMPT = {
    ("clock_is_asked_in_one_place", "clock/"): "this is the one place",
    ("clock_is_asked_in_one_place", "access/signin/"): "a moved clock must neither end a session nor prolong it",
    ("no_csrf_exemption", "access/signin/foreign.py"): "a federation posts its answer from its own pages, signed",
}


@dataclass(frozen=True, slots=True)
class Module:
    """One module as the rules see it. `place` is its path below `src/vuistregel`, or its name outside."""

    path: Path
    place: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.place.split("/")[0].removesuffix(".py")

    @property
    def is_test(self) -> bool:
        return "/tests/" in f"/{self.place}"

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in f"/{self.place}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place and the sentence that says what to do instead."""

    line: int
    sentence: str


Rule = Callable[[Module], Iterator[Finding]]


def state_is_moved(module: Module) -> Iterator[Finding]:
    """The state of a life changes by its table of transitions, in one place."""
    if module.is_test or module.is_migration or module.place == "lives.py":
        return
    instead = "Write: LIFE.move(row, 'verb', facts)."
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store):
            if not _is_its_own(node):
                yield Finding(node.lineno, f"State is assigned in lives.py only. {instead}")
        elif isinstance(node, ast.Call) and _is_update_of(node, "state"):
            yield Finding(node.lineno, f"State is written in lives.py only. {instead}")


def _is_its_own(target: ast.Attribute) -> bool:
    """`self.state = …`: an object of its own (a parser, say), not a row. A row's model has no business doing it."""
    return isinstance(target.value, ast.Name) and target.value.id == "self"


def _is_update_of(node: ast.Call, field: str) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr == "update"
        and any(keyword.arg == field for keyword in node.keywords)
    )


def module_is_short(module: Module) -> Iterator[Finding]:
    """A module that grows splits by subject."""
    lines = module.text.count("\n")
    if lines > LONGEST_MODULE and not module.is_migration:
        yield Finding(
            LONGEST_MODULE, f"{lines} lines. Above {LONGEST_MODULE}, split it by subject (terms.py, fees.py)."
        )


def name_says_something(module: Module) -> Iterator[Finding]:
    """A module is named after what it knows."""
    for part in Path(module.place).with_suffix("").parts:
        if part in NAMES_THAT_SAY_NOTHING:
            yield Finding(1, f"`{part}` says nothing. Name the module after what it knows (dates.py, badges.py).")


def clock_is_asked_in_one_place(module: Module) -> Iterator[Finding]:
    """The example can move the clock; whoever asks the machine's own does not see that."""
    if module.is_migration or module.is_test:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            if (name, node.func.attr) in CLOCKS:
                instead = "clock.today() or clock.now() in actions and pages; rules are given a day"
                yield Finding(node.lineno, f"{name}.{node.func.attr}() bypasses the house's clock. Use {instead}.")


def gettext_gets_plain_texts(module: Module) -> Iterator[Finding]:
    """A sentence that is put together before it is looked up is never found in the translation."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in GETTEXT and any(not _is_plain(argument) for argument in node.args[:1]):
            yield Finding(
                node.lineno, f"{name}() takes a plain text. Fill it afterwards: {name}('… %(name)s') % {{…}}."
            )


def _is_plain(argument: ast.expr) -> bool:
    """A literal, or a name that holds one; what is formatted or added up on the spot is neither."""
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        return False
    formatted = isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute)
    return not (formatted and argument.func.attr == "format")  # type: ignore[attr-defined]


def no_error_is_swallowed(module: Module) -> Iterator[Finding]:
    """An error that is caught without a word is a fault that nobody finds."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and all(isinstance(each, ast.Pass) for each in node.body):
            kind = ast.unparse(node.type) if node.type else "everything"
            if kind in {"everything", "Exception", "BaseException"}:
                yield Finding(node.lineno, f"`except {kind}: pass` hides faults. Name the error and say what happens.")


def log_is_only_appended(module: Module) -> Iterator[Finding]:
    """Rows of the evidence log are written by its own room; nobody else makes, changes or deletes one."""
    if module.room == APPEND_ONLY_ROOM or module.is_test or module.is_migration:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module == f"vuistregel.{APPEND_ONLY_ROOM}.models":
            for name in sorted({each.name for each in node.names} & APPEND_ONLY_ROWS):
                yield Finding(node.lineno, f"Only evidence touches {name}. Record an event: act.record(…).")


def no_csrf_exemption(module: Module) -> Iterator[Finding]:
    """A page without CSRF protection can be submitted by any other site."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and (getattr(node, "id", "") or getattr(node, "attr", "")) == (
            "csrf_exempt"
        ):
            yield Finding(node.lineno, "No page is exempt from CSRF. Machines use the API with a token instead.")


RULES: tuple[Rule, ...] = (
    state_is_moved,
    module_is_short,
    name_says_something,
    clock_is_asked_in_one_place,
    gettext_gets_plain_texts,
    no_error_is_swallowed,
    log_is_only_appended,
    no_csrf_exemption,
)


def look_at(path: Path, text: str, place: str) -> list[tuple[int, str]]:
    """All findings in one module, as line and sentence."""
    module = Module(path, place, text, ast.parse(text, str(path)))
    holding = [rule for rule in RULES if not any((rule.__name__, place[:n]) in EXEMPT for n in range(len(place) + 1))]
    return [(finding.line, finding.sentence) for rule in holding for finding in rule(module)]


def main(arguments: list[str]) -> int:
    paths = [Path(argument) for argument in arguments] or sorted(PACKAGE.rglob("*.py"))
    count = 0
    for path in paths:
        absolute = path.resolve()
        place = absolute.relative_to(PACKAGE).as_posix() if absolute.is_relative_to(PACKAGE) else path.name
        for line, sentence in look_at(path, path.read_text(encoding="utf-8"), place):
            shown = absolute.relative_to(ROOT) if absolute.is_relative_to(ROOT) else path
            print(f"{shown}:{line}: {sentence}")
            count += 1
    print(f"House rules: {len(paths)} modules, {count} findings.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
