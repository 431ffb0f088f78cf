"""Alone with a minor, on the professional site: the visit, what waits to be sorted, what is hidden at their request."""

from datetime import timedelta

from django.test import Client

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.doors.professional_web.test_deposit import TITLE, form
from tests.installation import HOSPITAL_SOFTWARE, Installation, note
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import CAMILLE, DELORME, HADDAD, KELLER, LOU

CONSENT = {"accord": "oui", "jours": "60"}
INSURER = "le compte de l’Assurance maladie de ses parents peut montrer un remboursement"


def address(world: World, below: str = "mineur/") -> str:
    """The address of Lou's record."""
    return f"/pro/dossiers/{world.record(LOU)}/{below}"


def page_of(client: Client, path: str) -> str:
    """A page, which must be well made."""
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert faults_of(page) == []
    return page


def a_result(world: World) -> DocumentId:
    """A result of a laboratory comes back the next week."""
    here = Installation(world.env)
    here.at(world.env.clock.now() + timedelta(days=7))
    result = note(LOU.identity, number=4242, type_code="11502-2", text="Une analyse.")
    return here.receives(LOU.identity, result, from_=HOSPITAL_SOFTWARE)


def test_whoever_may_not_read_is_shown_how_a_visit_is_opened_and_what_it_cannot_hide(world: World) -> None:
    haddad = client_of(HADDAD, world)
    page = page_of(haddad, address(world))
    assert INSURER in page
    assert "MOREL" not in page
    assert haddad.get(address(world, "")).status_code == 403


def test_the_visit_opens_with_the_minors_consent_and_ends(world: World) -> None:
    haddad = client_of(HADDAD, world)
    assert haddad.post(address(world, "mineur/visite/"), {"jours": "60"}).status_code == 422
    assert haddad.post(address(world, "mineur/visite/"), {**CONSENT, "jours": "mille"}).status_code == 422
    assert haddad.get(address(world, "")).status_code == 403
    assert haddad.post(address(world, "mineur/visite/"), CONSENT).headers["Location"] == address(world)
    page = page_of(haddad, address(world))
    assert "Terminer la visite" in page
    assert haddad.get(address(world, "")).status_code == 200
    assert haddad.post(address(world, "mineur/visite/terminer/")).headers["Location"] == "/pro/"
    assert haddad.get(address(world, "")).status_code == 403


def test_whoever_is_alone_with_a_minor_says_so_before_anything_is_read(world: World) -> None:
    keller = client_of(KELLER, world)
    number = LOU.identity.identifiers[0]
    sent = {"ins": number.value, "autorite": number.system.value, "seul": "oui"}
    assert keller.post("/pro/", sent).headers["Location"] == address(world, "mineur/visite/")
    assert INSURER in page_of(keller, address(world, "mineur/visite/"))
    (line,) = [one for one in world.trace(LOU) if one.at == world.env.clock.now()]
    assert line.action is Action.CHECK_RECORD
    assert line.secret_visit is not None, "its hour would tell of the visit"
    assert keller.post("/pro/", {**sent, "ins": "1"}).status_code == 422


def test_what_comes_back_is_sorted_on_the_page_and_leaves_it(keller: Client, world: World) -> None:
    keller.post(address(world, "mineur/visite/"), CONSENT)
    keller.post(address(world, "mineur/visite/terminer/"))
    result = a_result(world)
    keller = client_of(KELLER, world)
    assert "À trier" in page_of(keller, address(world))
    assert keller.post(address(world, f"documents/{result}/trier/"), {"choix": "cacher"}).status_code == 302
    assert "À trier" not in page_of(keller, address(world))
    record = world.record(LOU)
    seen = list_documents(record, criteria=Criteria(), actor=Holder(record), env=world.env)
    assert isinstance(seen, ListedDocuments)
    codes = next(one.entry.confidentiality for one in seen.documents if one.document == result)
    assert Confidentiality.HIDDEN_FROM_REPRESENTATIVES in codes
    again = keller.post(address(world, f"documents/{result}/trier/"), {"choix": "montrer"}, follow=True)
    assert "Ce document était déjà trié." in again.content.decode()


def the_certificate(world: World) -> DocumentId:
    """What Lou's father may read of her record."""
    record = world.record(LOU)
    seen = list_documents(record, criteria=Criteria(), actor=Holder(record), env=world.env)
    assert isinstance(seen, ListedDocuments)
    return next(one.document for one in seen.documents if "erti" in one.entry.title)


def test_what_a_parent_was_told_of_cannot_be_hidden_and_the_page_says_so(keller: Client, world: World) -> None:
    document = the_certificate(world)
    answer = keller.post(address(world, f"documents/{document}/cacher/"), {"demande": "oui"}, follow=True)
    assert "Trop tard pour le cacher" in answer.content.decode()
    assert keller.post(address(world, f"documents/{document}/cacher/"), {}).status_code == 403


def test_a_document_is_kept_for_a_reading_with_a_doctor(keller: Client, world: World) -> None:
    document = the_certificate(world)
    keller.post(address(world, f"documents/{document}/avec-un-medecin/"), {"demande": "oui"})
    assert "Lu avec un médecin seulement" in page_of(keller, address(world))
    assert keller.post(address(world, f"documents/{document}/avec-un-medecin/"), {}).status_code == 403


def test_of_an_adult_there_is_nothing_to_keep(keller: Client, world: World) -> None:
    page = page_of(keller, f"/pro/dossiers/{world.record(CAMILLE)}/mineur/")
    assert "Cette personne n’est pas mineure" in page
    assert INSURER not in page


def test_nobody_sorts_or_hides_what_they_may_not_read(world: World) -> None:
    document = the_certificate(world)
    stranger = client_of(DELORME, world)
    for below, sent in (("trier/", {"choix": "montrer"}), ("cacher/", {"demande": "oui"})):
        assert stranger.post(address(world, f"documents/{document}/{below}"), sent).status_code in (403, 404)
    assert stranger.post(address(world, "mineur/visite/terminer/")).status_code == 403


def test_in_a_visit_a_deposit_is_hidden_from_the_parents_or_refused_with_the_reason(world: World) -> None:
    haddad = client_of(HADDAD, world)
    haddad.post(address(world, "mineur/visite/"), CONSENT)
    refused = haddad.post(address(world, "deposer/"), form())
    assert refused.status_code == 403
    assert "Dans cette visite, un document déposé doit être caché" in refused.content.decode()
    assert haddad.post(address(world, "deposer/"), form(cache="oui")).status_code == 302
    assert TITLE in page_of(haddad, address(world, "?seul=oui"))
    assert TITLE not in page_of(haddad, address(world, ""))


def test_an_adults_document_is_not_hidden_from_parents(keller: Client, world: World) -> None:
    answer = keller.post(f"/pro/dossiers/{world.record(CAMILLE)}/deposer/", form(cache="oui"))
    assert answer.status_code == 422
    assert "Cette personne est majeure" in answer.content.decode()
