"""An X-ray from a disc, added by hand: seen first, named by its machine and day; whose it says it is, said plainly."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.formats.dicom.files import dicom
from tests.journeys.sessions import client_of, session_of_account
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, KELLER, SACHA

ADD, CHECK = "/documents/ajouter/", "/documents/ajouter/verifier/"
OF_GEORGES = dicom(PatientName="BRUNET^GEORGES", PatientBirthDate="19480502")


def disc(content: bytes) -> SimpleUploadedFile:
    """A file of a disc: its name has no ending."""
    return SimpleUploadedFile("IM000001", content)


def hers() -> bytes:
    """An X-ray that bears Camille's own name and birth date."""
    traits = CAMILLE.identity.traits
    name = f"{traits.birth_name}^{traits.given_names[0]}"
    return dicom(PatientName=name, PatientBirthDate=f"{traits.birth_date:%Y%m%d}", StudyDate="20260305")


def checked(client: Client) -> str:
    """The page on which what waits is looked at."""
    return client.get(CHECK).content.decode()


def number(client: Client) -> str:
    """The only file that waits."""
    (found,) = re.findall(r'name="titre-([0-9a-f-]{36})"', checked(client))
    return str(found)


def typed(client: Client, **more: str) -> dict[str, str]:
    """The form as it stands, sent; ``more``: what is ticked beside."""
    fields = {"titre": "Radio du genou", "type": "DOCPAT04", "date": "2026-03-05", **more}
    return {f"{name}-{number(client)}": value for name, value in fields.items()}


def test_an_x_ray_is_named_by_its_machine_and_its_day_and_drawn(camille: Client) -> None:
    assert camille.post(ADD, {"imagerie": disc(hers())})["Location"] == CHECK
    page = checked(camille)
    assert faults_of(page) == []
    assert 'value="Radiographie du 5 mars 2026"' in page
    assert 'value="2026-03-05"' in page
    assert '<option value="DOCPAT04" selected>' in page
    assert "De qui est cette image" not in page
    drawn = camille.get(f"{CHECK}{number(camille)}/").content.decode()
    assert faults_of(drawn) == []
    assert "Cette image ne sert pas au diagnostic." in drawn
    assert "data:image/webp" in drawn


def test_once_added_it_is_drawn_for_her_and_for_her_doctor(camille: Client, world: World) -> None:
    camille.post(ADD, {"fichiers": disc(hers())})
    assert camille.post(CHECK, typed(camille))["Location"] == "/documents/"
    (there,) = re.findall(
        r'href="(/documents/[0-9a-f-]{36}/)[^"]*">Radio du genou', camille.get("/documents/").content.decode()
    )
    page = camille.get(there).content.decode()
    assert "data:image/webp" in page
    assert "Radio, écho, scanner, IRM" in " ".join(texts_of(page, "main"))
    listed = client_of(KELLER, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/").content.decode()
    assert "Radio du genou" in listed


def test_a_picture_of_somebody_else_is_said_plainly_and_waits_for_an_answer(camille: Client) -> None:
    camille.post(ADD, {"imagerie": disc(OF_GEORGES)})
    words = " ".join(texts_of(checked(camille), "main"))
    assert "Cette image semble ne pas être la vôtre." in words
    assert "GEORGES BRUNET, date de naissance : 2 mai 1948" in words
    answer = camille.post(CHECK, typed(camille))
    assert answer.status_code == 422
    assert faults_of(answer.content.decode()) == []
    assert "Retirez cette image, ou dites de qui elle est." in answer.content.decode()
    assert 'value="Radio du genou"' in answer.content.decode()
    assert camille.post(CHECK, typed(camille, personne="oui"))["Location"] == "/documents/"


def test_a_parent_is_told_that_a_picture_is_not_the_childs(world: World) -> None:
    sacha = Client(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world, opens=ALIX)
    sacha.cookies[name] = token
    sacha.post(ADD, {"imagerie": disc(hers())})
    words = " ".join(texts_of(checked(sacha), "main"))
    assert "Cette image semble être celle de quelqu’un d’autre." in words
    assert "C’est bien son image" in words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (dicom(PixelData=None, Rows=None), "n’a pas d’image"),
        (dicom(Rows=6000, Columns=6000), "trop grande pour ce site"),
        (dicom(BitsAllocated=32, BitsStored=32, HighBit=31, PixelData=bytes(192)), "ne sait pas montrer"),
        (dicom()[:400], "est abîmée"),
        (b"MZ".ljust(128, b"\0") + dicom()[128:], "ne commence pas comme il doit"),
    ],
    ids=["a report", "too many points", "not drawn here", "cut short", "a program"],
)
def test_why_an_x_ray_stays_outside_is_said_with_what_to_do(content: bytes, said: str, camille: Client) -> None:
    answer = camille.post(ADD, {"imagerie": disc(content)})
    assert answer.status_code == 422
    assert said in " ".join(texts_of(answer.content.decode(), "main"))
