"""What a professional does with the person beside them: renew, give up, block, pass on, close."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, texts_of
from tests.people import BENALI, CAMILLE, CHU, DELORME, GEORGES, HADDAD, HUGO

PRESENT = {"present": "oui"}


def words(client: Client, path: str, status: int = 200) -> str:
    """What a page says."""
    answer = client.get(path)
    assert answer.status_code == status
    page = answer.content.decode()
    assert faults_of(page) == []
    return " ".join(" ".join(texts_of(page, "main")).split())


@pytest.fixture
def record(world: World) -> str:
    """The address of Camille's record."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/"


def test_the_page_offers_what_the_role_allows(keller: Client, world: World, record: str) -> None:
    of_keller = words(keller, f"{record}avec-la-personne/")
    assert "Transmettre le rôle de médecin traitant" in of_keller
    of_hugo = words(client_of(HUGO, world), f"{record}avec-la-personne/")
    assert "Transmettre" not in of_hugo
    assert "Fermer le dossier" in of_hugo
    stranger = client_of(HADDAD, world).get(f"{record}avec-la-personne/")
    assert stranger["Location"] == f"{record}motif/"
    assert keller.get(f"/pro/dossiers/{NEVER_WAS}/avec-la-personne/")["Location"].endswith("/motif/")


def test_a_yes_is_renewed_with_the_person_and_given_up_when_they_take_it_back(world: World, record: str) -> None:
    hugo = client_of(HUGO, world)
    assert hugo.post(f"{record}avec-la-personne/renouveler/", {}).status_code == 403, "nobody is there"
    done = hugo.post(f"{record}avec-la-personne/renouveler/", PRESENT, follow=True)
    assert "Accord de la personne enregistré." in done.content.decode()
    done = hugo.post(f"{record}avec-la-personne/renoncer/", follow=True)
    assert "Vous n’avez plus accès à ce dossier." in done.content.decode()
    assert hugo.get(record).status_code == 403


def test_the_treating_physician_blocks_a_colleague_for_the_person(keller: Client, world: World, record: str) -> None:
    assert "Dr Sofia Benali" in words(keller, f"{record}bloquer/?nom=benali")
    address = f"{record}bloquer/professionnel/{BENALI.identifier.value}/"
    assert address in keller.get(f"{record}bloquer/?nom=benali").content.decode()
    assert "où qu’elle travaille, même en urgence" in words(keller, address)
    alone = keller.post(address, {})
    assert alone.status_code == 422
    assert "Seule la personne, présente, peut le demander." in alone.content.decode()
    done = keller.post(address, PRESENT, follow=True)
    assert done.redirect_chain == [(f"{record}avec-la-personne/", 302)]
    assert client_of(BENALI, world).get(record).status_code == 403


def test_a_whole_establishment_is_blocked_too_and_a_stranger_to_the_directory_is_not(
    keller: Client, record: str
) -> None:
    of_all = words(keller, f"{record}bloquer/etablissement/{CHU.identifier.value}/")
    assert "Personne de cet établissement ne lira plus ce dossier, même en urgence." in of_all
    assert keller.post(f"{record}bloquer/etablissement/{CHU.identifier.value}/", PRESENT).status_code == 302
    assert "L’annuaire ne connaît pas ce professionnel." in words(keller, f"{record}bloquer/professionnel/8997/", 404)


def test_no_other_professional_blocks_or_passes_on(world: World, record: str) -> None:
    hugo = client_of(HUGO, world)
    answer = hugo.post(f"{record}bloquer/professionnel/{DELORME.identifier.value}/", PRESENT)
    assert answer.status_code == 403
    for sent in ({"preuve": "code"}, {"preuve": "papier", "signe-le": "2026-11-20"}):
        assert hugo.post(f"{record}medecin-traitant/{BENALI.identifier.value}/", sent).status_code == 403


def test_the_status_is_passed_on_by_the_code_that_she_receives(keller: Client, world: World, record: str) -> None:
    assert "Dr Sofia Benali" in words(keller, f"{record}medecin-traitant/?nom=benali")
    address = f"{record}medecin-traitant/{BENALI.identifier.value}/"
    assert "Dr Sofia Benali" in words(keller, address)
    asked = keller.post(address, {"preuve": "code"})
    code_page = asked["Location"]
    assert "Vous le donner, c’est accepter." in words(keller, code_page)
    code = world.last_code()
    for typed, told in (("12", "Le code a six chiffres."), (f"{(int(code) + 1) % 10**6:06d}", "Il reste 4 essais.")):
        answer = keller.post(code_page, {"code": typed})
        assert answer.status_code == 422
        assert told in answer.content.decode().replace("\xa0", " ")
        assert faults_of(answer.content.decode()) == []
    done = keller.post(code_page, {"code": code}, follow=True)
    assert "Rôle de médecin traitant transmis. La personne est prévenue." in done.content.decode()
    assert "Vous êtes médecin traitant" not in done.content.decode()
    assert "Vous êtes médecin traitant" in client_of(BENALI, world).get(record).content.decode()
    again = keller.post(code_page, {"code": code})
    assert again.status_code == 403, "Dr Keller is no treating physician any more"


def test_a_code_ends(keller: Client, world: World, record: str) -> None:
    asked = keller.post(f"{record}medecin-traitant/{BENALI.identifier.value}/", {"preuve": "code"})
    code = world.last_code()
    world.passes(timedelta(minutes=10))
    answer = keller.post(asked["Location"], {"code": code})
    assert answer.status_code == 422
    assert "Ce code ne vaut plus. Demandez-en un autre." in answer.content.decode()


def test_or_by_a_paper_that_she_signed(keller: Client, world: World, record: str) -> None:
    address = f"{record}medecin-traitant/{BENALI.identifier.value}/"
    for day in ("", "2026-11-22", "hier"):
        answer = keller.post(address, {"preuve": "papier", "signe-le": day})
        assert answer.status_code == 422
        assert "Saisissez la date à laquelle la personne a signé." in answer.content.decode()
        assert faults_of(answer.content.decode()) == []
    keller.post(address, {"preuve": "papier", "signe-le": "2026-11-21"})
    assert "Vous êtes médecin traitant" in client_of(BENALI, world).get(record).content.decode()


def test_a_doctor_whom_she_has_not_authorised_is_told_as_such_and_whoever_is_no_doctor_is_not_found(
    keller: Client, record: str
) -> None:
    for somebody in (HADDAD, DELORME):
        answer = keller.post(f"{record}medecin-traitant/{somebody.identifier.value}/", {"preuve": "code"})
        assert answer.status_code == 403
        assert "Ce rôle se donne à un médecin que la personne a autorisé." in answer.content.decode()
    assert keller.get(f"{record}medecin-traitant/{HUGO.identifier.value}/").status_code == 404
    assert "Hugo" not in keller.get(f"{record}medecin-traitant/?nom=lemaire").content.decode()


def test_a_record_is_closed_with_the_person_there(keller: Client, world: World, record: str) -> None:
    assert "Ce choix ne change rien à ses soins ni à ses remboursements." in words(keller, f"{record}fermer/")
    assert keller.post(f"{record}fermer/", {}).status_code == 422
    done = keller.post(f"{record}fermer/", PRESENT, follow=True)
    assert "Dossier fermé. La personne est prévenue et peut le rouvrir." in done.content.decode()
    assert "Ce dossier est fermé." in keller.get(record).content.decode()
    haddad = client_of(HADDAD, world)
    assert "Vous n’avez pas accès à ce dossier." in haddad.get(record).content.decode()
    sent = [one for one in world.sent() if "fermé" in one]
    assert len(sent) == 2, "by mail and by SMS"


def test_a_stranger_closes_nothing(world: World) -> None:
    record = f"/pro/dossiers/{world.record(GEORGES)}/"
    assert client_of(DELORME, world).post(f"{record}fermer/", PRESENT).status_code == 403
