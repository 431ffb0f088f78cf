"""The professional's own channel: emergencies of their patients, contests, announcements due, and nothing of others."""

from datetime import timedelta

from django.test import Client

from carnet.core.audit.events import AuditEvent
from carnet.demo.caregivers import SIMON
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.transparency.contest_line import Contested, contest_line
from tests.doors.professional_web.test_deposit import address, sends
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, HADDAD, HUGO, KELLER, PAUL

EMERGENCY = "Un dossier dont vous êtes médecin traitant a été ouvert en urgence"
CONTEST = "La personne conteste un de vos accès à son dossier"
ANNOUNCEMENT = "Un document reste à annoncer à la personne, qui le verra dans les 7 jours"


def messages(client: Client) -> list[str]:
    """The lines of the page, newest first."""
    page = client.get("/pro/messages/").content.decode()
    assert faults_of(page) == []
    return [
        " ".join(text.replace("\xa0", " ").split())
        for text in texts_of(page, "li")
        if "Marquer" in text or " h " in text.replace("\xa0", " ")
    ]


def reading_by_hugo(world: World) -> AuditEvent:
    """The line by which he read a document of Camille's."""
    return next(
        one
        for one in reversed(world.trace(CAMILLE))
        if (one.action.value, one.actor.identifier) == ("read-document", HUGO.identifier.value)
    )


def test_an_emergency_is_told_to_the_treating_physician_the_same_moment(keller: Client, world: World) -> None:
    known = len(messages(keller))
    broken = break_the_glass(world.record(CAMILLE), reason="Malaise dans la rue", actor=HADDAD.actor, env=world.env)
    assert isinstance(broken, GlassBroken)
    told = messages(keller)
    assert len(told) == known + 1
    assert told[0].startswith(EMERGENCY)
    assert "Nouveau" in told[0]
    assert "Malaise" not in told[0], "what was typed is read in the record, by who may read it"


def test_a_contest_stands_on_the_list_of_the_one_contested(world: World) -> None:
    hugo, paul = client_of(HUGO, world), client_of(PAUL, world)
    camille = world.holder(CAMILLE)
    line = reading_by_hugo(world).id
    answer = contest_line(camille.record, line, tells_the_professional=True, actor=camille, env=world.env)
    assert isinstance(answer, Contested)
    (told,) = messages(hugo)
    assert told.startswith(CONTEST)
    assert messages(paul) == []


def test_what_waits_for_its_announcement_is_recalled_after_three_weeks_and_two_days(
    haddad: Client, world: World
) -> None:
    assert sends(haddad, world, annonce="oui")[0] == 302
    assert messages(haddad) == []
    world.passes(timedelta(days=23, seconds=-1))
    assert messages(client_of(HADDAD, world)) == []
    world.passes(timedelta(seconds=1))
    (told,) = messages(client_of(HADDAD, world))
    assert told.startswith(ANNOUNCEMENT)
    assert "lundi 14 décembre 2026 à 13 h 00" in told


def test_what_software_deposited_in_the_demonstration_is_recalled_to_who_signed_it(world: World) -> None:
    world.passes(timedelta(days=20))
    lists = {
        name: messages(client_of(one, world))
        for name, one in {"keller": KELLER, "haddad": HADDAD, "simon": SIMON}.items()
    }
    assert [line for line in lists["simon"] if line.startswith(ANNOUNCEMENT)]
    assert not [line for name in ("keller", "haddad") for line in lists[name] if line.startswith(ANNOUNCEMENT)]


def test_the_list_names_no_patient(keller: Client) -> None:
    words = " ".join(messages(keller)).casefold()
    assert words
    for name in ("camille", "morel", "georges", "brunet"):
        assert name not in words


def test_a_message_leads_to_the_record_which_decides_again(world: World) -> None:
    hugo, camille = client_of(HUGO, world), world.holder(CAMILLE)
    contest_line(camille.record, reading_by_hugo(world).id, tells_the_professional=True, actor=camille, env=world.env)
    page = hugo.get("/pro/messages/").content.decode()
    assert f'href="{address(world)}"' in page
    client_of(CAMILLE, world).post(f"/acces/professionnel/{HUGO.identifier.value}/bloquer/")
    refused = hugo.get(address(world))
    assert refused.status_code == 403
    assert "Vous n’avez pas accès à ce dossier." in refused.content.decode()
