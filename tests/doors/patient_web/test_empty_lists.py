"""A list that shows nothing says why, and says nothing that is not so."""

import pytest
from django.test import Client

from tests.journeys.world import World
from tests.markup import faults_of, links_of, texts_of
from tests.people import CAMILLE


def page_of(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    assert faults_of(page) == []
    return page


def test_a_record_whose_documents_are_all_put_away_is_not_called_empty(camille: Client, world: World) -> None:
    everything = [str(one) for one in world.documents(CAMILLE)]
    camille.post("/documents/plusieurs/", {"document": everything, "faire": "ranger"})
    page = page_of(camille, "/documents/")
    words = " ".join(texts_of(page, "main"))
    assert "Tous les documents sont archivés" in words
    assert "est vide" not in words
    assert "?categorie=archives" in links_of(page)


@pytest.mark.parametrize("choice", ["auteur=0000000000000000", "categorie=BIOLOGIE&auteur=0000000000000000"])
def test_a_list_emptied_by_a_period_or_an_author_does_not_blame_the_category(choice: str, camille: Client) -> None:
    words = " ".join(texts_of(page_of(camille, f"/documents/?{choice}"), "main"))
    assert "Rien ne correspond à ces choix" in words
    assert "dans cette catégorie" not in words


def test_words_that_stand_nowhere_in_what_is_shown_may_stand_elsewhere(camille: Client) -> None:
    found = camille.post("/documents/chercher/", {"mots": "ferritine", "categorie": "RADIO_SC"})["Location"]
    words = " ".join(texts_of(page_of(camille, found), "main"))
    assert "Aucun document ne contient « ferritine »" in " ".join(words.split())
    assert "Vos autres choix en cachent peut-être." in words
