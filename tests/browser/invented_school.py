"""A school of three families for a whole way through the house: the files of its administration, and a photo."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from vuistregel import clock
from vuistregel.media.pictures.tests import cameras
from vuistregel.organisation.roster.reading.model import RosterGroup, RosterGuardian, RosterPupil, RosterSchool
from vuistregel.organisation.roster.writing import write_contacts_csv, write_edexml
from vuistregel.organisation.tests.builders import years_ago

MOTHER_MAIL: Final = "samira@thuis.example"
#: What a phone calls a photo when its owner files it by child.
PHOTO_NAME: Final = "Lotte_Bos_plant_bollen.jpg"
_GROUP: Final = RosterGroup(key="G4B", name="4B", year_group="14")


@dataclass(frozen=True, slots=True)
class Files:
    """What the administration exported."""

    roster: Path
    contacts: Path


def files_of(brin: str, folder: Path) -> Files:
    """Yara whose mother has mail, Lotte whose father has none, and Bram who is sixteen and decides himself."""
    files = Files(folder / "leerlingen.xml", folder / "ouders.csv")
    head = RosterSchool(school_year="2026-2027", reference_date=clock.today(), brin=brin, location="00", version="2.1")
    pupils = [
        _pupil("1", "Yara", "Zaal", 14),
        _pupil("2", "Lotte", "Bos", 14),
        _pupil("3", "Bram", "Kuil", 16),
    ]
    write_edexml(files.roster, head, [_GROUP], pupils)
    guardians = [
        _guardian("V1", "1", "Samira", "Zaal", MOTHER_MAIL),
        _guardian("V2", "2", "Joost", "Bos"),
        _guardian("V3", "3", "Petra", "Kuil", "petra@thuis.example"),
    ]
    write_contacts_csv(files.contacts, guardians)
    return files


def _pupil(key: str, name: str, family: str, age: int) -> RosterPupil:
    return RosterPupil(
        key=key,
        given_name=name,
        initials=name[0] + ".",
        family_name=family,
        call_name=name,
        birth_date=years_ago(age, 40),
        year_group=_GROUP.year_group,
        group_keys=(_GROUP.key,),
        arrived=years_ago(1),
    )


def _guardian(key: str, pupil: str, name: str, family: str, email: str = "") -> RosterGuardian:
    return RosterGuardian(
        key=key,
        pupil_keys=(pupil,),
        given_name=name,
        family_name=family,
        relation="ouder",
        authority="yes",
        email=email,
    )


def a_class_photo() -> bytes:
    """A JPEG of three faces, with the place, maker and preview that a camera puts into it."""
    image = Image.new("RGB", (640, 480), "#7fa8c9")
    draw = ImageDraw.Draw(image)
    for left, skin in ((60, "#e8c9a8"), (250, "#c98f6b"), (440, "#8a5a3c")):
        draw.ellipse((left, 120, left + 140, 300), fill=skin)
        for eye in (left + 38, left + 88):
            draw.ellipse((eye, 185, eye + 14, 199), fill="#222")
        draw.arc((left + 40, 210, left + 100, 260), 20, 160, fill="#7a2e2e", width=5)
        draw.rectangle((left - 10, 310, left + 150, 480), fill="#355e3b")
    return cameras.a_camera_jpeg(image)


def a_scan() -> bytes:
    """A paper form as a scanner gives it."""
    out = io.BytesIO()
    Image.new("RGB", (420, 594), "white").save(out, "JPEG")
    return out.getvalue()
