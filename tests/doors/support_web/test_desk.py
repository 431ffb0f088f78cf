"""What an agent does at the desk, page by page, and what the reviewer sees."""

import re
from html import unescape

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from carnet.core.support.requests import RequestKind
from carnet.usecases.support.open_request import RequestOpened, open_request
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of
from tests.people import ALI, CAMILLE, GEORGES, INES, ODILE, Member

SECRET = "Le diagnostic de dépression est une erreur"


def words(answer: HttpResponseBase) -> str:
    """What a page says; it must be well made."""
    html = answer.getvalue().decode()
    assert faults_of(html) == []
    text = re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0])
    return " ".join(unescape(text).split())


def asks(world: World, kind: RequestKind = RequestKind.ACCOUNT, about: Member = GEORGES) -> RequestOpened:
    """Somebody asks the desk something, and writes why."""
    holder = world.holder(about)
    return open_request(kind, record=holder.record, written={"text": SECRET}, actor=holder, env=world.env)


def finds(browser: Client, someone: Member) -> str:
    """An agent types the identifier that somebody gives; gives the address of their sheet."""
    answer = browser.post("/assistance/comptes/", {"par": "identifier", "valeur": someone.identifier})
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def recognizes(browser: Client, someone: Member) -> str:
    """An agent finds somebody and hears two right answers."""
    sheet = finds(browser, someone)
    assert someone.person is not None
    answers = {"identifier": someone.identifier, "birth-place": someone.person.traits.birth_place}
    assert browser.post(f"{sheet}questions/", answers).status_code == 302
    return sheet


def proves(browser: Client, someone: Member) -> str:
    """An agent finds somebody and sees their card and an identity document."""
    sheet = finds(browser, someone)
    assert browser.post(f"{sheet}pieces/", {"vu": ["card", "identity-document"]}).status_code == 302
    return sheet


def test_the_queue_shows_numbers_kinds_and_dates_to_both_and_nothing_that_was_written(
    world: World, ali: Client, odile: Client
) -> None:
    asked = asks(world)
    for browser in (ali, odile):
        said = words(browser.get("/assistance/"))
        assert asked.number in said
        assert "Compte bloqué ou perdu" in said
        assert "diagnostic" not in said
    assert "Aucune demande de cette nature" in words(ali.get("/assistance/?nature=death"))


def test_only_the_reviewer_reads_what_somebody_wrote(world: World, ali: Client, odile: Client) -> None:
    page = f"/assistance/demandes/{asks(world).id}/"
    assert "Seule la relecture" in words(ali.get(page))
    assert SECRET not in words(ali.get(page))
    assert SECRET in words(odile.get(page))
    assert [one.action.value for one in world.trace(GEORGES)][-1] == "desk-request-read"


def test_an_agent_takes_a_request_notes_the_proofs_and_closes_it(world: World, ali: Client) -> None:
    page = f"/assistance/demandes/{asks(world).id}/"
    assert ali.post(f"{page}prendre/").status_code == 302
    assert ali.post(f"{page}preuves/", {"preuve": ["card", "nonsense"]}).status_code == 302
    said = words(ali.get(page))
    assert ALI.account in said
    assert "Carte Vitale" in said
    unsaid = ali.post(f"{page}clore/")
    assert unsaid.status_code == 422
    assert "Dites comment" in words(unsaid)
    assert ali.post(f"{page}clore/", {"issue": "done"}).status_code == 302
    assert "Fait" in words(ali.get(page))
    assert ali.post(f"{page}clore/", {"issue": "done"}).status_code == 404
    assert "Aucune demande en attente" in words(ali.get("/assistance/"))


@pytest.mark.usefixtures("world")
def test_a_request_that_never_was_is_not_found(ali: Client) -> None:
    for path in ("", "prendre/", "preuves/", "clore/"):
        page = f"/assistance/demandes/{NEVER_WAS}/{path}"
        answer = ali.post(page, {"issue": "done"}) if path else ali.get(page)
        assert answer.status_code == 404


def test_an_account_is_found_by_each_of_three_ways_and_nobody_by_none(world: World, ali: Client) -> None:
    asked = asks(world)
    assert GEORGES.person is not None
    ins = GEORGES.person.identifiers[0].value
    for way, typed in (("identifier", GEORGES.identifier), ("receipt", asked.number), ("ins", ins)):
        answer = ali.post("/assistance/comptes/", {"par": way, "valeur": typed})
        assert answer["Location"] == f"/assistance/comptes/{world.record(GEORGES)}/"
    for way, typed in (("identifier", "personne"), ("receipt", "2222-2222"), ("ins", "123"), ("ins", "")):
        answer = ali.post("/assistance/comptes/", {"par": way, "valeur": typed})
        assert answer.status_code == 422
        words(answer)


def test_the_sheet_of_somebody_who_was_not_looked_up_stays_shut(world: World, ali: Client) -> None:
    sheet = f"/assistance/comptes/{world.record(GEORGES)}/"
    for path in ("", "journal/"):
        assert ali.get(f"{sheet}{path}").status_code == 403
    for path in ("debloquer/", "sessions/", "suspendre/", "identifiants/"):
        assert ali.post(f"{sheet}{path}").status_code == 403


def test_the_sheet_names_nobody_and_offers_what_the_agent_is_sure_enough_for(ali: Client) -> None:
    sheet = finds(ali, GEORGES)
    said = words(ali.get(sheet))
    assert "G… B…" in said
    assert "Georges" not in said
    assert "Débloquer" not in said
    recognizes(ali, GEORGES)
    said = words(ali.get(sheet))
    assert "Débloquer" in said
    assert "Envoyer par courrier" not in said
    proves(ali, GEORGES)
    assert "Envoyer par courrier" in words(ali.get(sheet))


def test_wrong_answers_open_nothing_and_the_third_time_the_script_closes(world: World, ali: Client) -> None:
    sheet = finds(ali, GEORGES)
    for _ in range(3):
        answer = ali.post(f"{sheet}questions/", {"identifier": "georges"})
        assert answer.status_code == 422
        assert "Moins de deux réponses justes" in words(answer)
    assert "Trois essais ont échoué" in words(ali.post(f"{sheet}questions/", {"identifier": "georges"}))
    assert ali.post(f"{sheet}debloquer/").status_code == 403
    assert "Il faut une pièce d’identité" in words(ali.post(f"{sheet}pieces/", {"vu": "card"}))
    assert world.trace(GEORGES)[-1].action.value == "desk-identity-check"


def test_an_agent_unlocks_closes_sessions_and_shuts_an_access(world: World, ali: Client) -> None:
    sheet = recognizes(ali, GEORGES)
    for path, said in (("debloquer/", "Compte débloqué"), ("sessions/", "sessions sont fermées")):
        assert ali.post(f"{sheet}{path}").status_code == 302
        assert said in words(ali.get(sheet))
    assert ali.post(f"{sheet}suspendre/").status_code == 302
    assert "Fermé, à la demande de la personne" in words(ali.get(sheet))
    done = [one.action.value for one in world.trace(GEORGES)]
    assert {"desk-unlock", "sessions-end", "desk-suspension"} <= set(done)


def test_a_change_of_channel_takes_two_people(world: World, ali: Client, ines: Client, odile: Client) -> None:
    sheet = proves(ali, GEORGES)
    wrong = ali.post(f"{sheet}codes/", {"moyen": "mail", "adresse": "georges"})
    assert wrong.status_code == 422
    assert "Saisissez une adresse" in words(wrong)
    assert ali.post(f"{sheet}codes/", {"moyen": "mail", "adresse": "neuf@example.org"}).status_code == 302
    page = ali.get("/assistance/a-deux/")
    (path,) = set(re.findall(r"/assistance/a-deux/[0-9a-f-]{36}/", page.getvalue().decode()))
    assert "Votre proposition" in words(page)
    assert "Confirmer" not in words(page).replace("À confirmer à deux", "").replace("confirme depuis", "")
    own = ali.post(f"{path}confirmer/")
    assert own.status_code == 409
    assert "une autre personne le confirme" in words(own)
    assert odile.post(f"{path}confirmer/").status_code == 403
    assert ines.post(f"{path}confirmer/").status_code == 302
    assert ines.post(f"{path}confirmer/").status_code == 409
    assert ines.post(f"{path}abandonner/").status_code == 409
    finds(ali, GEORGES)
    assert "n…@example.org" in words(ali.get(sheet))
    assert not any("georges" in one for one in world.sent() if "neuf@" not in one)


def test_a_proposal_can_be_given_up(world: World, ali: Client, ines: Client) -> None:
    sheet = proves(ali, CAMILLE)
    ali.post(f"{sheet}codes/", {"moyen": "sms", "adresse": "06 39 98 99 99"})
    page = ines.get("/assistance/a-deux/").getvalue().decode()
    (path,) = set(re.findall(r"/assistance/a-deux/[0-9a-f-]{36}/", page))
    assert ines.post(f"{path}abandonner/").status_code == 302
    assert "Rien n’attend" in words(ines.get("/assistance/a-deux/"))
    assert world.trace(CAMILLE)[-1].action.value == "desk-proposal-dropped"


def test_the_journal_tells_what_the_person_reads_too(world: World, ali: Client) -> None:
    sheet = recognizes(ali, GEORGES)
    ali.post(f"{sheet}debloquer/")
    said = words(ali.get(f"{sheet}journal/"))
    assert "Compte débloqué" in said
    assert "Compte cherché" in said
    assert world.trace(GEORGES)[-1].actor.kind == "support"


def test_a_figure_of_fewer_than_eleven_is_never_shown(world: World, ali: Client, odile: Client) -> None:
    for _ in range(10):
        asks(world)
    assert re.search(r"Compte bloqué ou perdu\s+moins de 11", words(ali.get("/assistance/chiffres/")))
    asks(world)
    assert re.search(r"Compte bloqué ou perdu\s+11\s+moins de 11", words(odile.get("/assistance/chiffres/")))


def test_the_reviewer_opens_no_account_and_prints_no_letter(world: World, odile: Client) -> None:
    sheet = f"/assistance/comptes/{world.record(GEORGES)}/"
    for page in (sheet, f"{sheet}journal/", "/assistance/a-deux/", "/assistance/courriers/"):
        answer = odile.get(page)
        assert answer.status_code == 403
        assert "pas de votre rôle" in words(answer)
    assert odile.post("/assistance/comptes/", {"par": "identifier", "valeur": "georges.brunet"}).status_code == 403
    for path in ("debloquer/", "sessions/", "suspendre/", "identifiants/", "codes/", "questions/", "pieces/"):
        sent = {"adresse": "neuf@example.org"}
        assert odile.post(f"{sheet}{path}", sent).status_code == 403


def test_the_people_of_the_desk_are_two_agents_and_a_reviewer() -> None:
    assert [(one.shown, one.is_reviewer) for one in (ALI, INES, ODILE)] == [
        ("Ali Marzouk", False),
        ("Ines Carpentier", False),
        ("Odile Garnier", True),
    ]
