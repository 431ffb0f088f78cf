"""Opening a record with somebody there: the card, the information, the consent, what is handed over."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from carnet.config import wiring
from carnet.core.audit.events import Door
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, PatientIdentifierSystem
from carnet.demo.cards import number_of
from carnet.demo.clerks import SONIA
from carnet.demo.newcomers import ELIO, JUMEAU, JUMELLE, MARTHE
from carnet.doors.kit.session import cookie_name
from carnet.ports.identity_provider import PlaceOfPractice, ProfessionalIdentity
from carnet.usecases.account.sign_in_professional import SignedIn, sign_in_professional
from carnet.usecases.record.find_record import find_record
from tests.adapters.registers import SilentRegister
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, HUGO, KELLER, MARCHAND, NADIA, SACHA, Member

PAGE = "/pro/ouvrir/"
MARTHE_SHOWS = {"piece": "oui"}
"""The register knows Marthe by her card; her identity document was seen."""
SACHA_TYPED = {
    "nom": "Morel",
    "prenoms": "Sacha",
    "sexe": "M",
    "naissance_day": "7",
    "naissance_month": "9",
    "naissance_year": "1982",
    "lieu": "44109",
}
"""Sacha has a card, and the register of the insured does not know him: all is typed."""
YES = {"accord": "oral", "samu": "oui", "danger": "oui", "compte": "non", "present": "oui"}

SACHAS = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, number_of(SACHA))


@pytest.fixture
def hugo(world: World) -> Client:
    """The pharmacist, signed in."""
    return client_of(HUGO, world)


def words(answer: HttpResponseBase) -> str:
    """What a page says; it is well made."""
    page = answer.getvalue().decode()
    assert faults_of(page) == []
    return " ".join(" ".join(texts_of(page, "main")).split())


def statement(client: Client, whose: str, *, about: str = "adulte") -> str:
    """A card is put into the reader: what the page then carries along."""
    answer = client.post(PAGE, {"carte": whose, "pour": about})
    assert answer.status_code == 200, words(answer)
    found = answer.content.decode().partition('name="lecture" value="')[2].partition('"')[0]
    assert found
    return found


def paper_of(client: Client) -> str:
    """The words of the paper that is handed over."""
    answer = client.get(f"{PAGE}remis/papier.pdf")
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_while_the_register_is_silent_nothing_is_opened_and_the_page_says_so(
    hugo: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"lecture": statement(hugo, "marthe"), "pour": "adulte", **MARTHE_SHOWS, **YES}
    silent = replace(world.env, insured_register=SilentRegister())
    monkeypatch.setattr(wiring, "_shared", lambda: silent)
    wiring._environment.cache_clear()
    for answer in (hugo.post(PAGE, {"carte": "marthe", "pour": "adulte"}), hugo.post(f"{PAGE}dossier/", sent)):
        assert answer.status_code == 503
        assert "Le fichier des assurés ne répond pas" in words(answer)
    assert not is_open(world, MARTHE)


def is_open(world: World, someone: Member) -> bool:
    return find_record(someone.identity.identifiers[0], env=world.env) != NOBODYS_RECORD


def test_somebody_without_telephone_or_mail_gets_a_record_and_a_paper_that_says_what_comes_next(
    hugo: Client, world: World
) -> None:
    sent = {"lecture": statement(hugo, "marthe"), "pour": "adulte", **MARTHE_SHOWS, **YES}
    done = hugo.post(f"{PAGE}dossier/", sent, follow=True)
    assert "Dossier ouvert, sans compte" in words(done)
    assert is_open(world, MARTHE)
    paper = paper_of(hugo)
    assert "Marthe Le Bihan" in paper
    assert "Revenez dans une pharmacie" in paper
    assert "Personne ne peut exiger ce document" in paper
    assert "Samu" in paper
    hugo.post(f"{PAGE}remis/")
    assert hugo.get(f"{PAGE}remis/")["Location"] == PAGE, "handed over, it is shown to nobody any more"


def test_who_has_a_telephone_leaves_with_an_identifier_and_a_first_password(hugo: Client) -> None:
    sent = {"lecture": statement(hugo, "marthe"), **MARTHE_SHOWS, **YES, "compte": "sms", "telephone": "06 39 98 00 77"}
    done = hugo.post(f"{PAGE}dossier/", sent, follow=True)
    assert "Premier mot de passe" in words(done)
    assert "Tapez le code reçu par SMS." in paper_of(hugo)


def test_an_account_is_handed_over_later_to_somebody_who_comes_back_with_the_card(hugo: Client) -> None:
    hugo.post(f"{PAGE}dossier/", {"lecture": statement(hugo, "marthe"), **MARTHE_SHOWS, **YES})
    later = {"carte": "marthe", "compte": "sms", "telephone": "06 39 98 00 77", "present": "oui"}
    assert "Premier mot de passe" in words(hugo.post(f"{PAGE}compte/", later, follow=True))
    again = hugo.post(f"{PAGE}compte/", later)
    assert again.status_code == 403
    assert "a déjà un compte" in words(again)
    nobody = hugo.post(f"{PAGE}compte/", {**later, "carte": "ange"})
    assert "n’a pas de dossier ici" in words(nobody)


def test_without_a_card_or_with_a_forged_one_there_is_no_opening(hugo: Client, world: World) -> None:
    for forged in ("", "bonjour", "a.b.c"):
        answer = hugo.post(PAGE, {"lecture": forged, "pour": "adulte"})
        assert answer.status_code == 422
        answer = hugo.post(f"{PAGE}dossier/", {"lecture": forged, **MARTHE_SHOWS, **YES})
        assert answer.status_code == 422
    assert not is_open(world, MARTHE)


def test_a_card_read_for_somebody_else_behind_the_counter_opens_nothing(hugo: Client, world: World) -> None:
    of_keller = statement(client_of(KELLER, world), "marthe")
    answer = hugo.post(f"{PAGE}dossier/", {"lecture": of_keller, **MARTHE_SHOWS, **YES})
    assert answer.status_code == 422
    assert "pour une autre ouverture" in words(answer)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("present", "Sans l’accord de la personne présente, aucun dossier ne s’ouvre."),
        ("accord", "Dites comment la personne a été informée et a dit oui."),
        ("nom", "Saisissez le nom de naissance"),
        ("naissance_day", "Saisissez une date de naissance"),
        ("lieu", "Saisissez le code INSEE"),
    ],
)
def test_what_is_missing_is_said_under_its_field_and_nothing_is_opened(
    missing: str, said: str, hugo: Client, world: World
) -> None:
    sent = {"lecture": statement(hugo, "sacha"), **SACHA_TYPED, **YES}
    del sent[missing]
    answer = hugo.post(f"{PAGE}dossier/", sent)
    assert answer.status_code == 422
    assert said in words(answer)
    assert find_record(SACHAS, env=world.env) == NOBODYS_RECORD


def test_somebody_whom_the_register_does_not_know_is_opened_from_what_was_typed(hugo: Client, world: World) -> None:
    sent = {"lecture": statement(hugo, "sacha"), **SACHA_TYPED, **YES}
    assert hugo.post(f"{PAGE}dossier/", sent).status_code == 302
    assert find_record(SACHAS, env=world.env) != NOBODYS_RECORD


def test_a_number_that_is_somebody_elses_is_noticed(hugo: Client, world: World) -> None:
    """A right key is not enough: the register knows whose number it is."""
    sent = {"lecture": statement(hugo, NADIA.short, about="enfant"), "pour": "enfant", **ELIO_TYPED, **YES}
    sent["numero"] = MARTHE.identity.identifiers[0].value
    assert "Ce numéro est celui d’une autre personne." in words(hugo.post(f"{PAGE}dossier/", sent))
    assert not is_open(world, MARTHE)


def test_a_second_opening_at_another_counter_is_refused(hugo: Client, world: World) -> None:
    keller = client_of(KELLER, world)
    first, second = statement(hugo, "marthe"), statement(keller, "marthe")
    hugo.post(f"{PAGE}dossier/", {"lecture": first, **MARTHE_SHOWS, **YES})
    refused = keller.post(f"{PAGE}dossier/", {"lecture": second, **MARTHE_SHOWS, **YES})
    assert refused.status_code == 403
    assert "Cette identité a déjà un dossier." in words(refused)


def test_twins_have_two_records(hugo: Client, world: World) -> None:
    for twin in (JUMELLE, JUMEAU):
        sent = {"lecture": statement(hugo, twin.short), **YES}
        assert hugo.post(f"{PAGE}dossier/", sent).status_code == 302
    assert is_open(world, JUMELLE)
    assert is_open(world, JUMEAU)


ELIO_TYPED = {
    "numero": ELIO.identity.identifiers[0].value,
    "nom": "Lamrani",
    "prenoms": "Elio",
    "sexe": "M",
    "naissance_day": "12",
    "naissance_month": "10",
    "naissance_year": "2026",
    "lieu": "44109",
    "pouvoir": "parent",
    "mineur": "petit",
    "adulte": "Nadia Lamrani",
}


def test_a_newborns_is_opened_with_the_parents_card_and_the_parent_is_written_down(hugo: Client, world: World) -> None:
    sent = {"lecture": statement(hugo, NADIA.short, about="enfant"), "pour": "enfant", **ELIO_TYPED, **YES}
    done = hugo.post(f"{PAGE}dossier/", sent, follow=True)
    assert "Dossier ouvert" in words(done)
    assert is_open(world, ELIO)


def test_a_childs_is_not_opened_before_it_is_said_how_the_child_took_part(hugo: Client, world: World) -> None:
    sent = {"lecture": statement(hugo, NADIA.short, about="enfant"), "pour": "enfant", **ELIO_TYPED, **YES}
    del sent["mineur"]
    assert "Dites comment l’enfant a été associé à la décision." in words(hugo.post(f"{PAGE}dossier/", sent))
    sent["mineur"] = "petit"
    sent["numero"] = sent["numero"][:-2] + "99"
    assert "La clé ne correspond pas." in words(hugo.post(f"{PAGE}dossier/", sent))
    assert not is_open(world, ELIO)


def test_a_childs_name_cannot_be_passed_off_as_an_adults(hugo: Client, world: World) -> None:
    """The form for an adult takes the number of the card itself, whatever number is sent beside it."""
    sent = {"lecture": statement(hugo, NADIA.short), **ELIO_TYPED, **YES}
    assert hugo.post(f"{PAGE}dossier/", sent).status_code in (302, 403, 422)
    assert not is_open(world, ELIO)


def test_whoever_has_a_record_already_learns_it_only_with_their_card(hugo: Client) -> None:
    sent = {"lecture": statement(hugo, CAMILLE.short), **MARTHE_SHOWS, **YES}
    assert "Cette identité a déjà un dossier." in words(hugo.post(f"{PAGE}dossier/", sent))


def test_a_number_under_another_authority_is_another_identity(world: World) -> None:
    under_nir = PatientIdentifier(PatientIdentifierSystem.INS_NIR, MARTHE.identity.identifiers[0].value)
    assert find_record(under_nir, env=world.env) == NOBODYS_RECORD


@pytest.fixture
def sonia(world: World) -> Client:
    """The clerk of the insurer's counter, who came in by the same provider as professionals."""
    env = replace(world.env, door=Door.PROFESSIONAL_SITE)
    place = PlaceOfPractice(SONIA.works_in.identifier, SONIA.works_in.name, "")
    identity = ProfessionalIdentity(SONIA.identifier, SONIA.name.shown(), (place,), "eidas2", "")
    answer = sign_in_professional(identity, None, env=env)
    assert isinstance(answer, SignedIn)
    client = Client(SERVER_NAME="localhost")
    client.cookies[cookie_name(Door.PROFESSIONAL_SITE)] = answer.token
    return client


def test_a_clerk_opens_records_and_has_no_other_page(sonia: Client, world: World) -> None:
    record = world.record(CAMILLE)
    for path in ("/pro/", "/pro/messages/", f"/pro/dossiers/{record}/", f"/pro/dossiers/{record}/historique/"):
        answer = sonia.get(path)
        assert (answer.status_code, answer["Location"]) == (302, PAGE), path
    assert sonia.post("/pro/", {"ins": "284034410902579"})["Location"] == PAGE
    page = words(sonia.get(PAGE))
    assert "Lire la carte" in page
    assert "Un enfant" not in page, "a child's is opened with a professional"
    sent = {"lecture": statement(sonia, "marthe"), **MARTHE_SHOWS, **YES}
    assert "À remettre à la personne" in words(sonia.post(f"{PAGE}dossier/", sent, follow=True))
    assert is_open(world, MARTHE)


def test_a_clerk_who_sends_a_childs_form_all_the_same_is_refused(sonia: Client, world: World) -> None:
    answer = sonia.post(PAGE, {"carte": NADIA.short, "pour": "enfant"})
    lecture = answer.content.decode().partition('name="lecture" value="')[2].partition('"')[0]
    refused = sonia.post(f"{PAGE}dossier/", {"lecture": lecture, "pour": "enfant", **ELIO_TYPED, **YES})
    assert refused.status_code == 403
    assert "Cette action n’est pas possible avec votre rôle." in words(refused)
    assert not is_open(world, ELIO)


def test_an_occupational_physician_opens_nothing(world: World) -> None:
    """The occupational physician reads the card and is refused, with the rule that says why."""
    marchand = client_of(MARCHAND, world)
    refused = marchand.post(f"{PAGE}dossier/", {"lecture": statement(marchand, "marthe"), **MARTHE_SHOWS, **YES})
    assert refused.status_code == 403
    assert not is_open(world, MARTHE)
