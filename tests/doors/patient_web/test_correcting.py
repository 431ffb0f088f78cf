"""« Corriger »: the title, the category or the day of what she added, as a new version in its place."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.journeys.sessions import session_of_account
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, SACHA

ADD, CHECK = "/documents/ajouter/", "/documents/ajouter/verifier/"


def added(client: Client) -> str:
    """The address of a letter that somebody adds."""
    client.post(ADD, {"fichiers": SimpleUploadedFile("lettre.txt", b"Je mange peu le matin.")})
    (number,) = re.findall(r'name="titre-([0-9a-f-]{36})"', client.get(CHECK).content.decode())
    said = {f"titre-{number}": "Repas", f"type-{number}": "EXPPAT_2", f"date-{number}": "2026-01-15"}
    client.post(CHECK, said)
    (there,) = re.findall(r'href="(/documents/[0-9a-f-]{36}/)[^"]*">Repas<', client.get("/documents/").content.decode())
    return str(there)


def form(there: str, **changes: str) -> dict[str, str]:
    """The form of the page, filled in."""
    number = there.split("/")[2]
    fields = {"titre": "Mes repas", "type": "DOCPAT09", "date": "2026-01-10"} | changes
    return {f"{name}-{number}": value for name, value in fields.items()}


def test_the_form_shows_what_is_said_of_it_now(camille: Client) -> None:
    there = added(camille)
    assert f'href="{there}nouvelle-version/"' in camille.get(there).content.decode()
    page = camille.get(f"{there}nouvelle-version/").content.decode()
    assert faults_of(page) == []
    assert 'value="Repas"' in page
    assert '<option value="EXPPAT_2" selected>' in page
    assert 'value="2026-01-15"' in page


def test_what_is_put_right_takes_its_place_and_leads_to_what_was(camille: Client) -> None:
    there = added(camille)
    corrected = camille.post(f"{there}nouvelle-version/", form(there))["Location"]
    page = camille.get(corrected).content.decode()
    assert faults_of(page) == []
    words = " ".join(texts_of(page, "main"))
    assert "Mes repas" in words
    assert "10 janvier 2026" in words
    assert "Je mange peu le matin." in page
    assert f'href="{there}"' in page
    before = camille.get(there).content.decode()
    assert faults_of(before) == []
    assert "Ancienne version" in before
    assert "nouvelle-version" not in before
    listed = camille.get("/documents/").content.decode()
    assert ">Mes repas<" in listed
    assert ">Repas<" not in listed


def test_before_deleting_it_she_reads_that_the_version_before_is_another(camille: Client) -> None:
    there = added(camille)
    corrected = camille.post(f"{there}nouvelle-version/", form(there))["Location"]
    page = camille.get(f"{corrected}supprimer/").content.decode()
    assert "La version d’avant se supprime à part." in page
    assert f'href="{there}"' in page


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"titre": " "}, "Donnez un titre"),
        ({"type": "34112-3"}, "Choisissez une catégorie."),
        ({"date": "2999-01-01"}, "Donnez une date"),
    ],
    ids=["no title", "a type of professionals", "a day to come"],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(changes: dict[str, str], fault: str, camille: Client) -> None:
    there = added(camille)
    answer = camille.post(f"{there}nouvelle-version/", form(there, **changes))
    assert answer.status_code == 422
    assert fault in " ".join(texts_of(answer.content.decode(), "main"))
    assert 'value="2026-01-10"' in answer.content.decode() or "date" in changes
    assert "nouvelle-version" in camille.get(there).content.decode()


def test_the_same_form_sent_twice_changes_it_once(camille: Client) -> None:
    there = added(camille)
    for _ in range(2):
        answer = camille.post(f"{there}nouvelle-version/", form(there))
    assert "a déjà été corrigé" in camille.get(answer["Location"]).content.decode()
    assert camille.get("/documents/").content.decode().count(">Mes repas<") == 1
    assert camille.get(f"{there}nouvelle-version/").status_code == 404


def test_what_a_professional_wrote_is_not_hers_to_correct(camille: Client, world: World) -> None:
    of_a_doctor = f"/documents/{world.document(CAMILLE, 'camille-ordonnance')}/"
    for there in (of_a_doctor, f"/documents/{NEVER_WAS}/"):
        assert camille.get(f"{there}nouvelle-version/").status_code == 403
        assert camille.post(f"{there}nouvelle-version/", form(there)).status_code == 403
    assert "nouvelle-version" not in camille.get(of_a_doctor).content.decode()


def test_a_parent_takes_back_and_adds_again(world: World) -> None:
    sacha = Client(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world, opens=ALIX)
    sacha.cookies[name] = token
    there = added(sacha)
    assert "nouvelle-version" not in sacha.get(there).content.decode()
    assert sacha.post(f"{there}nouvelle-version/", form(there)).status_code == 403


def test_another_file_is_looked_at_before_it_takes_the_place(camille: Client) -> None:
    there = added(camille)
    longer = SimpleUploadedFile("suite.txt", "Je mange mieux à midi.".encode())
    answer = camille.post(f"{there}nouvelle-version/", {"changer": "fichier", "fichier": longer})
    assert answer["Location"] == CHECK
    page = camille.get(CHECK).content.decode()
    assert faults_of(page) == []
    assert "Il remplacera : Repas" in " ".join(texts_of(page, "main"))
    assert 'value="Repas"' in page
    assert 'value="2026-01-15"' in page
    (number,) = re.findall(r'name="titre-([0-9a-f-]{36})"', page)
    said = {f"titre-{number}": "Repas", f"type-{number}": "EXPPAT_2", f"date-{number}": "2026-01-15"}
    replaced = camille.get(camille.post(CHECK, said)["Location"]).content.decode()
    assert "Document corrigé." in replaced
    assert "Je mange mieux à midi." in replaced
    assert f'href="{there}"' in replaced
    assert camille.get("/documents/").content.decode().count(">Repas<") == 1
    assert "Ancienne version" in camille.get(there).content.decode()


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, "Choisissez un fichier."),
        ({"fichier": SimpleUploadedFile("x.zip", b"PK\x03\x04 an archive")}, "peuvent être ajoutés"),
        ({"fichier": SimpleUploadedFile("y.txt", b"Je mange peu le matin.")}, "Il est déjà dans le dossier."),
    ],
    ids=["no file", "an archive", "the same file"],
)
def test_why_another_file_does_not_take_the_place_is_said(
    sent: dict[str, SimpleUploadedFile], fault: str, camille: Client
) -> None:
    there = added(camille)
    answer = camille.post(f"{there}nouvelle-version/", {"changer": "fichier", **sent})
    assert answer.status_code == 422
    assert faults_of(answer.content.decode()) == []
    assert fault in " ".join(texts_of(answer.content.decode(), "main"))


def test_a_file_too_heavy_to_be_sent_is_refused_unread(camille: Client) -> None:
    there = added(camille)
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=100):
        heavy = SimpleUploadedFile("x.txt", b"long " * 100)
        answer = camille.post(f"{there}nouvelle-version/", {"changer": "fichier", "fichier": heavy})
    assert answer.status_code == 422
    assert "Il dépasse 10" in " ".join(texts_of(answer.content.decode(), "main"))
