"""A laboratory report in plain words: what its page says, what it opens for that, and what it never tells."""

from django.test import Client

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.identifiers import DocumentId
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.explain_results import ExplainedResults, explain_results
from tests.installation import note, submission_of
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of
from tests.people import CAMILLE, KELLER, NADIA


def results(client: Client, document: DocumentId) -> str:
    answer = client.get(f"/documents/{document}/resultats/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_figure_is_a_sentence_a_gauge_and_a_curve_with_its_numbers(camille: Client, world: World) -> None:
    page = results(camille, world.document(CAMILLE, "camille-biologie-4"))
    assert faults_of(page) == []
    page = page.replace("\u202f", " ").replace("\xa0", " ")
    assert "TSH : 5,8 mUI/L, au-dessus des valeurs habituelles (0,4 à 4,0)." in page
    assert page.count('class="gauge') == page.count('class="curve"') == 3
    assert page.count("<title id=") == 6
    assert page.index("TSH : 5,8") < page.index("<strong>5,8</strong>"), "the sentence comes before the figure"
    first = page.index("3,1 le")
    assert first < page.index("3,6 le") < page.index("4,2 le") < page.index("5,8 le")


def test_the_page_of_a_report_leads_to_its_words_and_back(camille: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-biologie-4")
    assert f'href="/documents/{document}/resultats/"' in camille.get(f"/documents/{document}/").content.decode()
    assert f'href="/documents/{document}/"' in results(camille, document)


def test_a_document_that_holds_no_figure_says_so_and_leads_to_itself(camille: Client, world: World) -> None:
    page = results(camille, world.document(CAMILLE, "camille-kinesitherapie"))
    assert "Ces résultats se lisent dans le document" in page
    assert 'class="gauge' not in page


def test_each_report_that_a_curve_opens_has_its_line_and_nothing_else_is_opened(camille: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-biologie-2")
    before = len(world.trace(CAMILLE))
    results(camille, document)
    lines = world.trace(CAMILLE)[before:]
    read = {one for line in lines if line.action is Action.READ_DOCUMENT for one in line.documents}
    assert read == {world.document(CAMILLE, f"camille-biologie-{number}") for number in (1, 2, 3, 4)}
    assert sum(line.action is Action.READ_DOCUMENT for line in lines) == 4


def test_a_report_without_anything_to_follow_opens_no_other(camille: Client, world: World) -> None:
    document = world.document(CAMILLE, "camille-kinesitherapie")
    before = len(world.trace(CAMILLE))
    results(camille, document)
    lines = [line.action for line in world.trace(CAMILLE)[before:] if isinstance(line.action, Action)]
    assert lines == [Action.READ_DOCUMENT]


def test_a_curve_is_drawn_from_what_its_reader_may_read_and_nothing_else(camille: Client, world: World) -> None:
    record, newest = world.record(CAMILLE), world.document(CAMILLE, "camille-biologie-4")
    secret = world.document(CAMILLE, "camille-biologie-3")
    assert camille.post(f"/documents/{secret}/secret/").status_code == 302
    answers = {
        name: explain_results(record, newest, actor=actor, env=world.env)
        for name, actor in (("camille", Holder(record)), ("keller", KELLER.actor))
    }
    drawn = {}
    for name, answer in answers.items():
        assert isinstance(answer, ExplainedResults)
        drawn[name] = [then.document for then in answer.figures[0].over_time]
    assert secret in drawn["camille"]
    assert drawn["keller"] == [one for one in drawn["camille"] if one != secret]


def test_a_grave_result_has_no_words_and_goes_back_to_its_own_page_unread(camille: Client, world: World) -> None:
    report = note(CAMILLE.identity, by=KELLER.actor, number=73, type_code="11526-1", text="Aucune lésion.")
    answer = deposit_documents(submission_of(CAMILLE.identity, report), actor=KELLER.actor, env=world.env)
    assert isinstance(answer, Deposited)
    before = len(world.trace(CAMILLE))
    answered = camille.get(f"/documents/{answer.documents[0]}/resultats/")
    assert (answered.status_code, answered["Location"]) == (302, f"/documents/{answer.documents[0]}/")
    assert len(world.trace(CAMILLE)) == before


def test_somebody_else_s_report_and_one_that_never_was_answer_alike(camille: Client, world: World) -> None:
    other = world.document(NADIA, "nadia-biologie")
    answers = [camille.get(f"/documents/{one}/resultats/") for one in (other, NEVER_WAS)]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_report_of_a_single_test_has_a_gauge_and_no_curve(world: World) -> None:
    page = results(client_of(NADIA, world), world.document(NADIA, "nadia-biologie"))
    assert page.count('class="gauge') == 2
    assert 'class="curve"' not in page


def test_in_english_the_figures_are_told_in_english(camille: Client, world: World) -> None:
    camille.cookies["affichage"] = "en.auto.normal"
    page = results(camille, world.document(CAMILLE, "camille-biologie-4"))
    assert "5.8" in page
    assert "5,8" not in page
