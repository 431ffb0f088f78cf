"""Find a patient by INS, say in what right: every answer that the two pages give."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from carnet.core.identifiers import PatientIdentifierSystem
from carnet.demo.caregivers import INSURER
from carnet.store import directory
from carnet.usecases.consent.authorize_professional import authorize_professional
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, ZEPHYR, World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, DELORME, GEORGES, HADDAD, HUGO, JEANNE, KELLER, MARIE, RUTH, Member

DEMO = PatientIdentifierSystem.INS_NIR_DEMO.value


def looks_up(client: Client, ins: str, authority: str = DEMO) -> tuple[int, str, str]:
    """Send the form; gives the status, the words, and where it leads."""
    answer = client.post("/pro/", {"ins": ins, "autorite": authority})
    page = answer.content.decode()
    if page:
        assert faults_of(page) == []
    return answer.status_code, " ".join(texts_of(page, "main")), answer.get("Location", "")


def ins_of(member: Member) -> str:
    """Somebody's INS, as it is typed."""
    return member.identity.identifiers[0].value


@pytest.mark.parametrize(
    ("ins", "told"),
    [
        ("", "Saisissez les 15 caractères de l’INS, clé comprise."),
        ("123", "Saisissez les 15 caractères de l’INS, clé comprise."),
        ("284034410902599", "La clé de cet INS ne correspond pas."),
        ("<script>", "Saisissez les 15 caractères"),
    ],
)
def test_an_ins_that_is_none_is_told_and_kept_in_its_field(keller: Client, ins: str, told: str) -> None:
    answer = keller.post("/pro/", {"ins": ins, "autorite": DEMO})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "<script>" not in page.split("<main", 1)[1]
    assert faults_of(page) == []


def test_an_authority_that_is_none_is_told(keller: Client) -> None:
    status, words, _ = looks_up(keller, ins_of(CAMILLE), "1.2.3")
    assert status == 422
    assert "Cet identifiant n’est pas un INS. Vérifiez-le." in words


def test_an_ins_is_typed_with_spaces_or_without(keller: Client, world: World) -> None:
    number = ins_of(CAMILLE)
    spaced = f"{number[0]} {number[1:3]} {number[3:5]} {number[5:7]} {number[7:10]} {number[10:13]} {number[13:]}"
    assert looks_up(keller, spaced)[2] == looks_up(keller, number)[2] == f"/pro/dossiers/{world.record(CAMILLE)}/"


def test_the_same_digits_under_two_authorities_are_two_people(keller: Client, world: World) -> None:
    digits = ins_of(MARIE)
    assert digits == ins_of(RUTH)
    found = [looks_up(keller, digits, one.identity.identifiers[0].system.value)[2] for one in (MARIE, RUTH)]
    assert found == [f"/pro/dossiers/{world.record(one)}/" for one in (MARIE, RUTH)]


def test_who_has_no_record_and_who_closed_theirs_answer_alike_to_a_stranger(world: World) -> None:
    haddad = client_of(HADDAD, world)
    assert looks_up(haddad, ZEPHYR.identifiers[0].value)[0] == 404
    world.closes(CAMILLE)
    stranger = client_of(DELORME, world)
    assert looks_up(stranger, ins_of(CAMILLE)) == looks_up(stranger, ZEPHYR.identifiers[0].value)


def test_one_who_knew_the_record_learns_that_it_is_closed(keller: Client, world: World) -> None:
    world.closes(CAMILLE)
    assert looks_up(keller, ins_of(CAMILLE))[2].endswith("/motif/")
    answer = keller.get(f"/pro/dossiers/{world.record(CAMILLE)}/")
    assert answer.status_code == 403
    assert "Ce dossier est fermé." in answer.content.decode()


def test_a_secretary_reads_nothing_declares_nothing_and_breaks_no_glass(world: World) -> None:
    jeanne, record = client_of(JEANNE, world), f"/pro/dossiers/{world.record(CAMILLE)}/"
    answers = [
        jeanne.get(record),
        jeanne.get(f"{record}historique/"),
        jeanne.get(f"{record}documents/{NEVER_WAS}/"),
        jeanne.post(f"{record}accord/", {"repond": "oui", "consent": "oui"}),
        jeanne.post(f"{record}urgence/", {"motif": "Malaise à l’accueil, patiente inconsciente"}),
    ]
    for answer in answers:
        assert answer.status_code == 403
        assert "Cette action n’est pas possible avec votre rôle." in answer.content.decode()


def test_the_insurer_is_told_nothing_at_all(world: World) -> None:
    insured = replace(KELLER, works_in=INSURER)
    directory.add_member(insured.identifier, INSURER.identifier, role=insured.role)
    insurer = client_of(insured, world)
    answers = [looks_up(insurer, number) for number in (ins_of(CAMILLE), ZEPHYR.identifiers[0].value)]
    assert answers[0] == answers[1]
    assert answers[0][0] == 403
    assert insurer.get(f"/pro/dossiers/{world.record(CAMILLE)}/motif/").status_code == 403


def test_an_expired_yes_is_told_as_such(world: World) -> None:
    camille = world.holder(CAMILLE)
    until = world.env.clock.now() + timedelta(minutes=5)
    authorize_professional(camille.record, HADDAD.identifier, until=until, actor=camille, env=world.env)
    haddad = client_of(HADDAD, world)
    assert looks_up(haddad, ins_of(CAMILLE))[2] == f"/pro/dossiers/{camille.record}/"
    world.passes(timedelta(minutes=6))
    asked = haddad.get(looks_up(haddad, ins_of(CAMILLE))[2]).content.decode()
    assert "Votre accès a expiré. L’accord de la personne est redemandé." in asked
    assert faults_of(asked) == []


def test_a_record_that_never_was_is_asked_for_in_vain(haddad: Client) -> None:
    record = f"/pro/dossiers/{NEVER_WAS}/"
    answer = haddad.get(f"{record}motif/")
    assert answer.status_code == 404
    assert "Aucun dossier pour cet INS" in answer.content.decode()
    consented = haddad.post(f"{record}accord/", {"repond": "oui", "consent": "oui"})
    assert consented.status_code == 403
    assert "Vous n’avez pas accès à ce dossier." in consented.content.decode()


def test_consent_needs_its_box_and_somebody_who_can_answer(haddad: Client, world: World) -> None:
    record = f"/pro/dossiers/{world.record(CAMILLE)}/"
    unticked = haddad.post(f"{record}accord/", {"repond": "oui"})
    assert unticked.status_code == 422
    assert "Cochez la case si la personne est d’accord." in unticked.content.decode()
    assert faults_of(unticked.content.decode()) == []
    cannot_answer = haddad.post(f"{record}accord/", {"repond": "non", "consent": "oui"})
    assert cannot_answer["Location"] == f"{record}urgence/"
    assert haddad.get(record).status_code == 403
    done = haddad.post(f"{record}accord/", {"repond": "oui", "consent": "oui"}, follow=True)
    assert done.redirect_chain == [(record, 302)]
    assert "Accord de la personne enregistré." in done.content.decode()


def test_nobody_is_presumed_able_to_answer(haddad: Client, world: World) -> None:
    record = f"/pro/dossiers/{world.record(CAMILLE)}/"
    asked = haddad.get(f"{record}motif/").content.decode()
    assert " checked" not in asked
    for answer in ({"consent": "oui"}, {"repond": "peut-être", "consent": "oui"}):
        unsaid = haddad.post(f"{record}accord/", answer)
        assert unsaid.status_code == 422
        assert "Dites d’abord si la personne peut répondre." in unsaid.content.decode()
        assert faults_of(unsaid.content.decode()) == []
    assert haddad.get(record).status_code == 403
    assert [one for one in world.trace(CAMILLE) if one.actor.identifier == HADDAD.identifier.value][
        -1
    ].action.value == "list-documents", "nothing was declared"


def test_the_ins_is_in_no_address(keller: Client) -> None:
    assert ins_of(CAMILLE) not in looks_up(keller, ins_of(CAMILLE))[2]
    page = keller.get(f"/pro/?ins={ins_of(CAMILLE)}").content.decode()
    assert f'value="{ins_of(CAMILLE)}"' not in page, "what stands in an address is not taken up"


def test_a_form_without_its_secret_opens_nothing(world: World) -> None:
    haddad = client_of(HADDAD, world, checks_forms=True)
    record = f"/pro/dossiers/{world.record(CAMILLE)}/"
    assert haddad.post(f"{record}accord/", {"repond": "oui", "consent": "oui"}).status_code == 403
    assert haddad.post("/pro/", {"ins": ins_of(CAMILLE), "autorite": DEMO}).status_code == 403
    assert haddad.get(record).status_code == 403


def test_the_site_of_patients_is_another_session(keller: Client) -> None:
    assert keller.get("/accueil/")["Location"].startswith("/connexion/")
    assert Client(SERVER_NAME="localhost").get("/pro/messages/")["Location"].startswith("/pro/connexion/")


def test_an_authorised_pharmacist_goes_straight_to_the_record(world: World) -> None:
    hugo = client_of(HUGO, world)
    assert looks_up(hugo, ins_of(GEORGES))[2] == f"/pro/dossiers/{world.record(GEORGES)}/"
    assert looks_up(client_of(KELLER, world), ins_of(GEORGES))[2] == f"/pro/dossiers/{world.record(GEORGES)}/"
