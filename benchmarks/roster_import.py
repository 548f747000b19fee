"""Roster import: a first import, and the same file again, against lxml reading the same fields.

    python benchmarks/roster_import.py [--pupils 100000] [--seed 1]

Runs on a database of its own: an SQLite file in a folder that is thrown away, or the empty one of DATABASE_URL.
Goals: a first import (validation, encryption, difference, evidence and all) at most 5 times the bare parse, the same
file again at most 2.5 times and without a write to the roster, under 200 MB of memory; both grow with the file only.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIRST_GOAL, AGAIN_GOAL, MEMORY_GOAL = 5.0, 2.5, 200
PER_GROUP = 25
FIRST = (
    "Daan Emma Noah Julia Sem Mila Lucas Tess Levi Sara Finn Yara Bram Lotte Aylin Sofie Gijs Noor Milan Zoë".split()
)
PREFIXES = ("", "", "", "de", "van", "van der", "el")
BEGIN = "Wester Ooster Noorder Zuider Hoog Laag Water Zand Klei Veen Berg Linden Eiken Beuken Wilgen Hazel".split()
END = "veld hof dijk straat man kamp horst wijk laan dam bos brink sma stra huis zicht".split()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pupils", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--profile", action="store_true", help="print where the time of the first import goes")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VUISTREGEL_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vuistregel.settings")
        sys.path.insert(0, str(ROOT / "src"))
        # In a process of its own, as in a real house: what a migration leaves in memory is not the import's.
        subprocess.run([sys.executable, "-m", "vuistregel", "migrate", "--verbosity", "0"], check=True)
        import django

        django.setup()
        from django.db import connection

        file = Path(folder) / "roster.xml"
        write(file, wanted.pupils, wanted.seed)
        size = file.stat().st_size / 1024**2
        print(f"roster import on {connection.vendor}: {wanted.pupils:,} pupils, {size:.1f} MB, seed {wanted.seed}")
        return measure(file, wanted.pupils, profiled=wanted.profile)


def write(file: Path, pupils: int, seed: int) -> None:
    """An EDEXML file of so many pupils; the same seed makes the same bytes."""
    from vuistregel.organisation.roster.reading import RosterGroup, RosterSchool
    from vuistregel.organisation.roster.writing import write_edexml

    chance = random.Random(seed)
    groups = [
        RosterGroup(f"g{n}", f"{1 + n % 8}{chr(65 + n // 8 % 26)}", str(1 + n % 8))
        for n in range(pupils // PER_GROUP + 1)
    ]
    school = RosterSchool(school_year="2026-2027", reference_date=date(2026, 11, 20), brin="99ZZ", version="2.1")
    write_edexml(file, school, groups, _pupils(pupils, chance), _staff(groups, chance))


def _pupils(count: int, chance: random.Random) -> Iterator[Any]:
    from vuistregel.organisation.roster.reading import RosterPupil

    start = date(2014, 1, 1)
    for n in range(count):
        first = chance.choice(FIRST)
        group = n // PER_GROUP
        yield RosterPupil(
            key=str(10_000 + n),
            given_name=f"{first} {chance.choice(FIRST)}",
            initials=f"{first[0]}.",
            prefix=chance.choice(PREFIXES),
            family_name=chance.choice(BEGIN) + chance.choice(END),
            call_name=first,
            birth_date=start + timedelta(days=chance.randrange(3000)),
            year_group=str(1 + group % 8),
            group_keys=(f"g{group}",),
        )


def _staff(groups: list[Any], chance: random.Random) -> Iterator[Any]:
    from vuistregel.organisation.roster.reading import RosterStaff

    for group in groups:
        yield RosterStaff(
            key=f"m{group.key}",
            family_name=f"{chance.choice(BEGIN)}{chance.choice(END)}{group.key}",
            call_name=chance.choice(FIRST),
            roles=("LRK",),
            group_keys=(group.key,),
        )


#: What the house keeps of a pupil; a plain parse has to look at least at these.
FIELDS = (
    "achternaam",
    "voorvoegsel",
    "voornamen",
    "voorletters-1",
    "roepnaam",
    "geboortedatum",
    "jaargroep",
    "emailadres",
)


def bare(file: Path, fields: tuple[str, ...]) -> None:
    """lxml alone: it walks the pupils, reads these fields of each by name, and lets go."""
    from lxml import etree

    tags = ("leerling", "leerkracht")
    for _, element in etree.iterparse(str(file), tag=tags, resolve_entities=False, huge_tree=False):
        for field in fields:
            element.findtext(field)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def measure(file: Path, pupils: int, *, profiled: bool) -> int:
    from vuistregel.access.actor import OPERATOR
    from vuistregel.organisation.actions import add_school
    from vuistregel.organisation.models import School
    from vuistregel.organisation.roster.at_once import import_file

    add_school(OPERATOR, board="Stichting Meetlat", name="Meetschool", brin="99ZZ", location="00", sector="po")
    school = School.objects.select_related("board").get()

    def take() -> None:
        outcome = import_file(OPERATOR, file, school)
        assert outcome.applied, (outcome.findings.errors[:3], outcome.conflicts[:3])

    before = peak()
    first = timed(_profiled(take) if profiled else take)
    again = timed(take)
    most = peak()
    # Afterwards, so that what lxml keeps of a bare walk does not count as memory of the import.
    walk = min(timed(lambda: bare(file, ())) for _ in range(3))
    floor = min(timed(lambda: bare(file, FIELDS)) for _ in range(3))
    results = [
        ("lxml, no field read", walk, walk / floor, None),
        ("lxml, fields read (floor)", floor, 1.0, None),
        ("first import", first, first / floor, FIRST_GOAL),
        ("the same file again", again, again / floor, AGAIN_GOAL),
    ]
    for name, seconds, ratio, goal in results:
        note = "" if goal is None else f"   goal {goal:.1f}   {'holds' if ratio <= goal else 'MISSED'}"
        print(f"  {name:26} {seconds:7.2f} s  {pupils / seconds:9,.0f}/s   {ratio:5.2f} x{note}")
    print(f"  memory {before:.0f} MB before, {most:.0f} MB at most   goal {MEMORY_GOAL} MB")
    return 0 if first / floor <= FIRST_GOAL and again / floor <= AGAIN_GOAL and most <= MEMORY_GOAL else 1


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _profiled(work: Callable[[], object]) -> Callable[[], object]:
    import cProfile
    import pstats

    def run() -> object:
        with cProfile.Profile() as profile:
            result = work()
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        return result

    return run


if __name__ == "__main__":
    sys.exit(main())
