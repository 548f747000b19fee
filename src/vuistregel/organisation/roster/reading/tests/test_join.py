"""Guardians find their pupils: sure, doubtful or unknown, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from vuistregel.organisation.roster.reading import KnownPupil, RosterGuardian, join_contacts
from vuistregel.organisation.roster.reading.join import WHY

BORN = date(2017, 3, 9)
YARA = KnownPupil("1", "L-1", "Yara Noor", "van der", "Tuinman", "Yara", BORN)
BRAM = KnownPupil("2", "L-2", "Bram", "", "Bos", "Bram", date(2016, 5, 1))
TWIN = KnownPupil("3", "", "Yara", "van der", "Tuinman", "", BORN)
UNDATED = KnownPupil("4", "", "Tijn", "", "Mol", "Tijn", None)


def joined(guardian: RosterGuardian, *pupils: KnownPupil):
    found = join_contacts([guardian], pupils or (YARA, BRAM, UNDATED))
    assert len(found.sure) + len(found.doubtful) + len(found.unknown) == max(1, len(guardian.pupil_keys))
    return found


@pytest.mark.parametrize(
    "named",
    [
        {"pupil_keys": ("1",)},
        {"pupil_number": "L-1"},
        {"pupil_name": "Yara van der Tuinman", "pupil_birth_date": BORN},
        {"pupil_name": "Tuinman, Yara van der", "pupil_birth_date": BORN},
        {"pupil_name": "YARA NOOR VAN DER TUINMAN", "pupil_birth_date": BORN},
        {"pupil_keys": ("999",), "pupil_number": "L-1"},
    ],
)
def test_a_key_a_number_or_a_name_with_date_of_birth_is_sure(named):
    guardian = RosterGuardian(key="O1", **named)

    assert joined(guardian).sure == [(guardian, "1")]


@pytest.mark.parametrize(
    ("named", "candidates", "why"),
    [
        ({"pupil_name": "Yara van der Tuinman"}, ("1",), "no_birth_date"),
        ({"pupil_name": "Yara van der Tuinman", "pupil_birth_date": date(2017, 9, 3)}, ("1",), "other_birth_date"),
        ({"pupil_name": "Yara Tuinman-Bos", "pupil_birth_date": BORN}, ("1",), "other_name"),
        ({"pupil_name": "Tijn Mol", "pupil_birth_date": BORN}, ("4",), "birth_date_unknown"),
        ({"pupil_keys": ("1",), "pupil_birth_date": date(2001, 1, 1)}, ("1",), "key_contradicts"),
        ({"pupil_number": "L-1", "pupil_birth_date": date(2001, 1, 1)}, ("1",), "key_contradicts"),
        (
            {"pupil_keys": ("999",), "pupil_name": "Bram Bos", "pupil_birth_date": date(2016, 5, 1)},
            ("2",),
            "key_unknown",
        ),
    ],
)
def test_what_fits_by_half_is_shown_with_its_candidates_and_why(named, candidates, why):
    doubt = joined(RosterGuardian(key="O1", **named)).doubtful[0]

    assert (doubt.candidates, doubt.why) == (candidates, WHY[why])


def test_two_pupils_of_one_name_and_birthday_are_a_doubt():
    guardian = RosterGuardian(key="O1", pupil_name="Yara van der Tuinman", pupil_birth_date=BORN)

    doubt = joined(guardian, YARA, TWIN).doubtful[0]

    assert doubt.candidates == ("1", "3")
    assert doubt.why.nl == "Er zijn 2 leerlingen met deze naam en geboortedatum."
    assert doubt.why.en == "There are 2 pupils with this name and date of birth."


@pytest.mark.parametrize(
    "named", [{}, {"pupil_keys": ("999",)}, {"pupil_name": "Iemand Anders", "pupil_birth_date": date(1999, 1, 1)}]
)
def test_who_fits_nobody_is_unknown(named):
    guardian = RosterGuardian(key="O1", **named)

    assert joined(guardian).unknown == [guardian]


def test_a_guardian_of_two_children_is_joined_to_each():
    guardian = RosterGuardian(key="O1", pupil_keys=("1", "2"))

    assert joined(guardian).sure == [(guardian, "1"), (guardian, "2")]


def test_accents_do_not_matter_and_other_scripts_work():
    zoe = KnownPupil("z", "", "", "", "Çelik", "Zoë", BORN)
    han = KnownPupil("h", "", "", "", "王", "小明", BORN)
    guardians = [
        RosterGuardian(pupil_name="Zoe Celik", pupil_birth_date=BORN),
        RosterGuardian(pupil_name="王 小明", pupil_birth_date=BORN),
    ]

    assert [key for _, key in join_contacts(guardians, [zoe, han]).sure] == ["z", "h"]
