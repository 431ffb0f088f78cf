"""Every page of the professional site, in each of its states: accessible, well made, calm, as wide as its window."""

import pytest

from carnet.core.claims.claim import ClaimKind
from carnet.core.documents.selection import Criteria
from carnet.demo.documents.paper import unique_id
from carnet.usecases.claims.ask_rectification import RectificationAsked, ask_rectification
from carnet.usecases.claims.follow_claims import FollowedClaims, follow_claims
from carnet.usecases.claims.review_claim import ProfessionalQuestioned, question_professional
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.transparency.contest_line import Contested, contest_line
from tests.journeys.every_page import Kind, Window, at
from tests.journeys.fixtures import WindowOf
from tests.journeys.sessions import desk_actor
from tests.journeys.world import NEVER_WAS, ZEPHYR, World
from tests.people import ALIX, CAMILLE, GEORGES, HADDAD, HUGO, KELLER, LOU, NADIA, ODILE, Member


def of(patient: Member, below: str = "", status: int = 200, sent: dict[str, str] | None = None) -> Kind:
    """A page about somebody's record."""
    return Kind(lambda world: f"/pro/dossiers/{world.record(patient)}/{below}", status, sent)


def document(patient: Member, key: str, below: str = "") -> Kind:
    """A page about one of their documents, which the person themselves may not see yet."""

    def path(world: World) -> str:
        record = world.record(patient)
        listed = list_documents(record, criteria=Criteria(), actor=KELLER.actor, env=world.env)
        assert isinstance(listed, ListedDocuments)
        (found,) = [one.document for one in listed.documents if one.entry.unique_id == unique_id(key)]
        return f"/pro/dossiers/{record}/documents/{found}/{below}"

    return Kind(path)


DEMO = {"autorite": CAMILLE.identity.identifiers[0].system.value}


def _number(world: World, kind: ClaimKind) -> str:
    found = follow_claims(world.record(CAMILLE), actor=world.holder(CAMILLE), env=world.env)
    assert isinstance(found, FollowedClaims)
    return next(str(one.claim.id) for one in found.claims if one.claim.kind is kind)


def request_to_keller(world: World) -> str:
    """Where the correction that Camille asks for is answered."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/demandes/{_number(world, ClaimKind.CORRECTION)}/"


def question_of_hugo(world: World) -> str:
    """Where the access that Camille contests is explained."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/questions/{_number(world, ClaimKind.CONTEST)}/"


FOR_KELLER = {
    "finding a patient": at("/pro/"),
    "an ins that is none": at("/pro/", 422, {"ins": "123", **DEMO}),
    "nobody of that ins": at("/pro/", 404, {"ins": ZEPHYR.identifiers[0].value, **DEMO}),
    "what a patient shows": at("/pro/montre/"),
    "a code that opens nothing": at("/pro/montre/", 422, {"code": "aaaa bbbb"}),
    "a record": of(CAMILLE),
    "a record, filtered": of(CAMILLE, "?categorie=BIOLOGIE&periode=12&mots=sang"),
    "a record, filtered to nothing": of(CAMILLE, "?mots=zzzz"),
    "a record with something unannounced": of(GEORGES),
    "a record with something kept from parents": of(LOU),
    "a minor's record, alone with them": of(LOU, "?seul=oui"),
    "alone with a minor": of(LOU, "mineur/"),
    "alone with somebody who is no minor": of(CAMILLE, "mineur/"),
    "a structured document": document(CAMILLE, "camille-biologie-4"),
    "results as figures": document(CAMILLE, "camille-biologie-4", "resultats/"),
    "a document without a figure, as figures": document(CAMILLE, "camille-ordonnance", "resultats/"),
    "a pdf": document(CAMILLE, "camille-directives"),
    "a text": document(CAMILLE, "camille-kinesitherapie"),
    "a masked document": document(CAMILLE, "camille-radiographie"),
    "an x-ray": document(NADIA, "nadia-radiographie"),
    "an ultrasound": document(NADIA, "nadia-echographie"),
    "an unannounced document": document(GEORGES, "georges-anatomopathologie"),
    "a document kept from parents": document(LOU, "lou-consultation"),
    "a document that is not there": of(CAMILLE, f"documents/{NEVER_WAS}/", 404),
    "a deposit": of(CAMILLE, "deposer/"),
    "a deposit that lacks everything": of(CAMILLE, "deposer/", 422, {"date": "le 3"}),
    "a deposit that is done": of(CAMILLE, "depose/"),
    "an emergency": of(CAMILLE, "urgence/"),
    "an emergency without a reason": of(CAMILLE, "urgence/", 422, {"motif": "court"}),
    "a stay to confirm": of(CAMILLE, "sejour/"),
    "a stay without a name": of(CAMILLE, "sejour/", 422, {"nom": "", "fin": "2026-11-30"}),
    "the history": of(CAMILLE, "historique/"),
    "messages": at("/pro/messages/"),
    "what a person asks": of(CAMILLE, "demandes/"),
    "an answer that is missing": Kind(request_to_keller, 422, {}),
}
FOR_HADDAD = {
    "a record open in an emergency": of(CAMILLE),
    "in what right": of(ALIX, "motif/"),
    "in what right, the box forgotten": of(ALIX, "accord/", 422, {"repond": "oui"}),
    "in what right, nothing said": of(ALIX, "accord/", 422, {}),
    "a secret visit to open": of(LOU, "mineur/"),
    "a secret visit without the minor's consent": of(LOU, "mineur/visite/", 422, {"jours": "60"}),
    "a secret visit of no length": of(LOU, "mineur/visite/", 422, {"accord": "oui", "jours": "mille"}),
    "a record that may not be read": of(ALIX, "", 403),
    "a history that may not be read": of(CAMILLE, "historique/", 403),
    "no message": at("/pro/messages/"),
}
FOR_HUGO = {
    "a contest among the messages": at("/pro/messages/"),
    "an access to explain": of(CAMILLE, "questions/"),
    "an explanation that says nothing": Kind(question_of_hugo, 422, {"motif": "court"}),
    "reading a card": at("/pro/ouvrir/"),
    "no card read": at("/pro/ouvrir/", 422, {"pour": "adulte"}),
    "somebody whom the register knows": at("/pro/ouvrir/", 200, {"carte": "marthe", "pour": "adulte"}),
    "somebody whose identity is typed": at("/pro/ouvrir/", 200, {"carte": "sacha", "pour": "adulte"}),
    "a child": at("/pro/ouvrir/", 200, {"carte": "nadia", "pour": "enfant"}),
    "an account later": at("/pro/ouvrir/compte/"),
    "a paper to hand over": at("/pro/ouvrir/papiers/"),
    "a paper to hand over, nothing said": at("/pro/ouvrir/papiers/", 422, {}),
    "a paper when nothing waits": at(
        "/pro/ouvrir/papiers/", 422, {"papier": "courriers", "carte": "georges", "present": "oui"}
    ),
    "the account of a carer": at("/pro/ouvrir/compte/aidant/"),
    "the account of a carer, nothing said": at("/pro/ouvrir/compte/aidant/", 422, {}),
    "an account later, nothing said": at("/pro/ouvrir/compte/", 422, {}),
    "an account for nobody": at(
        "/pro/ouvrir/compte/", 403, {"carte": "ange", "compte": "sms", "telephone": "0639980077", "present": "oui"}
    ),
    "what was just done": of(CAMILLE, "accord/", 200, {"repond": "oui", "consent": "oui"}),
}


@pytest.fixture(scope="module")
def keller(window_of: WindowOf, shared_world: World) -> Window:
    """The window of the treating physician of all of them, one of whose documents is to be corrected."""
    camille = shared_world.holder(CAMILLE)
    asked = ask_rectification(
        camille.record,
        shared_world.document(CAMILLE, "camille-ordonnance"),
        kind=ClaimKind.CORRECTION,
        reason="wrong",
        words="La dose est fausse.",
        actor=camille,
        env=shared_world.env,
    )
    assert isinstance(asked, RectificationAsked)
    return window_of(KELLER)


@pytest.fixture(scope="module")
def haddad(window_of: WindowOf, shared_world: World) -> Window:
    """The window of a doctor who has just broken the glass of one record, and knows no other."""
    broken = break_the_glass(
        shared_world.record(CAMILLE), reason="Malaise sur la voie publique", actor=HADDAD.actor, env=shared_world.env
    )
    assert isinstance(broken, GlassBroken)
    return window_of(HADDAD)


@pytest.fixture(scope="module")
def hugo(window_of: WindowOf, shared_world: World) -> Window:
    """The window of a pharmacist, one of whose accesses is contested."""
    camille = shared_world.holder(CAMILLE)
    line = next(
        one.id
        for one in reversed(shared_world.trace(CAMILLE))
        if (one.action.value, one.actor.identifier) == ("read-document", HUGO.identifier.value)
    )
    answer = contest_line(camille.record, line, tells_the_professional=True, actor=camille, env=shared_world.env)
    assert isinstance(answer, Contested)
    reviewer = desk_actor(ODILE)
    asked = question_professional(answer.receipt, words="Pourquoi cet accès ?", actor=reviewer, env=shared_world.env)
    assert asked == ProfessionalQuestioned()
    return window_of(HUGO)


def shows(opened: Window, kind: Kind, world: World) -> None:
    """Open a page; a form is sent from one that has the secret of forms."""
    if kind.sent is not None:
        opened.page.goto("/pro/")
    opened.shows(kind, world)


@pytest.mark.parametrize("name", FOR_KELLER)
def test_a_page_is_as_it_must_be(keller: Window, shared_world: World, name: str) -> None:
    shows(keller, FOR_KELLER[name], shared_world)


@pytest.mark.parametrize("name", FOR_HADDAD)
def test_a_page_of_an_emergency_or_a_refusal_is_as_it_must_be(haddad: Window, shared_world: World, name: str) -> None:
    shows(haddad, FOR_HADDAD[name], shared_world)


@pytest.mark.parametrize("name", FOR_HUGO)
def test_a_page_of_a_pharmacist_is_as_it_must_be(hugo: Window, shared_world: World, name: str) -> None:
    shows(hugo, FOR_HUGO[name], shared_world)
