"""« Ma santé » as people use it: writing, answering « je ne sais pas », putting right, removing."""

import re

import pytest
from django.test import Client

from carnet.core.health.entry import Wrong
from carnet.core.health.kinds import KINDS, Shape
from carnet.doors.patient_web.health_words import BLOCKS, COLUMNS, FIELDS, WRONG
from tests.journeys.sessions import client_of, session_of_account
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import ALIX, CAMILLE, KELLER, PAUL, SACHA

PAGE = "/ma-sante/"
MEASURES = "/ma-sante/mesures/"
FORMS = [words.slug for words in BLOCKS.values()]


def read(client: Client, path: str = PAGE) -> str:
    """The page, well made, with plain spaces."""
    shown = client.get(path).content.decode()
    assert faults_of(shown) == []
    return shown.replace("\u202f", " ").replace("\xa0", " ")


def links(shown: str, below: str, slug: str) -> list[str]:
    """The addresses of what can be done with the lines that stand in a block."""
    block = shown.partition(f'id="{slug}"')[2].partition("</section>")[0]
    return re.findall(rf'"(/ma-sante/lignes/[0-9a-f-]+/{below}/)"', block)


def test_every_kind_of_the_table_has_its_words() -> None:
    assert list(BLOCKS) == [one.key for one in KINDS]
    assert set(FIELDS) == {(kind.key, field.key) for kind in KINDS for field in kind.fields}
    assert set(WRONG) == set(Wrong)
    assert set(COLUMNS) == {(k.key, f.key) for k in KINDS for f in k.fields if f.shape is Shape.NUMBER}


def test_she_writes_an_allergy_and_reads_that_it_is_hers(camille: Client) -> None:
    sent = camille.post(f"{PAGE}allergies/ajouter/", {"what": "Pollen de bouleau", "reaction": "rhume"})
    assert sent.headers["Location"] == f"{PAGE}#allergies"
    shown = read(camille)
    assert "Pollen de bouleau – rhume" in shown
    assert "Écrit par vous" in shown


def test_she_answers_that_she_does_not_know(camille: Client) -> None:
    assert camille.post(f"{PAGE}groupe-sanguin/reponse/", {"reponse": "inconnu"}).status_code == 302
    assert "Pas connu, d’après ce qui a été répondu." in read(camille)


def test_she_puts_a_line_right_and_then_removes_it(camille: Client) -> None:
    camille.post(f"{PAGE}vaccins/ajouter/", {"what": "Tétanos"})
    (correct,) = links(read(camille), "corriger", "vaccins")
    form = camille.get(correct).content.decode()
    assert 'value="Tétanos"' in form
    assert faults_of(form) == []
    assert camille.post(correct, {"what": "", "when": "2024"}).status_code == 422
    camille.post(correct, {"what": "Tétanos", "when": "2024"})
    shown = read(camille)
    assert "Tétanos – 2024" in shown
    assert "1 ancienne version" in shown
    (remove,) = links(shown, "retirer", "vaccins")
    assert camille.post(remove).status_code == 302
    assert camille.post(remove).status_code == 404
    assert camille.post(correct, {"what": "Autre"}).status_code == 404
    assert camille.get(correct).status_code == 404
    assert "2 anciennes versions" in read(camille)


def test_what_she_removes_by_mistake_she_puts_back(camille: Client) -> None:
    camille.post(f"{PAGE}vaccins/ajouter/", {"what": "Tétanos", "when": "2024"})
    (remove,) = links(read(camille), "retirer", "vaccins")
    camille.post(remove)
    shown = read(camille)
    assert "Annuler" in shown
    (put_back,) = set(links(shown, "remettre", "vaccins"))
    assert f'action="{put_back}"' in shown.partition("data-undo")[2]
    assert camille.post(put_back).status_code == 302
    assert camille.post(put_back).status_code == 404
    shown = read(camille)
    assert links(shown, "remettre", "vaccins") == []
    assert len(links(shown, "retirer", "vaccins")) == 1


def test_an_answer_given_by_mistake_is_taken_back(camille: Client) -> None:
    camille.post(f"{PAGE}vaccins/reponse/", {"reponse": "aucun"})
    (remove,) = links(read(camille), "retirer", "vaccins")
    assert camille.post(remove).status_code == 302
    assert 'value="aucun"' in read(camille).partition('id="vaccins"')[2].partition("</section>")[0]


def test_a_child_of_nine_is_asked_neither_for_directives_nor_about_organs(world: World) -> None:
    sacha = Client(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world, opens=ALIX)
    sacha.cookies[name] = token
    shown = read(sacha)
    assert "Sa santé" in shown
    assert "Groupe sanguin" in shown
    assert "Directives anticipées" not in shown
    assert "Don d’organes" not in shown


@pytest.mark.parametrize("slug", FORMS)
def test_every_form_opens_well_made_and_asks_again_for_what_is_missing(camille: Client, slug: str) -> None:
    for answer, status in (
        (camille.get(f"{PAGE}{slug}/ajouter/"), 200),
        (camille.post(f"{PAGE}{slug}/ajouter/", {}), 422),
    ):
        assert answer.status_code == status
        assert faults_of(answer.content.decode()) == []


def test_a_rare_measure_is_asked_again_and_kept_when_she_says_so(camille: Client) -> None:
    typed = {"weight": "210", "on": "2026-11-20"}
    asked = camille.post(f"{PAGE}poids/ajouter/", typed)
    assert asked.status_code == 422
    assert "Cette valeur est rare" in asked.content.decode()
    assert camille.post(f"{PAGE}poids/ajouter/", typed | {"certain": "oui"}).status_code == 302
    assert "210 kg" in read(camille)
    assert texts_of(read(camille, MEASURES), "td")[:1] == ["210"]


def test_two_weights_make_a_curve_and_a_table_that_says_the_same(camille: Client) -> None:
    for weight, day in (("72,5", "2026-11-01"), ("71", "2026-11-20")):
        assert camille.post(f"{PAGE}poids/ajouter/", {"weight": weight, "on": day}).status_code == 302
        assert ('<svg class="curve"' in read(camille, MEASURES)) is (day == "2026-11-20")
    shown = read(camille, MEASURES)
    assert "2 mesures, la dernière est 71." in shown
    assert [one for one in texts_of(shown, "td") if one[:1].isdigit()] == ["71", "72,5"]
    assert "71 kg – 20/11/2026" in read(camille)


def test_what_is_measured_many_times_shows_the_newest_first_and_the_rest_on_demand(camille: Client) -> None:
    for day in range(1, 13):
        camille.post(f"{PAGE}glycemie/ajouter/", {"glucose": "1,05", "on": f"2026-11-{day:02d}"})
    shown = read(camille, MEASURES)
    assert "2 mesures plus anciennes" in shown
    correct = links(shown, "corriger", "glycemie")
    assert len(correct) == 12
    (remove,) = re.findall(r'"(/ma-sante/lignes/[0-9a-f-]+/retirer/)"', read(camille, correct[0]))
    assert camille.post(remove).headers["Location"] == f"{MEASURES}#glycemie"


def test_the_home_page_says_what_she_wrote_and_what_she_does_not_know(camille: Client) -> None:
    camille.post(f"{PAGE}allergies/ajouter/", {"what": "Pollen de bouleau"})
    (remove,) = links(read(camille), "retirer", "personnes-a-prevenir")
    camille.post(remove)
    home = camille.get("/accueil/").content.decode()
    assert faults_of(home) == []
    assert "Pollen de bouleau" in home
    assert "Pas connu, d’après ce qui a été répondu." in home
    assert "Rien n’est encore écrit." in home


def test_her_doctor_reads_it_as_hers_and_not_as_anything_checked(camille: Client, world: World) -> None:
    camille.post(f"{PAGE}allergies/ajouter/", {"what": "Pollen de bouleau"})
    shown = client_of(KELLER, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/").content.decode()
    assert faults_of(shown) == []
    assert "Pollen de bouleau" in shown
    assert "Écrit par le patient" in shown
    assert "Aucun professionnel ne l’a vérifié." in shown


def test_a_category_that_she_hides_hides_what_she_wrote_of_it(camille: Client, world: World) -> None:
    camille.post(f"{PAGE}allergies/ajouter/", {"what": "Pollen de bouleau"})
    camille.post("/acces/ce-qui-est-cache/", {"categorie": "11"})
    shown = client_of(PAUL, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/").content.decode()
    assert "Dossier ouvert" in shown
    assert "Écrit par le patient" not in shown
    assert "Pollen de bouleau" not in shown


def test_a_block_or_an_answer_that_nobody_offers_is_not_there(camille: Client) -> None:
    assert camille.get(f"{PAGE}reves/ajouter/").status_code == 404
    assert camille.post(f"{PAGE}allergies/reponse/", {"reponse": "peut-etre"}).status_code == 404
    assert camille.post(f"{PAGE}reves/reponse/", {"reponse": "aucun"}).status_code == 404


def test_none_is_not_taken_where_something_stands(camille: Client) -> None:
    camille.post(f"{PAGE}vaccins/ajouter/", {"what": "Tétanos", "when": "2024"})
    camille.post(f"{PAGE}vaccins/reponse/", {"reponse": "aucun"})
    shown = read(camille)
    assert "Retirez d’abord ce qui est écrit." in shown
    assert "Tétanos – 2024" in shown


def test_her_doctor_is_told_that_there_are_more_lines_than_the_page_shows(camille: Client, world: World) -> None:
    for number in range(22):
        camille.post(f"{PAGE}vaccins/ajouter/", {"what": f"Vaccin {number}"})
    shown = client_of(KELLER, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/").content.decode()
    assert faults_of(shown) == []
    assert "2 lignes plus anciennes, non affichées" in shown


def test_what_she_writes_is_in_the_simulation_of_who_reads_it(camille: Client) -> None:
    camille.post(f"{PAGE}directives-anticipees/ajouter/", {"where": "Chez mon notaire"})
    shown = camille.get("/acces/que-verrait/?qui=metier-80").content.decode()
    assert faults_of(shown) == []
    block = shown.partition("Ce qui est écrit dans")[2].partition("</section>")[0]
    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", block)[0] == ("Allergies", "Serait lu")
    assert ("Directives anticipées", "Resterait caché") in re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", block)
