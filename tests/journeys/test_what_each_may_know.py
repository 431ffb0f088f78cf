"""Two who may not read everything: neither learns that there is more."""

from tests.journeys.care import breaks_the_glass, counted, finds, record_page, titles
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK
from tests.journeys.world import NEVER_WAS, World
from tests.people import CAMILLE, DELORME, KELLER, PAUL, VIDAL

REPORT = "Compte rendu de passage aux urgences"


@A_PHONE_AND_A_PLAIN_DESK
def test_a_podiatrist_does_not_suspect_the_report_of_the_hospital(signs_in: SignsIn, world: World) -> None:
    keller, paul = signs_in(KELLER), signs_in(PAUL)
    finds(keller, CAMILLE)
    assert REPORT in titles(keller)
    finds(paul, CAMILLE)
    assert paul.status == 200
    assert counted(paul) == len(titles(paul)) < counted(keller)
    assert REPORT not in paul.words
    record = record_page(world.record(CAMILLE))
    assert counted(paul.opens(f"{record}?mots=urgences")) == 0
    absent = paul.opens(f"{record}documents/{NEVER_WAS}/").words
    report = world.document(CAMILLE, "camille-urgences")
    assert paul.opens(f"{record}documents/{report}/").words == absent
    assert paul.status == 404


@A_PHONE_AND_A_PLAIN_DESK
def test_one_whom_she_blocked_reads_what_one_whom_she_never_met_reads(signs_in: SignsIn, world: World) -> None:
    blocked, stranger = signs_in(DELORME), signs_in(VIDAL)
    for screen in (blocked, stranger):
        finds(screen, CAMILLE)
    assert blocked.path == stranger.path
    assert blocked.words == stranger.words
    record = record_page(world.record(CAMILLE))
    for page in ("", "historique/", f"documents/{world.document(CAMILLE, 'camille-synthese-2')}/"):
        answers = [(one.opens(f"{record}{page}").words, one.status) for one in (blocked, stranger)]
        assert answers[0] == answers[1], page
        assert answers[0][1] == 403
    finds(blocked, CAMILLE)
    breaks_the_glass(blocked, reason="Accident de la route, recherche d’allergies")
    assert "Aucun accès en urgence à ce dossier. Continuez sans lui." in blocked.words
