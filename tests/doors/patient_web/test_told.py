"""What the documents of a record tell together: timeline, vaccines, prescriptions, reimbursements."""

import pytest
from django.test import Client

from carnet.core.access.actions import Action
from tests.journeys.sessions import client_of, session_of_holder
from tests.journeys.world import ZEPHYR, World
from tests.markup import faults_of
from tests.people import CAMILLE, GEORGES


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert faults_of(page) == []
    return page


def test_the_timeline_gathers_documents_by_month_the_latest_first(camille: Client) -> None:
    page = shown(camille, "/frise/")
    assert page.index("Novembre 2026") < page.index("Octobre 2026") < page.index("Janvier 2025")
    assert page.count('class="title"') == 13


def test_a_year_and_a_category_keep_each_other_in_the_address(camille: Client) -> None:
    page = shown(camille, "/frise/?annee=2025&categorie=BIOLOGIE")
    assert page.count('class="title"') == 1
    assert 'href="?annee=2026&amp;categorie=BIOLOGIE"' in page
    assert 'href="?annee=2025"' in page


def test_a_year_that_the_record_does_not_know_is_no_filter(camille: Client) -> None:
    assert shown(camille, "/frise/?annee=1789").count('class="title"') == 13


def test_what_waits_for_its_announcement_is_not_on_the_timeline(world: World) -> None:
    page = shown(client_of(GEORGES, world), "/frise/")
    assert 'href="/documents/' in page
    assert "polype" not in page


def test_each_vaccine_has_its_day_its_lot_and_the_document_that_says_it(camille: Client, world: World) -> None:
    page = shown(camille, "/vaccins/")
    assert "Vaccin grippal" in page
    assert "DEMO-7702" in page
    assert page.count(f'href="/documents/{world.document(CAMILLE, "camille-vaccination")}/"') == 2


def test_each_prescription_has_its_lines_as_they_were_written(camille: Client) -> None:
    page = shown(camille, "/ordonnances/")
    assert "Lévothyroxine sodique 75 µg, comprimé – 1 comprimé le matin à jeun" in page


def test_what_was_paid_back_is_told_by_month_without_an_amount(camille: Client, world: World) -> None:
    page = shown(camille, "/remboursements/")
    assert page.index("Novembre 2026") < page.index("Attelle de poignet") < page.index("Octobre 2026")
    assert "Centre d’imagerie Sud-Loire" in page
    assert "€" not in page
    assert page.count(f'href="/documents/{world.document(CAMILLE, "camille-remboursements")}/"') == 5


def test_a_kind_of_care_and_a_year_keep_each_other_in_the_address(camille: Client) -> None:
    page = shown(camille, "/remboursements/?soin=vaccins&annee=2026")
    assert page.count('class="title"') == 2
    assert 'href="?annee=2026"' in page
    assert 'href="?soin=vaccins"' in page


def test_a_kind_of_care_that_nobody_paid_back_is_no_filter(camille: Client) -> None:
    assert shown(camille, "/remboursements/?soin=hopital&annee=1789").count('class="title"') == 5


@pytest.mark.parametrize(
    ("path", "key"),
    [("/vaccins/", "vaccination"), ("/ordonnances/", "ordonnance"), ("/remboursements/", "remboursements")],
)
def test_what_is_told_was_opened_and_has_its_line(camille: Client, world: World, path: str, key: str) -> None:
    before = len(world.trace(CAMILLE))
    shown(camille, path)
    read = [line for line in world.trace(CAMILLE)[before:] if line.action is Action.READ_DOCUMENT]
    assert [line.documents for line in read] == [(world.document(CAMILLE, f"camille-{key}"),)]


@pytest.mark.parametrize("path", ["/frise/", "/vaccins/", "/ordonnances/", "/remboursements/"])
def test_a_new_record_says_that_it_holds_none_yet(world: World, path: str) -> None:
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    empty = Client(SERVER_NAME="localhost")
    empty.cookies[name] = token
    assert 'class="empty"' in shown(empty, path)


@pytest.mark.parametrize(
    ("key", "together"),
    [
        ("camille-vaccination", "/vaccins/"),
        ("camille-ordonnance", "/ordonnances/"),
        ("camille-remboursements", "/remboursements/"),
    ],
)
def test_a_document_leads_to_the_page_that_tells_those_of_its_kind(
    camille: Client, world: World, key: str, together: str
) -> None:
    assert f'href="{together}"' in shown(camille, f"/documents/{world.document(CAMILLE, key)}/")


def test_the_list_of_documents_leads_to_each_of_these_pages(camille: Client) -> None:
    page = shown(camille, "/documents/")
    for path in ("/frise/", "/vaccins/", "/ordonnances/", "/remboursements/"):
        assert f'href="{path}"' in page, path
