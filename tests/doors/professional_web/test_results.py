"""A laboratory report as figures, for a professional: the table, what was measured before, and whose it is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import html5lib
from django.test import Client

from carnet.core.access.actions import Action
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.demo.caregivers import LABORATORY_SOFTWARE
from carnet.demo.documents.for_camille import blood_test
from carnet.demo.documents.paper import write_paper
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from tests.installation import submission_of
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import CAMILLE, CLAIRE, GEORGES, LOU, Member


def address(world: World, document: DocumentId, about: Member = CAMILLE) -> str:
    return f"/pro/dossiers/{world.record(about)}/documents/{document}/resultats/"


def receives(world: World, about: Member, number: int, *, hidden: Iterable[Confidentiality] = ()) -> DocumentId:
    """The laboratory sends one more blood test about somebody, of the figures of that number."""
    paper = blood_test(number, world.env.clock.now() - timedelta(hours=number))
    written = write_paper(replace(paper, about=about, key=f"{about.short}-{number}", hidden=frozenset(hidden)))
    answer = deposit_documents(submission_of(about.identity, written), actor=LABORATORY_SOFTWARE, env=world.env)
    assert isinstance(answer, Deposited), answer
    return answer.documents[0]


def figures(keller: Client, world: World, key: str = "camille-biologie-4") -> str:
    answer = keller.get(address(world, world.document(CAMILLE, key)))
    assert answer.status_code == 200
    page = answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert faults_of(page) == []
    return page


def rows(page: str) -> list[list[str]]:
    """The cells of the first table, row by row."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    table = next(root.iter("table"))
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in list(table.iter("tr"))[1:]]


def test_one_dense_table_gives_each_figure_its_usual_values_and_the_one_before(keller: Client, world: World) -> None:
    tsh, t4, ferritin = rows(figures(keller, world))
    assert tsh[:3] == ["TSH", "5,8 mUI/L ↑ Au-dessus", "0,4 à 4,0"]
    assert tsh[3].startswith("4,2 mUI/L (")
    assert t4[1] == "12 pmol/L"
    assert ferritin[1] == "14 µg/L ↓ Au-dessous"


def test_the_page_says_whose_results_they_are_and_the_window_does_not(keller: Client, world: World) -> None:
    page = figures(keller, world)
    assert "MOREL Camille" in page
    assert "12/03/1984" in page
    assert "morel" not in page.partition("<title>")[2].partition("</title>")[0].casefold()


def test_nothing_is_explained_to_somebody_whose_trade_it_is(keller: Client, world: World) -> None:
    page = figures(keller, world)
    assert "TSH" in page
    assert "La TSH est l’hormone" not in page
    assert "Parlez-en avec votre médecin" not in page


def test_the_page_of_the_report_leads_there(keller: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-biologie-4")
    page = keller.get(f"/pro/dossiers/{world.record(CAMILLE)}/documents/{document}/").content.decode()
    assert f'href="{address(world, document)}"' in page


def test_each_report_that_a_curve_opens_is_written_down_under_the_doctor_s_name(keller: Client, world: World) -> None:
    before = len(world.trace(CAMILLE))
    figures(keller, world)
    lines = [line for line in world.trace(CAMILLE)[before:] if line.action is Action.READ_DOCUMENT]
    assert {one for line in lines for one in line.documents} == {
        world.document(CAMILLE, f"camille-biologie-{number}") for number in (1, 2, 3, 4)
    }


def test_what_is_not_announced_yet_is_on_no_curve_that_the_person_may_look_at(keller: Client, world: World) -> None:
    announced = rows(figures(keller, world))
    secret = receives(world, CAMILLE, 3, hidden={Confidentiality.HIDDEN_FROM_PATIENT})
    assert keller.get(address(world, secret)).status_code == 200
    assert rows(figures(keller, world)) == announced


def test_beside_a_minor_s_ordinary_report_nothing_is_drawn_that_their_parents_may_not_see(
    keller: Client, world: World
) -> None:
    ordinary = receives(world, LOU, 2)
    kept = receives(world, LOU, 4, hidden={Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
    with_a_parent = keller.get(address(world, ordinary, LOU)).content.decode()
    alone = keller.get(address(world, kept, LOU)).content.decode()
    assert 'class="curve"' not in with_a_parent
    assert 'class="curve"' in alone
    assert "no-print" in alone.partition("<main")[2]


def test_a_profession_that_may_not_read_results_finds_none(world: World) -> None:
    claire = client_of(CLAIRE, world)
    assert claire.get(address(world, world.document(CAMILLE, "camille-biologie-4"))).status_code == 404


def test_a_grave_result_goes_to_its_own_page(keller: Client, world: World) -> None:
    record = world.record(GEORGES)
    page = keller.get(f"/pro/dossiers/{record}/").content.decode()
    root = html5lib.parse(page, namespaceHTMLElements=False)
    (link,) = [one.get("href") for one in root.iter("a") if "polype" in "".join(one.itertext())]
    answer = keller.get(f"{link}resultats/")
    assert (answer.status_code, answer["Location"]) == (302, link)
