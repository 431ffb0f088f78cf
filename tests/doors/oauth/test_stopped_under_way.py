"""An application stopped while its request is under way does not end it: the yes is looked at under the lock."""

from collections.abc import Callable

import pytest
from django.test import Client as Http

from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decision import Refusal
from carnet.core.documents.selection import Criteria
from carnet.usecases.access.list_apps import list_apps, stop_app
from carnet.usecases.access.prove_client import ClientProof
from carnet.usecases.access.recognize_bearer import Unrecognized, recognize_bearer
from carnet.usecases.access.revoke_token import Revoked, revoke_token
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.doors.oauth.app import CLIENT, SITE, App
from tests.journeys.world import World
from tests.people import CAMILLE


def she_stops_it(world: World, _refresh: str) -> None:
    record = world.record(CAMILLE)
    apps = list_apps(record, actor=Holder(record), env=world.env)
    assert not isinstance(apps, Refusal)
    (stopped,) = [
        stop_app(record, one.id, actor=Holder(record), env=world.env) for one in apps if one.name == "Mon Appli"
    ]
    assert stopped is True


def she_closes_her_record(world: World, _refresh: str) -> None:
    world.closes(CAMILLE)


def it_gives_its_refresh_token_back(world: World, refresh: str) -> None:
    proof = ClientProof(client_id=CLIENT)
    assert revoke_token(refresh, proof=proof, audience=f"{SITE}/oauth/revoke", env=world.env) == Revoked()


def asks(world: World, who: Actor) -> ListedDocuments | Refusal:
    return list_documents(world.record(CAMILLE), criteria=Criteria(), actor=who, env=world.env)


@pytest.mark.parametrize("ends", [she_stops_it, she_closes_her_record, it_gives_its_refresh_token_back])
def test_a_request_that_was_recognised_before_the_end_reads_nothing_after_it(
    app: App, camille: Http, world: World, ends: Callable[[World, str], None]
) -> None:
    given = app.exchange(app.code(camille, record=str(world.record(CAMILLE))))
    who = recognize_bearer(given.json["access_token"], env=world.env)
    assert not isinstance(who, Unrecognized)
    assert isinstance(asks(world, who), ListedDocuments)
    ends(world, given.json["refresh_token"])
    refused = asks(world, who)
    assert isinstance(refused, Refusal)
    assert "APP-03" in [reason.rule for reason in refused.reasons]
