"""« La personne peut-elle répondre ? »: no leads to the glass, or to the trusted person who confirms a stay."""

from datetime import timedelta

from django.test import Client

from carnet.usecases.consent.choose_trusted_person import TrustedPerson, choose_trusted_person
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import CAMILLE, HADDAD

SACHA = "Sacha Morel"


def address(world: World, below: str = "") -> str:
    """A page about Camille's record."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/{below}"


def camille_trusts_sacha(world: World) -> None:
    """She names her trusted person."""
    holder = world.holder(CAMILLE)
    answer = choose_trusted_person(holder.record, SACHA, actor=holder, env=world.env)
    assert isinstance(answer, TrustedPerson)


def sent(world: World, **changes: str) -> dict[str, str]:
    """What a professional sends, complete, but for what a test changes."""
    end = (world.env.clock.now() + timedelta(days=6)).date().isoformat()
    return {"nom": SACHA, "fin": end, "hors_d_etat": "oui"} | changes


def test_somebody_who_cannot_answer_leads_to_the_glass_or_to_whom_they_trust(haddad: Client, world: World) -> None:
    asked = haddad.get(address(world, "motif/")).content.decode()
    assert "Non, sa personne de confiance est là" in asked
    for answer, leads_to in (("non", "urgence/"), ("confiance", "sejour/")):
        assert haddad.post(address(world, "accord/"), {"repond": answer})["Location"] == address(world, leads_to)


def test_the_stay_is_confirmed_and_the_record_opens_to_the_care_team(haddad: Client, world: World) -> None:
    camille_trusts_sacha(world)
    assert faults_of(haddad.get(address(world, "sejour/")).content.decode()) == []
    before = len(world.sent())
    done = haddad.post(address(world, "sejour/"), sent(world), follow=True)
    assert done.status_code == 200
    assert "Équipe de soins confirmée pour ce séjour." in done.content.decode()
    told = [message for message in world.sent()[before:] if "Votre personne de confiance a confirmé" in message]
    assert len(told) == 2, "by mail and by SMS"
    assert all("Sacha" not in message and "Haddad" not in message for message in told)
    history = client_of(CAMILLE, world).get("/historique/").content.decode()
    assert "a inscrit que votre personne de confiance confirme l’équipe de soins de" in history


def test_a_day_after_which_there_is_none_is_no_end_of_a_stay(haddad: Client, world: World) -> None:
    camille_trusts_sacha(world)
    for day in ("9999-12-31", "0001-01-01"):
        assert haddad.post(address(world, "sejour/"), sent(world, fin=day)).status_code == 422


def test_another_name_is_answered_as_nobody_named_and_leads_to_emergencies(haddad: Client, world: World) -> None:
    nobody = haddad.post(address(world, "sejour/"), sent(world))
    camille_trusts_sacha(world)
    another = haddad.post(address(world, "sejour/"), sent(world, nom="Dominique Petit"))
    assert (nobody.status_code, another.status_code) == (403, 403)
    for answer in (nobody, another):
        assert "En cas de danger immédiat, ouvrez le dossier en urgence." in answer.content.decode()
    assert client_of(HADDAD, world).get(address(world)).status_code == 403


def test_three_names_that_do_not_fit_make_them_wait_and_the_page_says_until_when(haddad: Client, world: World) -> None:
    camille_trusts_sacha(world)
    for name in ("Dominique Petit", "Claude Petit", "Camille Petit"):
        assert haddad.post(address(world, "sejour/"), sent(world, nom=name)).status_code == 403
    answer = haddad.post(address(world, "sejour/"), sent(world))
    assert answer.status_code == 429
    assert "Trois noms ne conviennent pas. Réessayez à" in answer.content.decode()
    assert faults_of(answer.content.decode()) == []


def test_a_name_a_day_and_a_bound_are_asked_for(haddad: Client, world: World) -> None:
    camille_trusts_sacha(world)
    far = (world.env.clock.now() + timedelta(days=60)).date().isoformat()
    for changes in ({"nom": ""}, {"fin": ""}, {"fin": "demain"}, {"fin": "2020-01-01"}, {"fin": far}):
        answer = haddad.post(address(world, "sejour/"), sent(world, **changes))
        assert answer.status_code == 422, changes
        assert faults_of(answer.content.decode()) == []
