"""« Télécharger mon dossier »: all or part, prepared, followed without a script, fetched for a day, removed."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from django.test import Client

from carnet.config.export_jobs import WordsOfDoors
from carnet.core.audit.events import Door
from carnet.formats.fhir.validate import validate
from carnet.usecases.export.prepare_exports import work_on_exports
from tests.journeys.sessions import client_of, session_of_account, session_of_holder
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import ALIX, CAMILLE, SACHA

PAGE = "/telecharger/"
ALL = {"partie": ["documents", "sante", "historique", "autorisations"]}
OF_A_FILE = ["inline style: <style >"]
"""Its style stands inside: a page of the folder opens alone, without the site."""
LINK = re.compile(r"/telecharger/([0-9a-f-]{36})/")


@pytest.fixture
def camille(world: World) -> Client:
    """Camille, who has just proved again who she is."""
    client = Client(SERVER_NAME="localhost")
    name, token = session_of_holder(world.holder(CAMILLE), CAMILLE.shown, world, has_proved=True)
    client.cookies[name] = token
    return client


def works(world: World) -> None:
    work_on_exports(write=WordsOfDoors(), env=replace(world.env, door=Door.TIMER))


def asks(client: Client, **parts: list[str]) -> str:
    """Ask for some of it; gives the address of the file."""
    answer = client.post(PAGE, parts or ALL)
    assert answer.status_code == 302
    assert answer.headers["Location"] == PAGE
    found = LINK.search(client.get(PAGE).content.decode())
    assert found is not None
    return f"{PAGE}{found[1]}/fichier/"


def folder(client: Client, address: str) -> zipfile.ZipFile:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dossier.zip"'
    content = answer.getvalue()
    assert int(answer.headers["Content-Length"]) == len(content)
    return zipfile.ZipFile(io.BytesIO(content))


def test_she_takes_it_all_in_a_folder_that_opens_without_the_network(camille: Client, world: World) -> None:
    address = asks(camille)
    works(world)
    taken = folder(camille, address)
    assert taken.testzip() is None
    names = set(taken.namelist())
    assert {"index.html", "ma-sante.csv", "historique.csv", "autorisations.csv", "fhir/bundle.json"} <= names
    index = taken.read("index.html").decode()
    assert faults_of(index) == OF_A_FILE
    assert "Dossier de Camille Morel" in index
    assert "Pénicilline – gonflement du visage – 2011" in index
    assert "Aucun soignant ne les a vérifiées." in index
    linked = set(re.findall(r'href="([^"#]+)"', index))
    assert linked <= names
    assert not re.search(r'(?:src|href)="(?:https?:)?//', index)
    assert {one for one in names if one.startswith("documents/")} <= linked
    bundle = json.loads(taken.read("fhir/bundle.json"))
    assert validate(bundle) == ()
    for name in names:
        if name.endswith(".html"):
            assert faults_of(taken.read(name).decode()) == OF_A_FILE, name


def test_the_table_of_the_history_opens_in_a_spreadsheet(camille: Client, world: World) -> None:
    address = asks(camille, partie=["historique"])
    works(world)
    table = folder(camille, address).read("historique.csv")
    assert table.startswith(b'\xef\xbb\xbf"Date";"Qui";')
    assert "Keller" in table.decode()


def test_she_takes_a_part_and_nothing_else_comes_along(camille: Client, world: World) -> None:
    address = asks(camille, partie=["autorisations"])
    works(world)
    taken = folder(camille, address)
    assert set(taken.namelist()) == {"index.html", "autorisations.csv", "fhir/bundle.json"}
    kinds = {one["resource"]["resourceType"] for one in json.loads(taken.read("fhir/bundle.json"))["entry"]}
    assert kinds == {"Patient", "Consent"}


def test_the_page_says_how_far_it_has_come_and_when_it_is_ready(camille: Client, world: World) -> None:
    address = asks(camille)
    page = camille.get(PAGE).content.decode()
    assert "En préparation" in page
    assert "<progress" in page
    assert "Actualiser la page" in page
    news = address.replace("fichier/", "nouveau/")
    assert camille.get(f"{news}?vus=0").status_code == 204
    works(world)
    assert camille.get(f"{news}?vus=0").status_code == 205
    assert "disponible jusqu’au" in camille.get(PAGE).content.decode()


def test_she_is_told_that_it_is_ready_in_words_that_say_nothing_of_health(camille: Client, world: World) -> None:
    asks(camille)
    works(world)
    (told,) = [one for one in world.sent() if "prêt" in one]
    assert "dossier" not in told
    assert "santé" not in told


def test_nothing_ticked_is_said_on_the_page(camille: Client) -> None:
    answer = camille.post(PAGE, {})
    assert answer.status_code == 422
    assert "Cochez au moins une partie." in answer.content.decode()
    assert faults_of(answer.content.decode()) == []


def test_whoever_has_not_just_proved_who_they_are_does_it_first(world: World, camille: Client) -> None:
    address = asks(camille)
    works(world)
    other = client_of(CAMILLE, world)
    for answer in (other.post(PAGE, ALL), other.get(address)):
        assert answer.status_code == 302
        assert "preuve" in answer.headers["Location"] or "suite" in answer.headers["Location"]


def test_a_parent_and_their_child_do_not_see_each_others_downloads(world: World) -> None:
    name, token = session_of_account(SACHA, world, opens=ALIX)
    parent = Client(SERVER_NAME="localhost")
    parent.cookies[name] = token
    shown = parent.get(PAGE)
    assert shown.status_code == 200
    assert "Télécharger ce dossier" in shown.content.decode()


def test_it_is_gone_when_she_removes_it(camille: Client, world: World) -> None:
    address = asks(camille)
    works(world)
    assert camille.post(address.replace("fichier/", "supprimer/")).status_code == 302
    assert camille.get(address).status_code == 404
    assert camille.post(address.replace("fichier/", "supprimer/")).status_code == 404


def test_four_at_once_are_too_many(camille: Client) -> None:
    for _ in range(3):
        asks(camille)
    answer = camille.post(PAGE, ALL)
    assert answer.status_code == 422
    assert "trois au plus" in answer.content.decode()
