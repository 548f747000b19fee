"""The workshop on screen: several files at once, tapping, naming, confirming, and what a browser is given."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from vuistregel import clock
from vuistregel.media.models import Face, MediaFile
from vuistregel.media.pages.picture import seconds_of
from vuistregel.media.pictures import covers, faces
from vuistregel.media.pictures.serving import wanted
from vuistregel.media.pictures.tests import cameras, jpegs, mp4s
from vuistregel.organisation.tests import builders as b
from vuistregel.ui import days

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def school():
    return b.a_school()


@pytest.fixture
def group(school):
    return b.a_group(school, "5B")


@pytest.fixture
def client(school, group):
    return b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def take_in(client, group, *uploads):
    return client.post("/fotos/", {"plek": f"g{group.pk}", "bestand": list(uploads)})


@pytest.fixture
def photo(client, group):
    take_in(client, group, sent("IMG_1.JPG", cameras.a_camera_jpeg()))
    return MediaFile.objects.get()


def do(client, photo, what, **fields):
    photo.refresh_from_db()
    return client.post(f"/fotos/{photo.key}/", {"doe": what, "versie": photo.version, **fields})


def is_private(response) -> bool:
    return {"private", "no-store"} <= {part.strip() for part in response["Cache-Control"].split(",")}


def content(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.handbook("R8.12")
def test_several_files_at_once_each_come_in_or_are_refused_by_themselves(client, group):
    b.a_pupil(group.school, group=group, call_name="Xanthippe")
    answer = take_in(
        client, group,
        sent("xanthippe-wint.jpg", cameras.a_camera_jpeg()),
        sent("foto.jpg", b"%PDF-1.7 geen foto"),
        sent("plaatje.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        sent("schermafdruk.jpg", cameras.saved(cameras.a_scene(), "PNG")),
    )  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Twee van de vier bestanden zijn binnen." in text
    assert "De naam van" not in text and text.count("In de naam van het bestand stond een naam") == 1
    assert "document (PDF)" in text and "tekening" in text
    assert MediaFile.objects.count() == 2
    again = client.get("/fotos/").content.decode()
    assert "xanthippe" not in again.casefold(), "the given name is kept nowhere"


def test_one_photo_opens_at_once(client, group):
    answer = take_in(client, group, sent("IMG_1.JPG", cameras.a_camera_jpeg()))
    assert answer.status_code == 302 and answer.url == f"/fotos/{MediaFile.objects.get().key}/"


@pytest.mark.skipif(not faces.available(), reason="the extra faces is not installed")
def test_a_face_is_suggested_and_nothing_about_it_is_kept_but_its_place(client, group):
    take_in(client, group, sent("IMG_1.JPG", cameras.a_camera_jpeg(cameras.a_face_scene())))
    face = Face.objects.get()
    assert (face.source, face.covered, face.person) == ("detected", False, None)
    assert {f.name for f in Face._meta.get_fields()} == {
        "id", "board", "media", "x", "y", "width", "height", "source", "covered", "person", "moment",
    }  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"GIF89a....", b"\xff\xd8\xff\xe0kapot", b"MZ" * 50])
def test_when_nothing_came_in_the_page_says_why(client, group, data):
    answer = take_in(client, group, sent("foto.jpg", data))
    assert answer.status_code in (200, 422)
    assert not MediaFile.objects.exists()


def test_without_a_file_or_a_group_the_form_says_what_is_missing(client, group, school):
    assert "Kies eerst een foto" in client.post("/fotos/", {"plek": f"g{group.pk}"}).content.decode()
    other = b.a_group(b.a_school(school.board))
    answer = client.post("/fotos/", {"plek": f"g{other.pk}", "bestand": sent("a.jpg", cameras.a_camera_jpeg())})
    assert answer.status_code == 422 and not MediaFile.objects.exists()


def test_tapping_names_confirming_and_downloading_a_covered_photo(client, group, photo):
    yara = b.a_pupil(group.school, group=group)
    assert do(client, photo, "wijs", x="2300", y="3800", w="0", h="0").status_code == 302
    face = Face.objects.get()
    assert face.covered and face.source == "hand"
    assert do(client, photo, "wie", gezicht=face.pk, persoon=yara.person_id).status_code == 302
    page = client.get(f"/fotos/{photo.key}/").content.decode()
    assert "Afgedekt: Yara Zaal" in page and "style=" not in page.split("<main")[1]
    assert do(client, photo, "klopt").status_code == 302
    assert "De foto is klaar." in client.get(f"/fotos/{photo.key}/").content.decode()
    answer = client.post(f"/fotos/{photo.key}/ophalen/")
    photo.refresh_from_db()
    assert answer["Content-Disposition"] == f'attachment; filename="{photo.file_name}"'
    taken = content(answer)
    assert jpegs.is_bare(taken)
    assert cameras.is_about(Image.open(io.BytesIO(taken)), (147, 182), covers.COLOUR)


def test_a_photo_that_was_not_confirmed_is_not_handed_out(client, photo):
    answer = client.post(f"/fotos/{photo.key}/ophalen/")
    assert answer.status_code == 403
    assert b"\xff\xd8" not in content(answer)


def test_without_script_a_cell_points_out_a_face(client, photo):
    page = client.get(f"/fotos/{photo.key}/?wijs").content.decode()
    assert page.count('name="vak"') == 80
    assert do(client, photo, "wijs", vak="2-3", maat="groot").status_code == 302
    face = Face.objects.get()
    assert face.x < 2500 < face.x + face.width and face.y < 4375 < face.y + face.height


def test_the_picture_on_screen_is_private_small_and_covered(client, photo):
    do(client, photo, "wijs", x="1300", y="2500", w="2000", h="2600")
    answer = client.get(f"/fotos/{photo.key}/beeld/")
    assert is_private(answer) and answer["Content-Type"] == "image/jpeg"
    shown = Image.open(io.BytesIO(answer.content))
    assert jpegs.is_bare(answer.content)
    assert cameras.is_about(shown, (147, 182), covers.COLOUR)
    small = Image.open(io.BytesIO(client.get(f"/fotos/{photo.key}/beeld/?klein").content))
    assert max(small.size) <= 480


@pytest.mark.parametrize(
    "fields",
    [
        {"doe": "dek", "gezicht": "999999"},
        {"doe": "dek", "gezicht": "x"},
        {"doe": "wie", "gezicht": "", "persoon": "1"},
        {"doe": "wijs", "x": "-1", "y": "a", "w": "", "h": "5"},
        {"doe": "wijs", "vak": "99-99"},
        {"doe": "zichtbaar", "persoon": "424242"},
        {"doe": "iets anders"},
        {"doe": ""},
    ],
)
def test_a_form_that_asks_nothing_we_know_changes_nothing(client, photo, fields):
    before = photo.version
    answer = client.post(f"/fotos/{photo.key}/", {"versie": photo.version, **fields})
    assert answer.status_code == 422
    photo.refresh_from_db()
    assert photo.version == before and not Face.objects.exists()


def test_a_person_of_another_group_cannot_be_named(client, school, group, photo):
    stranger = b.a_pupil(school, group=b.a_group(school, "6A"), call_name="Noor")
    face = Face.objects.create(board=school.board, media=photo, source="hand", width=10, height=10)
    assert do(client, photo, "wie", gezicht=face.pk, persoon=stranger.person_id).status_code == 422


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(client, photo):
    seen = photo.version
    do(client, photo, "wijs", x="100", y="100", w="900", h="900")
    answer = client.post(f"/fotos/{photo.key}/", {"doe": "klopt", "versie": seen})
    assert answer.status_code == 409 and "veranderde deze foto intussen" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "beeld/", "ophalen/", "film/"])
def test_nobody_else_reaches_a_photo_by_its_address(client, school, photo, path):
    colleague = b.signed_in(b.a_member(school, "teacher", groups=(b.a_group(school, "1A"),)).account)
    stranger = b.signed_in(b.a_member(b.a_school(), "director").account)
    guardian = b.a_guardian(b.a_pupil(school))
    parent = b.signed_in(b.an_account(guardian.person))
    for someone in (colleague, stranger, parent):
        answer = someone.post if path == "ophalen/" else someone.get
        assert answer(f"/fotos/{photo.key}/{path}").status_code in (403, 404)


def test_a_film_is_taken_in_named_watched_in_parts_and_downloaded_clean(client, group):
    yara = b.a_pupil(group.school, group=group)
    take_in(client, group, sent("IMG_9.MOV", mp4s.a_film(mov=True)))
    film = MediaFile.objects.get()
    assert (film.kind, film.form, film.seconds) == ("video", "mov", 3)
    page = client.get(f"/fotos/{film.key}/")
    assert "media-src 'self'" in page["Content-Security-Policy"]
    assert do(client, film, "zichtbaar", persoon=yara.person_id, moment="0:02").status_code == 302
    assert do(client, film, "zichtbaar", persoon=yara.person_id, moment="1:02").status_code == 409
    part = client.get(f"/fotos/{film.key}/film/", headers={"Range": "bytes=4-7"})
    assert part.status_code == 206 and content(part) == b"ftyp" and is_private(part)
    assert client.get(f"/fotos/{film.key}/film/", headers={"Range": "bytes=99999999-"}).status_code == 416
    do(client, film, "klopt")
    taken = content(client.post(f"/fotos/{film.key}/ophalen/"))
    assert all(secret not in taken for secret in mp4s.SECRETS)
    assert "Yara Zaal, vanaf 0:02" in client.get(f"/fotos/{film.key}/").content.decode()


def test_that_nobody_is_in_a_film_is_chosen_and_does_not_follow_from_an_empty_list(client, group):
    take_in(client, group, sent("IMG_9.MOV", mp4s.a_film(mov=True)))
    film = MediaFile.objects.get()
    page = client.get(f"/fotos/{film.key}/").content.decode()
    assert "Dit is iedereen" not in page
    assert "Niemand is te herkennen" in page
    answer = do(client, film, "klopt")
    assert answer.status_code == 422
    assert "Voeg iemand toe, of kies: niemand is te herkennen." in answer.content.decode()
    assert MediaFile.objects.get().covers_confirmed_at is None
    assert do(client, film, "klopt", niemand="ja").status_code == 302
    assert MediaFile.objects.get().covers_confirmed_at is not None


def test_a_film_elsewhere_is_a_link_that_tells_the_other_site_nothing(client, group):
    answer = client.post("/fotos/", {"plek": f"g{group.pk}", "adres": "https://film.example/v?a=1"})
    page = client.get(answer.url).content.decode()
    assert re.search(r'href="https://film.example/v\?a=1" rel="noopener noreferrer external"', page)
    bad = client.post("/fotos/", {"plek": f"g{group.pk}", "adres": "javascript:alert(1)"})
    assert bad.status_code == 422 and "geen adres van een film" in bad.content.decode()


def test_a_film_address_without_https_is_refused_at_its_field_and_stays_there(client, group):
    bad = client.post("/fotos/", {"plek": f"g{group.pk}", "adres": "http://film.example/x"})
    assert bad.status_code == 422 and not MediaFile.objects.exists()
    page = bad.content.decode()
    field = page.split('<details class="vr-fold" open>')[1].split("</details>")[0]
    assert "Begin met https://" in field
    assert 'value="http://film.example/x"' in field and 'aria-invalid="true"' in field


def test_a_moment_that_is_none_is_named_with_an_example_and_what_was_typed_stays(client, group):
    yara = b.a_pupil(group.school, group=group)
    take_in(client, group, sent("IMG_9.MOV", mp4s.a_film(mov=True)))
    film = MediaFile.objects.get()
    bad = do(client, film, "zichtbaar", persoon=yara.person_id, moment="zomaar")
    assert bad.status_code == 422 and not film.faces.exists()
    page = bad.content.decode()
    field = page.split('<label class="utrecht-form-label" for="moment">')[1].split("</div>")[0]
    assert "Schrijf het moment als minuten en seconden, zoals 1:35." in field
    assert 'value="zomaar"' in field
    assert f'<option value="{yara.person_id}" selected' in page
    assert "Dat begrepen wij niet" not in page
    late = do(client, film, "zichtbaar", persoon=yara.person_id, moment="1:02")
    assert "Zo lang duurt de film niet." in late.content.decode().split('for="moment"')[1]
    nobody = do(client, film, "zichtbaar", persoon="999999", moment="0:02").content.decode()
    assert "Kies iemand uit de lijst." in nobody


def test_a_photo_is_called_as_one_speaks_of_it_and_not_by_its_file_name(client, group, photo):
    day = days.plain(photo.day, clock.today())
    for address in ("/fotos/", f"/fotos/{photo.key}/"):
        page = client.get(address).content.decode()
        assert f"Foto 1 van {day}" in page
        assert photo.file_name not in page
    take_in(client, group, sent("IMG_9.MOV", mp4s.a_film(mov=True)))
    film = MediaFile.objects.get(kind="video")
    assert film.called.nl.startswith("Film 2 van ")
    assert film.called.en.startswith("Film 2 of ")


def test_what_is_thrown_away_is_not_there_any_more(client, photo):
    assert do(client, photo, "weg").url == "/fotos/"
    assert client.get(f"/fotos/{photo.key}/").status_code == 404
    assert client.get(f"/fotos/{photo.key}/beeld/").status_code == 404


def test_the_list_asks_as_many_questions_for_many_photos_as_for_few(client, group):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 6):
        for _ in range(number):
            take_in(client, group, sent("a.jpg", cameras.a_camera_jpeg()))
        with CaptureQueriesContext(connection) as asked:
            client.get("/fotos/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", (0, 100, False)),
        ("bytes=0-", (0, 100, True)),
        ("bytes=10-19", (10, 20, True)),
        ("bytes=90-200", (90, 100, True)),
        ("bytes=-5", (95, 100, True)),
        ("bytes=-500", (0, 100, True)),
        ("bytes=100-", None),
        ("bytes=-0", None),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", (0, 100, False)),
        ("items=0-1", (0, 100, False)),
        ("bytes=-", (0, 100, False)),
    ],
)
def test_a_range_is_read_as_the_standard_says(header, part):
    assert wanted(header, 100) == part


@pytest.mark.parametrize(("text", "seconds"), [("95", 95), ("1:35", 95), ("1:00:01", 3601), ("x", None), ("", None)])
def test_a_moment_is_minutes_and_seconds(text, seconds):
    assert seconds_of(text) == seconds
