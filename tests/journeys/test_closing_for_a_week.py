"""Scenario 24: Camille downloads everything, closes her record, which is closed to all, and opens it a week later."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from carnet.config.export_jobs import WordsOfDoors
from carnet.core.audit.events import Door
from carnet.usecases.export.prepare_exports import work_on_exports
from tests.journeys.care import finds, record_page
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import Screen
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD, KELLER


def closes(camille: Screen, world: World) -> Screen:
    """She reads what it does, gives her password again, and the code that she receives."""
    camille.opens("/acces/").follows("Fermer mon dossier")
    assert "Il est gardé 10 ans, puis détruit." in camille.words
    camille.ticks("Je ne m’en sers pas").ticks("J’ai compris et je ferme mon dossier")
    camille.presses("Continuer vers la fermeture")
    camille.types("Mot de passe", CAMILLE.password).presses("Continuer")
    camille.presses("Recevoir un code")
    assert "Un code est parti vers" in camille.words
    camille.types("Code à 6 chiffres", world.last_code()).presses("Fermer mon dossier")
    return camille


def takes_everything(camille: Screen, world: World) -> zipfile.ZipFile:
    """She asks for it, proves once more who she is, waits until it is ready, and fetches it."""
    camille.opens("/documents/").follows("Télécharger mon dossier").presses("Préparer le téléchargement")
    camille.types("Mot de passe", CAMILLE.password).presses("Continuer").presses("Préparer le téléchargement")
    assert "En préparation" in camille.words
    work_on_exports(write=WordsOfDoors(), env=replace(world.env, door=Door.TIMER))
    link = camille.reloads().is_accessible().page.get_by_role("link", name=re.compile("^Télécharger"))
    with camille.page.expect_download() as taken:
        link.first.click()
    assert taken.value.suggested_filename == "dossier.zip", "its name says nothing of whom it is"
    return zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))


def test_she_downloads_everything_documents_history_and_authorisations(signs_in: SignsIn, world: World) -> None:
    taken = takes_everything(signs_in(CAMILLE), world)
    assert taken.testzip() is None
    index = taken.read("index.html").decode()
    assert "Dossier de Camille Morel" in index
    told = [one["resource"] for one in json.loads(taken.read("fhir/bundle.json"))["entry"]]
    documents = [one for one in told if one["resourceType"] == "DocumentReference"]
    assert {one["masterIdentifier"]["value"] for one in documents} >= set(world.documents(CAMILLE).values())
    assert len([name for name in taken.namelist() if name.startswith("documents/")]) >= len(documents)
    history, rights = taken.read("historique.csv").decode(), taken.read("autorisations.csv").decode()
    assert "Dr Inès Haddad" in history
    assert "Malaise" in history or "urgence" in history
    assert "Dr Anne Keller" in rights
    assert "Dr Marc Delorme" in rights, "who is blocked too"


def test_closed_for_everybody_then_open_again_with_all_that_was_in_it(signs_in: SignsIn, world: World) -> None:
    before = world.documents(CAMILLE)
    camille, keller, haddad = signs_in(CAMILLE), signs_in(KELLER), signs_in(HADDAD)
    closes(camille, world)
    assert camille.path == "/dossier/ferme/"
    assert "Votre dossier est fermé" in camille.words
    assert "Demander une copie sur papier" in camille.words
    assert sum("Votre dossier vient d’être fermé" in one for one in world.sent()) == 2, "by mail and by SMS"

    keller.opens(record_page(world.record(CAMILLE)))
    assert keller.status == 403
    assert "Ce dossier est fermé." in keller.words
    finds(haddad, CAMILLE)
    assert "Ce dossier est fermé." not in haddad.words, "who never read it learns nothing of it"

    world.passes(timedelta(days=7))
    camille = signs_in(CAMILLE)
    camille.opens("/dossier/ferme/").presses("Rouvrir mon dossier")
    assert "Votre dossier est rouvert." in camille.words
    assert world.documents(CAMILLE) == before, "every document is there"
    keller = signs_in(KELLER)
    keller.opens(record_page(world.record(CAMILLE)))
    assert "Ce dossier est fermé." not in keller.words
    assert keller.page.locator("a[href*='/documents/']").count() == 0, "her doctor must be let in again"
    camille.opens("/historique/")
    assert camille.lines("Vous avez fermé votre dossier")
    assert camille.lines("Vous avez rouvert votre dossier")
