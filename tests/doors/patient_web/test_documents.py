"""Her documents: the list, one of them, its file, and who may see it."""

import html5lib
import pytest
from django.test import Client

from carnet.core.identifiers import DocumentId
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.installation import note, submission_of
from tests.journeys.sessions import client_of, session_of_holder
from tests.journeys.world import NEVER_WAS, ZEPHYR, World
from tests.markup import faults_of, links_of, texts_of
from tests.people import CAMILLE, GEORGES, KELLER


def titles(html: bytes) -> list[str]:
    """The titles of the documents of a page, in its order."""
    root = html5lib.parse(html.decode(), namespaceHTMLElements=False)
    return ["".join(one.itertext()) for one in root.iter("a") if one.get("class") == "title"]


def address(world: World, key: str, below: str = "") -> str:
    """The address of one of Camille's documents."""
    return f"/documents/{world.document(CAMILLE, key)}/{below}"


def grave_result(world: World) -> DocumentId:
    """Dr Keller deposits a pathology report for Camille."""
    report = note(CAMILLE.identity, by=KELLER.actor, number=72, type_code="11526-1", text="Aucune lésion.")
    answer = deposit_documents(submission_of(CAMILLE.identity, report), actor=KELLER.actor, env=world.env)
    assert isinstance(answer, Deposited)
    return answer.documents[0]


def test_the_list_goes_from_the_latest_act_to_the_oldest(camille: Client) -> None:
    shown = titles(camille.get("/documents/").content)
    assert len(shown) == 13
    assert shown[0] == "Résultats de prise de sang"
    after = shown.index("Radiographie du poignet gauche")
    assert shown.index("Remboursements du mois") > shown.index("Vaccination grippe et covid") > after


def test_a_category_stands_in_the_address_and_keeps_its_documents_alone(camille: Client) -> None:
    page = camille.get("/documents/").content.decode()
    filters = [link for link in links_of(page) if link.startswith("?categorie=") and "masques" not in link]
    kept = {link: titles(camille.get(f"/documents/{link}").content) for link in filters}
    assert kept["?categorie=BIOLOGIE"] == ["Résultats de prise de sang"] * 4
    assert all(kept.values()), "a category without a document is not offered"
    assert sum(map(len, kept.values())) == len(titles(page.encode()))


def test_a_category_that_nobody_knows_is_none(camille: Client) -> None:
    assert len(titles(camille.get("/documents/", {"categorie": "<b>"}).content)) == 13


def test_a_category_that_holds_nothing_says_so_and_leads_back(camille: Client) -> None:
    page = camille.get("/documents/?categorie=AUTR_DOC").content.decode()
    assert titles(page.encode()) == []
    assert "Aucun document dans cette catégorie" in page
    assert faults_of(page) == []


def test_a_document_of_somebody_else_and_one_that_never_was_answer_alike(camille: Client, world: World) -> None:
    of_georges = next(iter(world.documents(GEORGES)))
    for below in ("", "fichier/", "masquer/"):
        answers = [camille.get(f"/documents/{document}/{below}") for document in (of_georges, NEVER_WAS)]
        assert [answer.status_code for answer in answers] == [404, 404], below
        assert texts_of(answers[0].content.decode(), "main") == texts_of(answers[1].content.decode(), "main")
        assert "Cette page n’existe pas" in answers[0].content.decode()
    for below in ("masquer/", "rendre-visible/"):
        assert camille.post(f"/documents/{of_georges}/{below}").status_code == 404
        assert camille.post(f"/documents/{NEVER_WAS}/{below}").status_code == 404


def test_what_waits_for_its_announcement_does_not_exist_for_the_person(world: World) -> None:
    georges = client_of(GEORGES, world)
    listed = titles(georges.get("/documents/").content)
    assert "Examen d’un polype du côlon" not in listed
    assert not [line for line in georges.get("/historique/").content.decode().splitlines() if "polype" in line]


def test_a_grave_result_asks_before_it_is_read_and_shows_nothing_of_itself(camille: Client, world: World) -> None:
    document = grave_result(world)
    asked = camille.get(f"/documents/{document}/").content.decode()
    assert faults_of(asked) == []
    assert "Le lire maintenant" in asked
    assert "Attendre d’en parler" in asked
    assert "<img" not in asked
    assert "fichier/" not in asked
    assert "Aucune lésion." not in asked
    read = camille.get(f"/documents/{document}/", {"lire": "oui"}).content.decode()
    assert "Aucune lésion." in read
    assert "Télécharger" in read


def test_the_file_leaves_as_a_file_that_no_browser_opens_in_our_name(camille: Client, world: World) -> None:
    answer = camille.get(address(world, "camille-directives", "fichier/"))
    content = answer.getvalue()
    assert answer["Content-Disposition"] == 'attachment; filename="document.xml"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"
    assert int(answer["Content-Length"]) == len(content)
    assert b"ClinicalDocument" in content


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("camille-biologie-4", "TSH (thyréostimuline)"),
        ("camille-kinesitherapie", "Bilan de rééducation du poignet gauche"),
        ("camille-directives", "Lire le texte du document"),
    ],
)
def test_a_document_is_read_on_its_page_whatever_it_is(camille: Client, world: World, key: str, words: str) -> None:
    page = camille.get(address(world, key)).content.decode()
    assert words in page
    assert faults_of(page) == []


def test_the_pages_of_a_pdf_may_be_shown_and_nothing_else_is_let_in(camille: Client, world: World) -> None:
    policy = str(camille.get(address(world, "camille-directives"))["Content-Security-Policy"]).split("; ")
    assert "img-src 'self' data:" in policy
    elsewhere = str(camille.get("/documents/")["Content-Security-Policy"]).split("; ")
    assert "img-src 'self'" in elsewhere
    assert set(policy) - {"img-src 'self' data:"} == set(elsewhere) - {"img-src 'self'"}


def test_who_opened_a_document_is_told_below_it(camille: Client, world: World) -> None:
    told = texts_of(camille.get(address(world, "camille-radiographie")).content.decode(), "li")
    assert "Dr Anne KellerMédecin, Cabinet du Port, Rezé – jeudi 12 novembre 2026 à 9 h 32" in told
    assert [line for line in told if line.startswith("Tom NguyenMasseur-Kinésithérapeute")]
    never = camille.get(address(world, "camille-urgences")).content.decode()
    assert "Aucun professionnel ne l’a ouvert." in never


def test_masking_asks_first_then_says_what_was_done_and_how_to_take_it_back(camille: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-ordonnance")
    asked = camille.get(f"/documents/{document}/masquer/")
    assert "Ce qui va changer" in asked.content.decode()
    assert faults_of(asked.content.decode()) == []
    done = camille.post(f"/documents/{document}/masquer/", follow=True)
    page = done.content.decode()
    assert "Document masqué. Les professionnels ne le voient plus." in page
    assert f'action="/documents/{document}/rendre-visible/"' in page
    again = camille.get(f"/documents/{document}/").content.decode()
    assert "Document masqué." not in again, "it is said once"
    back = camille.post(f"/documents/{document}/rendre-visible/", follow=True).content.decode()
    assert "Document visible de nouveau" in back


def test_a_form_without_its_secret_changes_nothing(world: World) -> None:
    camille = client_of(CAMILLE, world, checks_forms=True)
    document = world.document(CAMILLE, "camille-ordonnance")
    answer = camille.post(f"/documents/{document}/masquer/")
    assert answer.status_code == 403
    assert faults_of(answer.content.decode()) == []
    assert "Masqué aux professionnels" not in camille.get(f"/documents/{document}/").content.decode()


@pytest.mark.parametrize("path", ["/documents/{}/rendre-visible/", "/acces/allergies/{}/retirer/"])
def test_an_address_that_changes_something_is_never_followed_as_a_link(
    camille: Client, world: World, path: str
) -> None:
    assert camille.get(path.format(world.document(CAMILLE, "camille-ordonnance"))).status_code == 405


def test_an_empty_record_says_that_this_is_usual(world: World) -> None:
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    zephyr = Client(SERVER_NAME="localhost")
    zephyr.cookies[name] = token
    for path in ("/documents/", "/accueil/"):
        page = zephyr.get(path).content.decode()
        assert "C’est normal au début." in page
        assert faults_of(page) == []
    assert "C’est votre première visite." in page
