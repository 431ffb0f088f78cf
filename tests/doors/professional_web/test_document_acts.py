"""What a professional does with a document on their site: announce, archive, mask, delete, answer."""

from django.test import Client

from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.hide_from_professional import HiddenFrom, hide_from_professional
from carnet.usecases.confidentiality.set_aside_document import SettingChanged, set_aside_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.installation import note, submission_of
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, links_of
from tests.people import CAMILLE, HADDAD, PAUL


def deposited(world: World, number: int, *, hidden: frozenset[Confidentiality] = frozenset()) -> DocumentId:
    """A report that Dr Haddad wrote and deposited."""
    person = CAMILLE.identity
    written = note(person, by=HADDAD.actor, number=number, hidden=hidden)
    answer = deposit_documents(submission_of(person, written), actor=HADDAD.actor, env=world.env)
    assert isinstance(answer, Deposited)
    return answer.documents[0]


def address(world: World, document: DocumentId, below: str = "") -> str:
    """The address of a document of Camille's."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/documents/{document}/{below}"


def shown(client: Client, path: str) -> str:
    """A page, which must be well made."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    page = answer.content.decode()
    assert faults_of(page) == [], path
    return page


def done(client: Client, path: str, sent: dict[str, str] | None = None) -> str:
    """What the page says after a form was sent."""
    answer = client.post(path, sent or {}, follow=True)
    page = answer.content.decode()
    assert faults_of(page) == [], path
    return page


def test_a_result_is_announced_by_a_doctor_who_says_so_with_the_person_there(keller: Client, world: World) -> None:
    result = deposited(world, 81, hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))
    camille, announcing = client_of(CAMILLE, world), address(world, result, "annoncer/")
    assert announcing in links_of(shown(keller, address(world, result)))
    assert "Vous ne pourrez pas revenir en arrière." in shown(keller, announcing)
    assert keller.post(announcing).status_code == 422
    assert keller.post(announcing, {"dit": "oui"}).status_code == 403, "she is not its author: the person must be there"
    assert camille.get(f"/documents/{result}/").status_code == 404
    assert "La personne voit maintenant ce document." in done(keller, announcing, {"dit": "oui", "aussi": "oui"})
    assert camille.get(f"/documents/{result}/").status_code == 200
    assert "annoncer/" not in "".join(links_of(shown(keller, address(world, result))))
    assert "La personne voyait déjà ce document." in done(keller, announcing, {"dit": "oui", "aussi": "oui"})


def test_the_author_announces_without_access_to_the_record(haddad: Client, world: World) -> None:
    result = deposited(world, 82, hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))
    assert haddad.get(f"/pro/dossiers/{world.record(CAMILLE)}/").status_code != 200
    said = done(haddad, address(world, result, "annoncer/"), {"dit": "oui"})
    assert "La personne voit maintenant ce document." in said


def test_the_author_reads_until_when_it_waits_and_asks_for_more_time_once(haddad: Client, world: World) -> None:
    result = deposited(world, 88, hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))
    later = address(world, result, "annoncer/plus-tard/")
    page = shown(haddad, address(world, result))
    assert "Sans annonce, la personne verra ce document le" in page
    assert "21/12/2026" in page
    assert later in links_of(page)
    assert "Le délai ne se prolonge qu’une fois." in shown(haddad, later)
    assert haddad.post(later, {"motif": "non"}).status_code == 422
    page = done(haddad, later, {"motif": "Le résultat du contrôle est attendu."})
    assert "Délai prolongé. Ce document attend jusqu’au 20/01/2027." in page
    assert later not in links_of(page)
    answer = haddad.post(later, {"motif": "Le résultat du contrôle est attendu."})
    assert answer.status_code == 403
    assert "Ce délai a déjà été prolongé une fois." in answer.content.decode()


def test_a_doctor_archives_and_takes_out_again(keller: Client, world: World) -> None:
    report = deposited(world, 83)
    page = done(keller, address(world, report, "archiver/"))
    assert "Document archivé." in page
    assert address(world, report, "desarchiver/") in links_of(page)
    assert "Document désarchivé." in done(keller, address(world, report, "desarchiver/"))


def test_a_physiotherapist_is_offered_no_archive(world: World) -> None:
    paul = client_of(PAUL, world)
    readable = [
        link for link in links_of(shown(paul, f"/pro/dossiers/{world.record(CAMILLE)}/")) if "/documents/" in link
    ]
    assert readable
    offered = "".join(links_of(shown(paul, readable[-1])))
    assert "archiver/" not in offered
    assert paul.post(f"{readable[-1]}archiver/").status_code == 403


def test_a_mask_is_put_and_lifted_at_the_request_of_the_person_present(keller: Client, world: World) -> None:
    report = deposited(world, 84)
    masking = address(world, report, "masquer/")
    assert masking in links_of(shown(keller, address(world, report)))
    assert keller.post(masking).status_code == 422
    assert "Document masqué." in done(keller, masking, {"dit": "oui"})
    page = shown(keller, address(world, report))
    assert "Masqué aux professionnels" in page, "the treating physician still sees it, and that it is masked"
    assert "Document visible." in done(keller, address(world, report, "rendre-visible/"), {"dit": "oui"})


def test_the_author_sees_that_it_is_masked_and_never_from_whom(haddad: Client, keller: Client, world: World) -> None:
    report = deposited(world, 85)
    answer = hide_from_professional(
        world.record(CAMILLE), report, PAUL.identifier, actor=world.holder(CAMILLE), env=world.env
    )
    assert isinstance(answer, HiddenFrom)
    for client in (haddad, keller):
        page = shown(client, address(world, report))
        assert "Masqué aux professionnels" in page
        assert PAUL.name.family not in page
    assert client_of(PAUL, world).get(address(world, report)).status_code == 404


def test_the_author_deletes_what_they_wrote_and_nobody_else_does(haddad: Client, keller: Client, world: World) -> None:
    report = deposited(world, 86)
    assert "supprimer/" not in "".join(links_of(shown(keller, address(world, report))))
    assert keller.post(address(world, report, "supprimer/")).status_code == 403
    assert "définitive" in shown(haddad, address(world, report, "supprimer/"))
    assert "Document supprimé." in done(haddad, address(world, report, "supprimer/"))
    assert haddad.get(address(world, report)).status_code == 404


def test_an_author_is_told_that_a_document_is_said_to_be_somebody_elses_and_answers(
    haddad: Client, keller: Client, world: World
) -> None:
    report = deposited(world, 87)
    shown(keller, address(world, report))
    aside = set_aside_document(world.record(CAMILLE), report, actor=world.holder(CAMILLE), env=world.env)
    assert isinstance(aside, SettingChanged)
    assert "Un document que vous avez lu est écarté" in shown(keller, "/pro/messages/")
    listing = f"/pro/dossiers/{world.record(CAMILLE)}/ecartes/"
    assert listing in links_of(shown(haddad, "/pro/messages/"))
    assert address(world, report) in links_of(shown(haddad, listing))
    assert keller.get(listing).status_code == 403
    page = shown(haddad, address(world, report))
    assert "La personne dit que ce document n’est pas à elle" in page
    answering = address(world, report, "repondre/")
    assert answering in links_of(page)
    assert haddad.post(answering).status_code == 422
    assert "Document remis dans le dossier." in done(haddad, answering, {"dit": "oui"})
    assert keller.get(address(world, report)).status_code == 200
