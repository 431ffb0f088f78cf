"""At the desk, somebody who has no record here is helped as anybody is; and people are found by their name."""

import re

import pytest
from django.test import Client

from carnet.core.identifiers import RecordId
from tests.doors.support_web.test_desk import finds, words
from tests.journeys.sessions import client_of_account
from tests.journeys.world import World
from tests.people import CAMILLE, GEORGES, ROSE, SACHA, Member
from tests.usecases.sign_in_world import lines_of

BY_NAME = "/assistance/comptes/nom/"


def recognizes(browser: Client, someone: Member) -> str:
    """An agent finds a relative and hears both answers."""
    sheet = finds(browser, someone)
    answers = {"identifier": someone.identifier, "channel": someone.mail}
    assert browser.post(f"{sheet}questions/", answers).status_code == 302
    return sheet


def acts_on(someone: Member, world: World) -> list[str]:
    """What stands in the history of their account."""
    assert someone.account is not None
    return [one.action.value for one in lines_of(RecordId(someone.number), world.env)]


def test_the_sheet_of_a_relative_shows_no_record_and_no_birth(world: World, ali: Client) -> None:
    sheet = finds(ali, ROSE)
    said = words(ali.get(sheet))
    assert "sans dossier ici" in said
    assert "R… B…" in said
    assert "naissance" not in said
    assert "Noter un décès" not in said
    assert "Représentants et protection" not in said
    assert ali.get(f"{sheet}representants/").status_code == 403
    assert acts_on(ROSE, world)[-1] == "desk-look-up"


def test_a_relative_is_unlocked_and_shut_and_reads_it_on_their_own_page(world: World, ali: Client) -> None:
    rose = client_of_account(ROSE, world)
    sheet = recognizes(ali, ROSE)
    assert ali.post(f"{sheet}debloquer/").status_code == 302
    assert "a débloqué votre compte" in rose.get("/compte/historique/").text
    assert ali.post(f"{sheet}suspendre/").status_code == 302
    assert "Fermé, à la demande de la personne" in words(ali.get(sheet))
    assert rose.get("/compte/")["Location"].startswith("/session-terminee/")
    assert "Accès fermé" in words(ali.get(f"{sheet}journal/"))


def test_a_relative_without_a_postal_address_gets_no_letter(ali: Client) -> None:
    sheet = finds(ali, SACHA)
    ali.post(f"{sheet}pieces/", {"vu": ["in-person", "identity-document"]})
    answer = ali.post(f"{sheet}identifiants/")
    assert answer.status_code == 422
    assert "Aucune adresse postale connue" in words(answer)


def test_the_codes_of_a_relative_change_under_four_eyes(ali: Client, ines: Client) -> None:
    sheet = finds(ali, SACHA)
    ali.post(f"{sheet}pieces/", {"vu": ["in-person", "identity-document"]})
    assert ali.post(f"{sheet}codes/", {"moyen": "mail", "adresse": "neuf@example.org"}).status_code == 302
    page = ines.get("/assistance/a-deux/").content.decode()
    (path,) = set(re.findall(r"/assistance/a-deux/[0-9a-f-]{36}/confirmer/", page))
    assert ines.post(path).status_code == 302
    assert "n…@example.org" in words(ali.get(sheet))


def test_no_death_is_noted_of_somebody_without_a_record(ali: Client) -> None:
    sheet = finds(ali, SACHA)
    sent = {"acte": "record-death", "preuve": "death-certificate"}
    assert ali.post(f"{sheet}deces/", sent).status_code == 403


def test_somebody_is_found_by_name_and_the_list_is_never_read_out(world: World, ali: Client) -> None:
    born = GEORGES.identity.traits.birth_date.isoformat()
    page = ali.post(BY_NAME, {"nom": "brunet", "prenom": "", "naissance": born})
    assert page.status_code == 200
    said = words(page)
    assert "Ne lisez jamais cette liste à voix haute" in said
    assert "G… B…" in said
    assert "Georges" not in said
    assert f"/assistance/comptes/{world.record(GEORGES)}/" in page.content.decode()
    assert "Débloquer" not in words(ali.get(f"/assistance/comptes/{world.record(GEORGES)}/"))
    assert world.trace(GEORGES)[-1].action.value == "desk-look-up"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"nom": "", "naissance": "1948-05-02"}, "Saisissez le nom de naissance"),
        ({"nom": "Brunet", "naissance": "hier"}, "Saisissez la date de naissance"),
        ({"nom": "Personne", "naissance": "1948-05-02"}, "Personne ne correspond"),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_cannot_be_searched_is_said(ali: Client, sent: dict[str, str], sentence: str) -> None:
    answer = ali.post(BY_NAME, sent)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_the_reviewer_searches_nobody(world: World, odile: Client) -> None:
    before = len(world.trace(CAMILLE))
    born = CAMILLE.identity.traits.birth_date.isoformat()
    assert odile.post(BY_NAME, {"nom": "morel", "naissance": born}).status_code == 403
    assert len(world.trace(CAMILLE)) == before
