"""One set of rules, four questions: may she (`decide`), which ones (`scopes`), who may (`who_may`), why (the Decision).

The matrix is compiled once to a look-up; a decision is a dictionary look-up and one scope test. No database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from vuistregel.access.actor import Actor, Hat, Subject
from vuistregel.access.matrix import SIGNED_IN, Matrix, Scope, shipped
from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.words import Words

NEED_TO_KNOW = "access.need-to-know"


class Undeclared(Exception):
    """Somebody asked about a category or verb that the matrix does not know: a mistake of ours, never a yes."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A compiled matrix."""

    matrix: Matrix
    table: dict[tuple[str, str, str], tuple[Scope, Decision]]
    #: Refusals that were made already, by (roles, verb, category, where else): as many as the matrix and people have.
    refusals: dict[tuple[tuple[str, ...], str, str, str], Decision] = field(default_factory=dict)

    def decide(self, actor: Actor, verb: str, category: str, subject: Subject) -> Decision:
        """May this actor do this with this subject? A yes names the role that carries it; a no names the rule."""
        able: tuple[Hat, ...] = ()
        if actor.scopes is None or f"{category}:{verb}" in actor.scopes:
            for hat in actor.hats:
                row = self.table.get((hat.role, category, verb))
                if row is not None:
                    if stands(hat, row[0], subject):
                        return row[1]
                    able = (*able, hat)
            row = self.table.get((SIGNED_IN, category, verb))
            if row is not None and actor.roles != {"visitor"}:
                return row[1]
        elif self._by_role(actor, verb, category):
            return self._refusal(actor, verb, category, "scope")
        return self._refusal(actor, verb, category, _elsewhere(able, subject) if able else "")

    def anywhere(self, actor: Actor, verb: str, category: str) -> Decision:
        """May this actor do this with anything at all? For pages whose rows `visible` then picks."""
        if actor.scopes is None or f"{category}:{verb}" in actor.scopes:
            for hat in actor.hats:
                row = self.table.get((hat.role, category, verb))
                if row is not None:
                    return row[1]
            row = self.table.get((SIGNED_IN, category, verb))
            if row is not None and actor.roles != {"visitor"}:
                return row[1]
        elif self._by_role(actor, verb, category):
            return self._refusal(actor, verb, category, "scope")
        return self._refusal(actor, verb, category, "")

    def scopes(self, actor: Actor, verb: str, category: str) -> list[tuple[Hat, Scope]]:
        """Every hat that carries this right, and how far it reaches; `visible` turns them into one query."""
        self._known(category, verb)
        if actor.scopes is not None and f"{category}:{verb}" not in actor.scopes:
            return []
        found = [(hat, self.table.get((hat.role, category, verb))) for hat in actor.hats]
        return [(hat, row[0]) for hat, row in found if row is not None]

    def roles_that_may(self, verb: str, category: str) -> list[tuple[str, Scope]]:
        """Which roles may do this, and how far: the matrix read the other way round."""
        self._known(category, verb)
        return [(g.role, g.scope) for g in self.matrix.grants if (g.category, g.verb) == (category, verb)]

    def who_may(self, verb: str, category: str, subject: Subject, hats: Iterable[Hat]) -> list[Hat]:
        """Which of these hats may do this with this subject: for 'who can see this?' and the access review."""
        rows = [(hat, self.table.get((hat.role, category, verb))) for hat in hats]
        return [hat for hat, row in rows if row is not None and stands(hat, row[0], subject)]

    def logs_reads(self, category: str) -> bool:
        return self.matrix.categories[category].log_reads

    def _known(self, category: str, verb: str) -> None:
        if category not in self.matrix.categories or verb not in self.matrix.verbs:
            raise Undeclared(f"The matrix knows no {verb!r} on {category!r}; add it to access/matrix.yaml.")

    def _by_role(self, actor: Actor, verb: str, category: str) -> bool:
        """Would the role do, so that only the token is too narrow?"""
        return any((hat.role, category, verb) in self.table for hat in actor.hats)

    def _refusal(self, actor: Actor, verb: str, category: str, elsewhere: str) -> Decision:
        """The no for these roles, made once: lists and menus ask for it far more often than it is read."""
        key = (tuple([hat.role for hat in actor.hats]), verb, category, elsewhere)
        found = self.refusals.get(key)
        if found is None:
            self._known(category, verb)
            found = self.refusals[key] = self._new_refusal(actor, verb, category, elsewhere)
        return found

    def _new_refusal(self, actor: Actor, verb: str, category: str, elsewhere: str) -> Decision:
        matrix = self.matrix
        able = {hat.role for hat in actor.hats if (hat.role, category, verb) in self.table} if elsewhere else set()
        # Everyone is a visitor as well; who has a role here is called by that.
        named = able or (actor.roles - {"visitor"}) or actor.roles
        roles = [matrix.roles[r].words for r in sorted(named) if r in matrix.roles]
        return no(
            Reason(
                _NOT[elsewhere].with_(
                    roles=_joined(roles),
                    category=matrix.categories[category].words,
                    verb=matrix.verbs[verb],
                    scope=f"{category}:{verb}",
                ),
                norm=NEED_TO_KNOW,
            ),
            ways_out=(_ASK_FOR_SCOPE,) if elsewhere == "scope" else (),
        )


_NOT = {
    "": Words(
        "Uw rol ({roles}) mag dit niet: {category} {verb}.", "Your role ({roles}) may not do this: {verb} {category}."
    ),
    "school": Words(
        "Uw rol ({roles}) mag dit wel, maar niet bij deze school: {category} {verb}.",
        "Your role ({roles}) may do this, but not at this school: {verb} {category}.",
    ),
    "things": Words(
        "Uw rol ({roles}) mag dit wel, maar niet hier: {category} {verb}.",
        "Your role ({roles}) may do this, but not here: {verb} {category}.",
    ),
    "scope": Words(
        "Deze sleutel mag dit niet: {category} {verb}. Het recht {scope} ontbreekt.",
        "This token may not do this: {verb} {category}. It lacks the right {scope}.",
    ),
}
_ASK_FOR_SCOPE = Words("Vraag het bestuur om een sleutel met dit recht.", "Ask the board for a token with this right.")

#: Members held by name: Python finds them on the class by a descriptor, several times in each decision.
_EVERYONE, _HOUSE, _BOARD, _SCHOOL = Scope.EVERYONE, Scope.HOUSE, Scope.BOARD, Scope.SCHOOL
_GROUP, _CHILD, _SELF = Scope.GROUP, Scope.CHILD, Scope.SELF


def stands(hat: Hat, scope: Scope, subject: Subject) -> bool:
    """Does this hat stand near enough to the subject for this scope?"""
    if scope is _EVERYONE or scope is _HOUSE:
        return True
    if hat.board != subject.board or not hat.board:
        return False
    if hat.school is not None and scope is not _SELF and subject.school != hat.school:
        return False
    if scope is _SCHOOL or scope is _BOARD:
        return True
    if scope is _GROUP:
        return bool(hat.groups & subject.groups)
    if scope is _CHILD and subject.pupil is not None:
        return subject.pupil in hat.pupils
    # Whoever may do something for a child may do it for themselves: a parent is a data subject here too.
    return subject.person is not None and subject.person == hat.person


def _elsewhere(able: Sequence[Hat], subject: Subject) -> str:
    """Where these hats carry the right although not here: at another `school`, or for other `things`."""
    return "school" if all(h.school and subject.school and h.school != subject.school for h in able) else "things"


def compile_matrix(matrix: Matrix) -> Engine:
    """The look-up of a matrix: each grant with the yes that it gives, made once."""
    table: dict[tuple[str, str, str], tuple[Scope, Decision]] = {}
    for grant in matrix.grants:
        role = matrix.roles[grant.role].words if grant.role != SIGNED_IN else Words("ingelogd", "signed in")
        reason = Reason(
            Words("De rol {role} mag dit.", "The role {role} may do this.").with_(role=role), norm=NEED_TO_KNOW
        )
        table[(grant.role, grant.category, grant.verb)] = (grant.scope, yes(reason))
    return Engine(matrix, table)


@cache
def engine() -> Engine:
    """The engine of the matrix that ships with the house."""
    return compile_matrix(shipped())


def _joined(words: list[Words]) -> Words:
    if not words:
        return Words("geen", "none")
    return Words(", ".join(w.nl for w in words), ", ".join(w.en for w in words))
