"""Her home page: what is new, the last documents, who can see."""

from django.test import Client

from carnet.doors.kit.attachment import weigh
from carnet.doors.patient_web.shown import show_phone
from tests.journeys.sessions import client_of, session_of_holder
from tests.journeys.world import ZEPHYR, World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, GEORGES, HUGO, KELLER, NADIA


def page_of(client: Client) -> str:
    """The page."""
    answer = client.get("/accueil/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert faults_of(page) == []
    return page


def test_it_begins_with_emergencies_then_first_visits_each_with_its_date(camille: Client) -> None:
    news = [line for line in texts_of(page_of(camille), "li") if "novembre 2026 à" in line]
    assert len(news) == 4
    assert news[0].startswith("Dr Inès Haddad")
    assert news[1].startswith("Dr Inès Haddad")
    assert news[2].startswith("Hugo Lemaire")
    assert "Première venue" in news[2]


def test_looking_at_the_list_is_not_told_beside_what_was_read(camille: Client) -> None:
    assert "a consulté la liste de vos documents" not in page_of(camille)


def test_the_last_five_documents_are_there_and_their_number_is_that_of_the_list(camille: Client) -> None:
    page = page_of(camille)
    assert "Voir les 13 documents" in page
    assert page.count('class="title"') == 5


def test_her_telephone_number_is_written_as_people_read_it(camille: Client) -> None:
    assert "06 39 98 00 00" in page_of(camille)
    assert show_phone("+3363998") == "+3363998"
    assert show_phone("+4915112345678") == "+4915112345678"
    assert show_phone("") == ""


def test_nothing_new_is_said_in_words(world: World) -> None:
    nadia = client_of(NADIA, world, seen_at=world.env.clock.now())
    page = page_of(nadia)
    assert "Rien de nouveau." in page
    assert "chip-new" not in page


def test_nothing_of_it_tells_of_a_result_that_waits_for_its_announcement(world: World) -> None:
    page = page_of(client_of(GEORGES, world))
    assert "polype" not in page
    assert not [line for line in texts_of(page, "li") if "a ajouté" in line and "17 novembre 2026" in line]


def test_what_she_has_not_filled_in_is_said(world: World) -> None:
    assert "Non renseignée" in page_of(client_of(GEORGES, world))


def test_the_site_of_professionals_has_its_own_session(world: World) -> None:
    hugo = client_of(HUGO, world)
    assert hugo.get("/accueil/")["Location"].startswith("/connexion/")


def test_the_weight_of_a_file_is_told_in_the_units_of_a_telephone() -> None:
    assert [weigh(size) for size in (1, 999, 1000, 7_600, 2_440_000)] == [
        "1 octet",
        "999 octets",
        "1 Ko",
        "8 Ko",
        "2,4 Mo",
    ]


def essentials(page: str) -> str:
    """What the card of the essentials says."""
    (card,) = [text for text in texts_of(page, "section") if "L’essentiel" in text.split("Médecin traitant")[0][:14]]
    return " ".join(card.replace("\xa0", " ").split())


def test_the_essentials_name_her_doctor_and_the_last_document_of_each_kind(camille: Client) -> None:
    card = essentials(page_of(camille))
    assert "Médecin traitantDr Anne Keller" in card
    assert "Synthèse médicaleSynthèse médicale18 novembre 2026" in card
    assert "Dernière ordonnanceOrdonnance" in card
    assert "Dernier vaccin notéVaccination grippe et covid21 octobre 2026" in card
    assert "Directives anticipéesMes directives anticipées" in card


def test_a_replaced_summary_is_not_the_essential_one(camille: Client, world: World) -> None:
    link = f'href="/documents/{world.document(CAMILLE, "camille-synthese-2")}/"'
    former = f'href="/documents/{world.document(CAMILLE, "camille-synthese-1")}/"'
    page = page_of(camille)
    assert link in page
    assert former not in page


def test_the_doctor_whom_she_has_shut_out_is_no_longer_named(camille: Client) -> None:
    camille.post(f"/acces/professionnel/{KELLER.identifier.value}/bloquer/")
    assert "Médecin traitantPersonne n’est désigné" in essentials(page_of(camille))


def test_what_a_new_record_lacks_is_said_in_plain_words(world: World) -> None:
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    zephyr = Client(SERVER_NAME="localhost")
    zephyr.cookies[name] = token
    page = page_of(zephyr)
    assert essentials(page).count("Pas encore dans ce dossier") == 4
    assert "Personne n’est désigné" in essentials(page)
    assert "Personne n’est autorisé." in page
    assert "Ce qui s’est passé" in page
    assert "les 0 documents" not in page
    assert "0 accès" not in page
