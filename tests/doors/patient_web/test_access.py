"""Who can see her record: what each button does, and what each page says when there is nobody."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from carnet.config import wiring
from carnet.demo.caregivers import Caregiver
from carnet.store.directory import Organization
from tests.adapters.registers import SilentRegister
from tests.journeys.sessions import client_of, session_of_holder
from tests.journeys.world import ZEPHYR, World
from tests.markup import faults_of, texts_of
from tests.people import BENALI, CAMILLE, CHU, DELORME, HADDAD, HUGO, KELLER


def card(who: Caregiver | Organization, below: str = "") -> str:
    """The page of a professional or of a structure."""
    kind = "professionnel" if isinstance(who, Caregiver) else "etablissement"
    return f"/acces/{kind}/{who.identifier.value}/{below}"


def heading(client: Client, path: str) -> str:
    """What stands under the name at the top of a page."""
    return " ".join(texts_of(client.get(path).content.decode(), "header")[-1].split())


def test_the_page_names_who_can_see_and_who_cannot(camille: Client) -> None:
    page = camille.get("/acces/").content.decode()
    for name in ("Dr Anne Keller", "Claire Fabre", "Dr Sofia Benali", "Hugo Lemaire", "Paul Roussel", "Tom Nguyen"):
        assert name in texts_of(page, "a"), name
    assert "Dr Marc Delorme" not in page
    assert faults_of(page) == []
    shut = camille.get("/acces/bloques/").content.decode()
    assert "Dr Marc Delorme" in texts_of(shut, "a")
    assert "Dr Anne Keller" not in texts_of(shut, "main")[0]
    assert "Médecin·depuis" not in shut
    assert faults_of(shut) == []


def test_each_tab_has_its_address_and_says_which_one_is_open(camille: Client) -> None:
    tabs = ("/acces/", "/acces/bloques/", "/acces/urgences/")
    for path in tabs:
        page = camille.get(path).content.decode()
        shown = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
        assert re.findall(r'href="([^"]+)"', shown) == list(tabs)
        assert re.findall(r'href="([^"]+)" aria-current="page"', shown) == [path]
        assert re.findall(r"\((\d+)\)", shown) == ["6", "1"]


def test_somebody_is_let_in_then_shut_out_then_forgotten(camille: Client) -> None:
    assert "Aucun accès" in heading(camille, card(HADDAD))
    assert "Médecine d’urgence" in heading(camille, card(HADDAD))
    camille.post(card(HADDAD, "autoriser/"))
    assert "Accès autorisé" in heading(camille, card(HADDAD))
    asked = camille.get(card(HADDAD, "bloquer/")).content.decode()
    assert "Cette personne ne lira plus votre dossier, où qu’elle travaille, même en urgence." in asked
    assert faults_of(asked) == []
    camille.post(card(HADDAD, "bloquer/"))
    assert "Accès bloqué" in heading(camille, card(HADDAD))
    camille.post(card(HADDAD, "debloquer/"))
    assert "Aucun accès" in heading(camille, card(HADDAD))
    page = camille.get("/acces/").content.decode()
    assert "Accès terminés" in page


def test_the_card_of_somebody_says_where_they_work_and_leads_to_what_they_did(camille: Client) -> None:
    assert CHU.name in heading(camille, card(HADDAD))
    for who, query in ((HADDAD, f"qui=professional-{HADDAD.identifier.value}"), (CHU, f"ou={CHU.identifier.value}")):
        page = camille.get(card(who)).content.decode()
        assert faults_of(page) == []
        assert f"/historique/?{query}" in page
        assert "Dr Inès Haddad" in " ".join(texts_of(camille.get(f"/historique/?{query}").content.decode(), "h3"))


def test_a_whole_establishment_is_let_in_or_shut_out(camille: Client) -> None:
    asked = camille.get(card(CHU)).content.decode()
    assert "Toute l’équipe de soins de cet établissement pourra lire votre dossier." in asked
    camille.post(card(CHU, "autoriser/"))
    assert "Accès autorisé" in heading(camille, card(CHU))
    asked = camille.get(card(CHU, "bloquer/")).content.decode()
    assert "Personne de cet établissement ne lira plus votre dossier" in asked


def test_only_an_authorised_doctor_becomes_the_treating_physician(camille: Client) -> None:
    for someone in (HADDAD, HUGO, DELORME):
        answer = camille.post(f"/acces/medecin-traitant/{someone.identifier.value}/")
        assert answer.status_code == 403, someone.short
        assert "Ce n’est pas possible" in answer.content.decode()
    camille.post(f"/acces/medecin-traitant/{BENALI.identifier.value}/")
    assert "Médecin traitant" in heading(camille, card(BENALI))
    assert "Médecin traitant" not in heading(camille, card(KELLER))


PROPOSED = "Médecin que vous avez déclaré à l’Assurance maladie : Dr Anne Keller."


def proposes(client: Client) -> str:
    """What the page of access says before the list; it is well made."""
    page = client.get("/acces/").content.decode()
    assert faults_of(page) == []
    return " ".join(" ".join(texts_of(page, "main")).split()).partition("Accès autorisés")[0]


def test_the_doctor_declared_to_the_insurer_is_proposed_first_while_she_has_no_treating_physician(
    camille: Client,
) -> None:
    assert "déclaré" not in proposes(camille), "she has one"
    camille.post(card(KELLER, "retirer/"))
    assert PROPOSED in proposes(camille)
    assert "Autorisez d’abord son accès." in proposes(camille)
    camille.post(card(KELLER, "autoriser/"))
    assert PROPOSED in proposes(camille)
    assert "Désigner comme médecin traitant" in proposes(camille)
    camille.post(f"/acces/medecin-traitant/{KELLER.identifier.value}/")
    assert "Médecin traitant" in heading(camille, card(KELLER))
    assert "déclaré" not in proposes(camille)


def test_a_doctor_whom_she_shut_out_is_not_proposed(camille: Client) -> None:
    camille.post(card(KELLER, "bloquer/"))
    assert "déclaré" not in proposes(camille)


def test_a_silent_register_proposes_nobody(camille: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    camille.post(card(KELLER, "retirer/"))
    silent = replace(world.env, insured_register=SilentRegister())
    monkeypatch.setattr(wiring, "_shared", lambda: silent)
    wiring._environment.cache_clear()
    assert "déclaré" not in proposes(camille)


@pytest.mark.parametrize(
    "path", ["professionnel/899700009999/", "etablissement/1990009999/", "professionnel/x/bloquer/"]
)
def test_somebody_whom_the_directory_does_not_know_has_no_page(camille: Client, path: str) -> None:
    answer = camille.get(f"/acces/{path}")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.content.decode()


def test_the_directory_is_searched_by_name(camille: Client) -> None:
    page = camille.get("/acces/chercher/?nom=haddad").content.decode()
    assert "Dr Inès Haddad" in texts_of(page, "a")
    assert "CHU des Deux-Rives" in texts_of(camille.get("/acces/chercher/?nom=deux-rives").content.decode(), "a")
    for nobody in ("h", "", "zzzz", "%", "Assurance maladie"):
        answer = camille.get("/acces/chercher/", {"nom": nobody}).content.decode()
        assert "Personne de ce nom" in answer, nobody
        assert faults_of(answer) == []
    assert "Personne de ce nom" not in camille.get("/acces/chercher/").content.decode(), "nothing was asked yet"


def test_what_she_searches_is_written_back_as_text(camille: Client) -> None:
    page = camille.get("/acces/chercher/", {"nom": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert faults_of(page) == []


def test_the_three_switches_are_kept_as_they_were_sent(camille: Client) -> None:
    kept = camille.post("/acces/urgences/", {"masques": "on"})
    page = camille.get(kept["Location"]).content.decode()
    checked = [
        name for name in ("samu", "bris_de_glace", "masques") if f'id="{name}" name="{name}" value="on" checked' in page
    ]
    assert checked == ["masques"]
    home = camille.get("/accueil/").content.decode()
    assert "En urgence" in home
    assert "accès refusé." in home


def test_nobody_is_let_into_a_new_record(world: World) -> None:
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    zephyr = Client(SERVER_NAME="localhost")
    zephyr.cookies[name] = token
    page = zephyr.get("/acces/").content.decode()
    assert "Personne n’est autorisé" in page
    assert faults_of(page) == []


def test_a_closed_record_shows_its_history_and_nothing_else(world: World) -> None:
    camille = client_of(CAMILLE, world)
    world.closes(CAMILLE)
    for path in ("/accueil/", "/documents/", "/acces/", card(KELLER)):
        answer = camille.get(path)
        assert answer.status_code == 403, path
        assert "Ce dossier est fermé." in answer.content.decode()
    document = "/documents/5f0c2d1e-7a3b-4c8d-9e6f-0123456789ab/"
    for path in (
        card(KELLER, "autoriser/"),
        card(KELLER, "bloquer/"),
        card(DELORME, "debloquer/"),
        f"{document}masquer/",
    ):
        assert camille.post(path).status_code == 403, path
    assert camille.post("/acces/urgences/").status_code == 403
    assert camille.get(f"{document}masquer/").status_code == 403
    assert camille.get("/historique/").status_code == 200


def test_an_act_through_an_address_that_is_none_says_so(camille: Client) -> None:
    assert camille.get("/acces/professionnel/../").status_code == 404
    assert camille.post("/acces/professionnel/899700000001/desautoriser/").status_code == 404


def test_somebody_known_by_a_number_within_their_establishment_has_a_page_like_everybody(camille: Client) -> None:
    found = camille.get("/acces/chercher/?nom=Durand").content.decode()
    (theirs,) = re.findall(r'href="(/acces/professionnel/[^"]+)"', found)
    assert "Aucun accès" in heading(camille, theirs)
    assert camille.post(f"{theirs}autoriser/")["Location"] == theirs
    assert "Accès autorisé" in heading(camille, theirs)
    assert theirs in camille.get("/acces/").content.decode()
    camille.post(f"{theirs}bloquer/")
    assert "Accès bloqué" in heading(camille, theirs)
    assert theirs in camille.get("/historique/").content.decode()
