"""A report beside its pictures, on the pages of the person and of a professional."""

from dataclasses import replace

import pytest
from django.test import Client

from carnet.core.documents.entry import ReferenceId
from carnet.core.documents.examination import ACCESSION
from carnet.core.identifiers import DocumentId
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.installation import note, submission_of
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, KELLER


@pytest.fixture
def of_one_examination(world: World) -> tuple[DocumentId, DocumentId]:
    """A report and its pictures, which carry one accession number."""
    made = [note(CAMILLE.identity, by=KELLER.actor, number=number) for number in (81, 82)]
    number = ReferenceId("ACC-7", "1.2.250.1.999.7", ACCESSION)
    carrying = [
        replace(one, entry=replace(one.entry, title=title, references=(number,)))
        for one, title in zip(made, ("Compte rendu du scanner", "Images du scanner"), strict=True)
    ]
    answer = deposit_documents(submission_of(CAMILLE.identity, *carrying), actor=KELLER.actor, env=world.env)
    assert isinstance(answer, Deposited)
    report, pictures = answer.documents
    return report, pictures


def test_she_goes_from_the_report_to_the_pictures(
    camille: Client, of_one_examination: tuple[DocumentId, DocumentId]
) -> None:
    report, pictures = of_one_examination
    page = camille.get(f"/documents/{report}/").content.decode()
    assert faults_of(page) == []
    assert "Du même examen Images du scanner" in " ".join(texts_of(page, "main"))
    assert f'href="/documents/{pictures}/"' in page


def test_her_doctor_goes_from_the_pictures_to_the_report(
    world: World, of_one_examination: tuple[DocumentId, DocumentId]
) -> None:
    report, pictures = of_one_examination
    there = f"/pro/dossiers/{world.record(CAMILLE)}/documents/"
    page = client_of(KELLER, world).get(f"{there}{pictures}/").content.decode()
    assert faults_of(page) == []
    assert "Du même examen Compte rendu du scanner" in " ".join(texts_of(page, "main"))
    assert f'href="{there}{report}/"' in page


def test_a_document_without_a_number_leads_nowhere(camille: Client, world: World) -> None:
    alone = next(iter(world.documents(CAMILLE)))
    assert "Du même examen" not in camille.get(f"/documents/{alone}/").content.decode()
