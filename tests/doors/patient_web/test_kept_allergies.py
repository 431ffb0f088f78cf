"""« Garder cette allergie visible aux urgences ? »: asked when she masks, read in an emergency and nowhere else."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from carnet.core.audit.events import Door
from carnet.core.identifiers import DocumentId
from carnet.usecases.confidentiality.keep_secret import keep_secret
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import CAMILLE, HADDAD, KELLER

PENICILLIN = "choc anaphylactique"
"""As the summary tells it; what she wrote herself on « Ma santé » tells of the same allergy otherwise."""
QUESTION = "Garder cette allergie visible aux urgences"
KEPT_THERE = "Allergies que la personne garde visibles en urgence"


@pytest.fixture
def summary(world: World) -> DocumentId:
    """Her medical summary, which tells of two allergies."""
    return world.document(CAMILLE, "camille-synthese-2")


def in_an_emergency(world: World) -> str:
    """What Dr Haddad finds at the head of her record after breaking the glass."""
    env = replace(world.env, door=Door.PROFESSIONAL_SITE)
    record = world.record(CAMILLE)
    broken = break_the_glass(record, reason="Malaise sur la voie publique", actor=HADDAD.actor, env=env)
    assert isinstance(broken, GlassBroken)
    return client_of(HADDAD, world).get(f"/pro/dossiers/{record}/").content.decode()


def masks(camille: Client, document: DocumentId, **choice: str) -> None:
    """She masks the document."""
    assert camille.post(f"/documents/{document}/masquer/", choice).status_code == 302


def test_it_is_asked_of_a_document_that_tells_of_an_allergy_and_of_no_other(
    camille: Client, world: World, summary: DocumentId
) -> None:
    asked = camille.get(f"/documents/{summary}/masquer/").content.decode()
    assert QUESTION in asked
    assert re.findall(r'<li lang="fr">([^<]+)</li>', asked) == [
        "Pénicilline\xa0: choc anaphylactique en 2011",
        "Arachide\xa0: urticaire, depuis l’enfance",
    ]
    assert faults_of(asked) == []
    other = world.document(CAMILLE, "camille-ordonnance")
    assert QUESTION not in camille.get(f"/documents/{other}/masquer/").content.decode()


def test_masking_says_that_what_she_wrote_herself_stays_and_where_she_takes_it_out(
    camille: Client, summary: DocumentId
) -> None:
    asked = camille.get(f"/documents/{summary}/masquer/").content.decode()
    assert "Une allergie que vous avez écrite dans «\u202fMa santé\u202f» reste lisible." in asked
    assert 'href="/ma-sante/#allergies"' in asked


def test_what_she_wrote_herself_is_still_read_in_an_emergency_once_the_document_is_masked(
    camille: Client, world: World, summary: DocumentId
) -> None:
    camille.post("/ma-sante/allergies/ajouter/", {"what": "Pollen de bouleau"})
    masks(camille, summary, allergie="non")
    assert "Pollen de bouleau" in in_an_emergency(world)


def test_what_she_keeps_is_read_in_an_emergency_and_its_document_stays_masked(
    camille: Client, world: World, summary: DocumentId
) -> None:
    masks(camille, summary, allergie="oui")
    found = in_an_emergency(world)
    assert KEPT_THERE in found
    assert PENICILLIN in found
    assert str(summary) not in found
    assert faults_of(found) == []
    treating = client_of(KELLER, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/").content.decode()
    assert KEPT_THERE not in treating, "nobody else is shown it beside the list"


def test_what_she_does_not_keep_is_masked_with_the_rest(camille: Client, world: World, summary: DocumentId) -> None:
    masks(camille, summary, allergie="non")
    assert PENICILLIN not in in_an_emergency(world)


def test_she_reads_what_she_kept_and_lets_it_go(camille: Client, world: World, summary: DocumentId) -> None:
    masks(camille, summary, allergie="oui")
    page = camille.get("/acces/allergies/").content.decode()
    assert PENICILLIN in page
    assert faults_of(page) == []
    gone = camille.post(f"/acces/allergies/{summary}/retirer/", follow=True).content.decode()
    assert "Aucune ligne gardée" in gone
    assert PENICILLIN not in in_an_emergency(world)


def test_she_sees_in_advance_what_an_emergency_would_tell_of_it_and_nobody_else(
    camille: Client, summary: DocumentId
) -> None:
    masks(camille, summary, allergie="oui")
    page = camille.get("/acces/que-verrait/?qui=urgence-danger").content.decode()
    assert PENICILLIN in page
    assert faults_of(page) == []
    assert PENICILLIN not in camille.get("/acces/que-verrait/?qui=metier-10").content.decode()
    camille.post(f"/documents/{summary}/secret/", {})
    assert PENICILLIN not in camille.get("/acces/que-verrait/?qui=urgence-danger").content.decode()


def test_showing_the_document_again_ends_what_was_kept_of_it(camille: Client, summary: DocumentId) -> None:
    masks(camille, summary, allergie="oui")
    camille.post(f"/documents/{summary}/rendre-visible/")
    assert PENICILLIN not in camille.get("/acces/allergies/").content.decode()


def test_a_secret_put_on_it_since_closes_it_even_in_an_emergency(
    camille: Client, world: World, summary: DocumentId
) -> None:
    masks(camille, summary, allergie="oui")
    keep_secret(world.record(CAMILLE), summary, actor=world.holder(CAMILLE), env=world.env)
    assert PENICILLIN not in in_an_emergency(world)
