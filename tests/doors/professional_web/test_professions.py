"""What each profession is given on the page: the matrix, and never a sign that there is more."""

import pytest

from carnet.core.access.policy import load_policy
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.doors.professional_web.test_record import address, counted, page_of, titles_to_links
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import texts_of
from tests.people import CAMILLE, CLAIRE, DELORME, HUGO, PAUL, TOM, VIDAL, Caregiver

PROFESSIONS = {"a pharmacist": HUGO, "a podiatrist": PAUL, "a speech therapist": CLAIRE, "a physiotherapist": TOM}


def theirs(someone: Caregiver, world: World) -> set[str]:
    """The pages of Camille's documents that the matrix gives somebody, and of those that they wrote."""
    camille, allows = world.holder(CAMILLE), load_policy("2018").matrix.allows
    listed = list_documents(
        camille.record,
        criteria=Criteria(statuses=frozenset({DocumentStatus.CURRENT})),
        actor=camille,
        env=world.env,
    )
    assert isinstance(listed, ListedDocuments)
    return {
        address(world, f"documents/{one.document}/")
        for one in listed.documents
        if someone.identifier in one.entry.written_by()
        or (
            allows(someone.practitioner.profession, one.entry.type_code.value)
            and Confidentiality.MASKED_TO_PROFESSIONALS not in one.entry.confidentiality
        )
    }


@pytest.mark.parametrize("name", PROFESSIONS)
def test_a_profession_sees_what_the_matrix_gives_it_and_counts_nothing_else(world: World, name: str) -> None:
    someone = PROFESSIONS[name]
    page = page_of(client_of(someone, world), address(world))
    assert {link for _, link in titles_to_links(page)} == theirs(someone, world)
    assert counted(page) == len(titles_to_links(page)) < 13


def test_a_pharmacist_reads_the_prescription_and_not_the_report_of_the_night(world: World) -> None:
    titles = [title for title, _ in titles_to_links(page_of(client_of(HUGO, world), address(world)))]
    assert [title for title in titles if title.startswith("Ordonnance")]
    assert "Compte rendu de passage aux urgences" not in titles


def test_a_podiatrist_does_not_suspect_the_report_of_the_hospital(world: World) -> None:
    paul, report = client_of(PAUL, world), world.document(CAMILLE, "camille-urgences")
    for query in ("", "?mots=urgences", "?periode=3"):
        page = page_of(paul, address(world, query)).replace('value="urgences"', "")
        assert "urgences" not in " ".join(texts_of(page, "main")).casefold()
        assert str(report) not in page
    for below in ("", "fichier/"):
        answers = [paul.get(address(world, f"documents/{one}/{below}")) for one in (report, NEVER_WAS)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert texts_of(answers[0].content.decode(), "html") == texts_of(answers[1].content.decode(), "html")


def test_what_she_did_with_a_document_that_they_may_not_read_changes_nothing_for_them(world: World) -> None:
    hugo, camille = client_of(HUGO, world), client_of(CAMILLE, world)
    before = texts_of(page_of(hugo, address(world)), "main")
    camille.post(f"/documents/{world.document(CAMILLE, 'camille-urgences')}/masquer/")
    assert texts_of(page_of(hugo, address(world)), "main") == before


def test_the_blocked_and_the_never_authorised_read_the_same_words_everywhere(world: World) -> None:
    blocked, stranger = client_of(DELORME, world), client_of(VIDAL, world)
    for below in ("", "motif/", "historique/", f"documents/{NEVER_WAS}/", "urgence/", "deposer/"):
        answers = [one.get(address(world, below)) for one in (blocked, stranger)]
        assert answers[0].status_code == answers[1].status_code, below
        words = [texts_of(answer.content.decode(), "main") for answer in answers]
        assert words[0] == words[1], below
    for below, sent in (("urgence/refermer/", {}), ("urgence/", {"motif": "x"})):
        answers = [one.post(address(world, below), sent) for one in (blocked, stranger)]
        assert texts_of(answers[0].content.decode(), "main") == texts_of(answers[1].content.decode(), "main")
