"""She looks for somebody in her history, follows a line to their page, and takes the lines away."""

import csv
import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client

from carnet.core.access.actions import Action
from carnet.core.documents.selection import Criteria
from carnet.usecases.reading.list_documents import list_documents
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, CHU, HADDAD, HUGO, KELLER

HER = f"/historique/?qui=professional-{HADDAD.identifier.value}"


def told(client: Client, address: str) -> list[str]:
    """The names of those who acted, line by line."""
    page = client.get(address).content.decode()
    assert faults_of(page) == []
    return texts_of(page, "h3")


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    """The rows of the table that is taken away."""
    answer = client.get(f"/historique/telecharger/csv/{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="historique.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_lines_of_one_person_are_hers_alone(camille: Client) -> None:
    names = told(camille, HER)
    assert names
    assert all(name.startswith("Dr Inès Haddad") for name in names)
    assert "lignes trouvées" in camille.get(HER).content.decode()


def test_the_lines_of_an_establishment_are_of_who_acted_there(camille: Client) -> None:
    names = " ".join(told(camille, f"/historique/?ou={CHU.identifier.value}"))
    assert "Dr Inès Haddad" in names
    assert "Hugo Lemaire" not in names


def test_consultations_are_not_deposits(camille: Client) -> None:
    sentences = " ".join(texts_of(camille.get("/historique/?acte=consultations").content.decode(), "p"))
    assert "a consulté" in sentences
    assert "a ajouté" not in sentences


def test_days_are_whole_days_in_france_and_the_last_is_among_them(camille: Client) -> None:
    page = camille.get("/historique/?du=2026-11-05&au=2026-11-05").content.decode()
    assert texts_of(page, "h2")[0] == "jeudi 5 novembre 2026"
    assert "Tom Nguyen" in page


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("du=hier", "Choisissez un jour du calendrier."),
        ("du=2026-11-05&au=2026-11-04", "Ce jour vient avant le premier."),
    ],
)
def test_days_that_cannot_be_are_said_beside_their_field(camille: Client, days: str, said: str) -> None:
    page = camille.get(f"/historique/?{days}").content.decode()
    assert faults_of(page) == []
    assert page.count(said) == 2  # beside the field, and in the summary at the top, which leads to it
    assert f'<a href="#{days.rpartition("&")[2][:2]}">{said}</a>' in page


def test_a_file_cut_by_a_day_that_cannot_be_is_asked_again_on_the_page(camille: Client) -> None:
    answer = camille.get("/historique/telecharger/csv/?filtre=moi&du=hier")
    assert (answer.status_code, answer["Location"]) == (302, "/historique/?filtre=moi&du=hier")


def test_a_quick_filter_keeps_what_was_looked_for(camille: Client) -> None:
    page = camille.get(f"{HER}&filtre=urgence").content.decode()
    assert f"filtre=professionnels&amp;qui=professional-{HADDAD.identifier.value}" in page
    names = [name for name in texts_of(page, "h3") if name.startswith("Dr")]
    assert names
    assert all("Accès en urgence" in name for name in names)
    assert told(camille, f"{HER}&filtre=refus") == []


def test_the_address_names_nobody(camille: Client) -> None:
    page = camille.get(f"{HER}&ou={CHU.identifier.value}&acte=consultations").content.decode()
    addresses = " ".join(re.findall(r'href="([^"]*(?:historique|filtre|qui=)[^"]*)"', page))
    assert HADDAD.identifier.value in addresses
    assert "Haddad" not in addresses
    assert "CHU" not in addresses


def test_somebody_who_did_nothing_has_no_line_and_is_said_in_words(camille: Client) -> None:
    page = camille.get("/historique/?qui=professional-404").content.decode()
    assert "Aucune ligne de cette sorte" in page
    assert "Cette personne" in page


def test_a_line_leads_to_the_establishment_where_it_was_done(camille: Client) -> None:
    page = camille.get(HER).content.decode()
    assert f"/acces/etablissement/{CHU.identifier.value}/" in page
    assert camille.get(f"/acces/etablissement/{CHU.identifier.value}/").status_code == 200


def test_the_table_holds_every_line_each_with_what_it_says(camille: Client, world: World) -> None:
    rows = table(camille)
    assert len(rows) == len(world.trace(CAMILLE))
    assert rows[0]["Ce qui a été fait"] == "Vous avez consulté cet historique (téléchargé en tableau)"
    emergencies = [row for row in rows if row["En urgence"] == "oui"]
    assert {row["Qui"] for row in emergencies} == {"Dr Inès Haddad"}
    assert any("Patient" in row["Motif"] or row["Motif"] for row in emergencies)
    (refused,) = [row for row in rows if row["Refusé"] == "oui"]
    assert "médecine du travail" in refused["Motif"]


def test_the_table_holds_what_was_looked_for_and_no_more(camille: Client) -> None:
    rows = table(camille, f"?qui=professional-{HADDAD.identifier.value}")
    assert {row["Qui"] for row in rows} == {"Dr Inès Haddad"}
    assert {row["Qui"] for row in table(camille, "?filtre=moi")} == {"Vous"}


def test_the_pdf_is_tagged_in_the_language_of_the_page(camille: Client) -> None:
    answer = camille.get("/historique/telecharger/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="historique.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"


def test_taking_it_away_is_a_line_of_its_own(camille: Client, world: World) -> None:
    camille.get("/historique/telecharger/pdf/")
    line = world.trace(CAMILLE)[-1]
    assert (line.action, line.detail) == (Action.READ_ACCESS_HISTORY, "pdf")
    assert "Vous avez consulté cet historique (téléchargé en PDF)" in camille.get("/historique/").content.decode()


def test_there_is_no_other_form(camille: Client) -> None:
    assert camille.get("/historique/telecharger/doc/").status_code == 404


def test_a_professional_takes_nothing_away_there(world: World) -> None:
    assert client_of(HUGO, world).get("/historique/telecharger/csv/").status_code in (302, 403)


def test_pages_keep_what_was_looked_for(world: World) -> None:
    for _ in range(60):
        world.passes(timedelta(hours=3))
        list_documents(world.record(CAMILLE), criteria=Criteria(), actor=KELLER.actor, env=world.env)
    page = client_of(CAMILLE, world).get(f"/historique/?qui=professional-{KELLER.identifier.value}").content.decode()
    (older,) = re.findall(r'href="\?([^"]*avant=[^"]*)"', page)
    assert f"qui=professional-{KELLER.identifier.value}" in older
    assert str(NEVER_WAS) not in older
