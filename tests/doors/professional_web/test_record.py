"""A record on the professional site: the list and its filters, a document, its file, the history, emergencies."""

import html5lib
import pytest
from django.test import Client

from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, ZEPHYR, World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, DELORME, GEORGES, HADDAD, HUGO, LOU, NADIA

XRAY = "Radiographie du poignet gauche"


def address(world: World, below: str = "") -> str:
    """The address of Camille's record."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/{below}"


def page_of(client: Client, path: str, *, status: int = 200) -> str:
    """A page, which must be well made."""
    answer = client.get(path)
    assert answer.status_code == status
    page = answer.content.decode()
    assert faults_of(page) == []
    return page


def titles(page: str) -> list[str]:
    """The titles of the documents of a list, in its order."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    return ["".join(one.itertext()) for one in root.iter("a") if one.get("class") == "title"]


def counted(page: str) -> int:
    """How many the page says that there are."""
    return int(next(text for text in texts_of(page, "p") if "Ce dossier peut être incomplet." in text).split()[0])


def test_the_list_goes_back_in_time_month_by_month_each_month_once(keller: Client, world: World) -> None:
    page = page_of(keller, address(world))
    months = [text for text in texts_of(page, "h3") if text[-4:].isdecimal()]
    assert months == [
        *("Novembre 2026", "Octobre 2026", "Janvier 2026"),
        *("Mai 2025", "Janvier 2025", "Novembre 2023"),
    ]
    assert counted(page) == len(titles(page)) == 13


def test_the_banner_says_who_it_is_and_in_what_right(keller: Client, world: World) -> None:
    banner = " ".join(texts_of(page_of(keller, address(world)), "section")[0].split()).replace("\xa0", " ")
    assert banner.startswith("MOREL Camille née MOREL, F, 12/03/1984 (42 ans) INS qualifiée")
    assert "Vous êtes médecin traitant" in banner
    georges = " ".join(texts_of(page_of(keller, f"/pro/dossiers/{world.record(GEORGES)}/"), "section")[0].split())
    assert "né BRUNET, M, 02/05/1948" in georges


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?categorie=BIOLOGIE", 4),
        ("?mots=sang", 4),
        ("?mots=SANG", 4),
        ("?mots=goff", 3),
        ("?mots=zzz", 0),
        ("?periode=3", 9),
        ("?periode=12", 10),
        ("?periode=3&categorie=BIOLOGIE", 1),
        ("?periode=99", 13),
        ("?categorie=zzz", 0),
    ],
)
def test_filters_stand_in_the_address_and_the_count_is_that_of_what_is_shown(
    keller: Client, world: World, query: str, kept: int
) -> None:
    page = page_of(keller, address(world, query))
    assert counted(page) == len(titles(page)) == kept
    if not kept:
        assert "Aucun document ne correspond" in page
    assert ("effacer les filtres" in page) is (query != "?periode=99")


def test_a_category_is_offered_only_when_something_in_it_is_seen(world: World) -> None:
    offered = page_of(client_of(HUGO, world), address(world))
    assert "Radio, écho, scanner, IRM" not in offered
    assert "Biologie" in offered


def test_an_empty_record_is_not_said_to_be_filtered(world: World) -> None:
    record = world.opens(ZEPHYR).record
    hugo = client_of(HUGO, world)
    hugo.post(f"/pro/dossiers/{record}/accord/", {"repond": "oui", "consent": "oui"})
    page = page_of(hugo, f"/pro/dossiers/{record}/")
    assert "Le dossier est ouvert et vide pour vous." in page
    assert counted(page) == 0
    assert "effacer les filtres" not in page


def test_what_is_not_announced_yet_is_marked_for_who_may_see_it(keller: Client, world: World) -> None:
    record = f"/pro/dossiers/{world.record(GEORGES)}/"
    (line,) = [text for text in texts_of(page_of(keller, record), "li") if "polype" in text]
    assert "Pas encore annoncé au patient" in line
    document = next(found for found in titles_to_links(page_of(keller, record)) if "polype" in found[0])[1]
    assert "ne le montrez pas" in page_of(keller, document)


def test_what_a_minor_keeps_from_their_parents_takes_a_deliberate_click_is_marked_and_never_printed(
    keller: Client, world: World
) -> None:
    record = f"/pro/dossiers/{world.record(LOU)}/"
    with_a_parent = page_of(keller, record)
    assert "Visite avec un parent." in with_a_parent
    assert "Consultation de Lou" not in with_a_parent
    assert counted(with_a_parent) == len(titles(with_a_parent))
    page = page_of(keller, record + "?seul=oui")
    assert counted(page) == counted(with_a_parent) + 1
    assert '<div class="stack no-print">' in page, "neither a title nor a count is ever printed"
    assert '<div class="stack no-print">' not in with_a_parent
    assert "Masqué aux représentants légaux" in page
    document = next(found for found in titles_to_links(page) if "Consultation de Lou" in found[0])[1]
    assert "Masqué aux représentants légaux : ne le montrez pas" in page_of(keller, document).replace("\xa0", " ")


def titles_to_links(page: str) -> list[tuple[str, str]]:
    """The titles of the documents of a list, each with its address."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    return [("".join(one.itertext()), str(one.get("href"))) for one in root.iter("a") if one.get("class") == "title"]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("camille-biologie-4", "TSH (thyréostimuline)"),
        ("camille-kinesitherapie", "Bilan de rééducation du poignet gauche"),
        ("camille-directives", "Lire le texte du document"),
        ("camille-radiographie", "Masqué aux professionnels"),
    ],
)
def test_a_document_is_read_on_its_page(keller: Client, world: World, key: str, words: str) -> None:
    assert words in page_of(keller, address(world, f"documents/{world.document(CAMILLE, key)}/"))


def test_the_page_of_a_document_says_whose_it_is_and_the_window_does_not(keller: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-ordonnance")
    page = page_of(keller, address(world, f"documents/{document}/"))
    assert "MOREL Camille" in page
    assert "12/03/1984" in page.replace("\xa0", " ")
    assert "morel" not in page.partition("<title>")[2].partition("</title>")[0].casefold()


@pytest.mark.parametrize("below", ["", "historique/", "documents/{document}/"])
def test_whatever_page_shows_of_a_record_says_that_it_may_be_incomplete(
    keller: Client, world: World, below: str
) -> None:
    path = address(world, below.format(document=world.document(CAMILLE, "camille-ordonnance")))
    assert "Ce dossier peut être incomplet." in page_of(keller, path)


def test_times_are_those_of_the_clocks_of_france(keller: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-ordonnance")
    assert "12/11/2026 09:58" in page_of(keller, address(world, f"documents/{document}/")).replace("\xa0", " ")
    assert "19/11/2026 02:41" in page_of(keller, address(world, "historique/")).replace("\xa0", " ")


def test_the_file_leaves_as_a_file(keller: Client, world: World) -> None:
    answer = keller.get(address(world, f"documents/{world.document(CAMILLE, 'camille-directives')}/fichier/"))
    content = answer.getvalue()
    assert answer["Content-Disposition"] == 'attachment; filename="document.xml"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store, private"
    assert int(answer["Content-Length"]) == len(content)


def test_what_is_masked_is_not_there_of_another_record_is_not_there_and_never_was_all_alike(world: World) -> None:
    hugo = client_of(HUGO, world)
    masked, of_nadia = world.document(CAMILLE, "camille-radiographie"), next(iter(world.documents(NADIA)))
    for below in ("", "fichier/"):
        answers = [hugo.get(address(world, f"documents/{one}/{below}")) for one in (masked, of_nadia, NEVER_WAS)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({" ".join(texts_of(answer.content.decode(), "main")) for answer in answers}) == 1


def test_one_who_may_not_read_the_record_learns_nothing_of_a_document(world: World) -> None:
    delorme = client_of(DELORME, world)
    for document in (world.document(CAMILLE, "camille-ordonnance"), NEVER_WAS):
        for below in ("", "fichier/"):
            answer = delorme.get(address(world, f"documents/{document}/{below}"))
            assert answer.status_code == 403
            assert "Vous n’avez pas accès à ce dossier." in answer.content.decode()


def test_the_history_is_for_the_treating_physician(keller: Client, world: World) -> None:
    page = page_of(keller, address(world, "historique/"))
    assert "Ouverture en urgence" in page
    assert "Dr Élise Marchand" not in page, "whoever was refused"
    assert [row for row in texts_of(page, "tr") if "Hugo Lemaire" in row and "Lecture" in row]
    refused = client_of(HUGO, world).get(address(world, "historique/"))
    assert refused.status_code == 403


def test_an_emergency_needs_its_reason(haddad: Client, world: World) -> None:
    path = address(world, "urgence/")
    assert "En toutes lettres. La personne le lira." in page_of(haddad, path)
    for reason in ("", "court", " " * 40):
        answer = haddad.post(path, {"motif": reason})
        assert answer.status_code == 422
        assert "Écrivez le motif en 10 caractères au moins." in answer.content.decode()
        assert faults_of(answer.content.decode()) == []
    assert haddad.get(address(world)).status_code == 403


def test_an_emergency_opens_is_renewed_and_closed(haddad: Client, world: World) -> None:
    path = address(world, "urgence/")
    opened = haddad.post(path, {"motif": "Malaise sur la voie publique"}, follow=True).content.decode()
    assert "Accès en urgence ouvert. La personne est prévenue." in opened
    assert "le patient est informé, fin 22/11/2026 13:00" in opened.replace("\xa0", " ")
    assert 'class="identity urgent"' in opened
    assert "Renouveler l’urgence" in opened
    assert faults_of(opened) == []
    assert haddad.post(path, {"motif": "Toujours inconsciente, examens"}).status_code == 302
    closed = haddad.post(address(world, "urgence/refermer/"), follow=True).content.decode()
    assert "Accès en urgence refermé." in closed
    assert haddad.get(address(world)).status_code == 403


def test_there_is_nothing_to_close_without_an_emergency(haddad: Client, world: World) -> None:
    assert haddad.post(address(world, "urgence/refermer/")).status_code == 403
    assert haddad.get(address(world, "urgence/refermer/")).status_code == 405


def test_an_authorised_professional_reads_in_that_right_not_in_an_emergency(world: World) -> None:
    broken = break_the_glass(world.record(CAMILLE), reason="Malaise dans la pharmacie", actor=HUGO.actor, env=world.env)
    assert isinstance(broken, GlassBroken)
    assert "identity urgent" not in page_of(client_of(HUGO, world), address(world))


def test_the_forbidden_the_blocked_the_closed_and_the_absent_get_one_answer(world: World) -> None:
    camille = client_of(CAMILLE, world)
    camille.post("/acces/urgences/", {"samu": "on"})
    georges = client_of(GEORGES, world)
    georges.post(f"/acces/professionnel/{HADDAD.identifier.value}/bloquer/")
    world.closes(NADIA)
    haddad = client_of(HADDAD, world)
    records = (world.record(CAMILLE), world.record(GEORGES), world.record(NADIA), NEVER_WAS)
    answers = [
        haddad.post(f"/pro/dossiers/{one}/urgence/", {"motif": "Arrêt cardiaque au domicile"}) for one in records
    ]
    assert {answer.status_code for answer in answers} == {403}
    bodies = {" ".join(texts_of(answer.content.decode(), "html")) for answer in answers}
    assert len(bodies) == 1
    assert "Aucun accès en urgence à ce dossier. Continuez sans lui." in bodies.pop()


def test_a_notice_is_marked_by_whom_it_is_for_and_by_nobody_else(keller: Client, world: World) -> None:
    page = page_of(keller, "/pro/messages/")
    mark = next(line for line in page.split('"') if line.startswith("/pro/messages/") and line.endswith("/lu/"))
    hugo = client_of(HUGO, world)
    assert "Aucun message" in page_of(hugo, "/pro/messages/")
    hugo.post(mark)
    assert "Messages (1)" in page_of(keller, "/pro/messages/").replace("\xa0", " ")
    assert keller.post(mark)["Location"] == "/pro/messages/"
    assert "Messages (1)" not in page_of(keller, "/pro/messages/").replace("\xa0", " ")
    assert keller.get(mark).status_code == 405


def test_a_child_is_shown_by_their_own_name(keller: Client, world: World) -> None:
    page = page_of(keller, f"/pro/dossiers/{world.record(ALIX)}/")
    assert "MOREL Alix" in page
    assert "9 ans" in page.replace("\xa0", " ")


def test_the_title_of_the_window_names_nobody(keller: Client, world: World) -> None:
    page = page_of(keller, address(world))
    assert texts_of(page, "h1") == ["Dossier ouvert"]
    (title,) = texts_of(page, "title")
    assert title.startswith("Dossier ouvert – Carnet"), "a browser keeps the titles of what it showed"
    assert "MOREL" not in title.upper()
