"""A decision hides places from one parent, from a date on: nothing that leads to one reaches him by any door."""

from datetime import datetime, timedelta

import pytest

from carnet.core.access.actors import Actor
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.list_access import AccessRights, list_access
from carnet.usecases.family.hide_places import PlacesHidden, hide_places
from carnet.usecases.family.suspend_representation import NoSuchRepresentative, TwoAgentsNeeded
from carnet.usecases.reading.list_documents import list_documents
from carnet.usecases.reading.read_document import read_document
from carnet.usecases.reading.read_home import Home, read_home
from tests.conftest import NOON
from tests.installation import HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note, refused
from tests.store.database import Database
from tests.usecases.family.family import DESK, FATHER, LOU, MOTHER, SECOND_AGENT, acts_read_by, listed
from tests.usecases.looking import owed, traced

SINCE = NOON + timedelta(days=1)
AFTER = SINCE + timedelta(hours=9)


def hides(here: Installation, record: RecordId, *, since: datetime | None = SINCE) -> object:
    """The desk hides places from the father, on a decision that was shown."""
    return hide_places(
        record,
        FATHER.account,
        since=since,
        confirmed_by=SECOND_AGENT,
        proof="court-decision",
        actor=DESK,
        env=here.env,
    )


def test_what_came_before_the_date_stays_his_and_what_comes_after_is_the_mothers_alone(
    installation: Installation, lou: RecordId
) -> None:
    before = installation.receives(LOU, note(LOU), from_=KELLER)
    assert hides(installation, lou) == PlacesHidden(SINCE)
    installation.at(SINCE)
    after = installation.receives(LOU, note(LOU, number=2), from_=HOSPITAL_SOFTWARE)
    assert listed(installation, lou, FATHER) == [before]
    assert set(listed(installation, lou, MOTHER)) == {before, after}
    answer = refused(read_document(lou, after, actor=FATHER, env=installation.env))
    assert answer.must_look_absent
    assert isinstance(hides(installation, lou, since=None), PlacesHidden)
    assert set(listed(installation, lou, FATHER)) == {before, after}


def test_his_history_tells_of_no_visit_after_the_date_and_hers_does(installation: Installation, lou: RecordId) -> None:
    hides(installation, lou)
    installation.at(AFTER)
    authorize_professional(lou, HADDAD.identifier, actor=MOTHER, env=installation.env)
    list_documents(lou, criteria=Criteria(), actor=HADDAD, env=installation.env)
    his, hers = (acts_read_by(installation, lou, who) for who in (FATHER, MOTHER))
    assert hers.count("list-documents") == 1
    assert "authorize-professional" not in his
    assert "list-documents" not in his
    for acts in (his, hers):
        assert "hide-places" not in acts, "nobody reads who asked for it"


def sees_access(here: Installation, record: RecordId, who: Actor) -> bool:
    """Whether somebody reads who is let in."""
    return isinstance(list_access(record, actor=who, env=here.env), AccessRights)


def test_he_no_longer_sees_nor_tries_who_has_access(installation: Installation, lou: RecordId) -> None:
    hides(installation, lou)
    assert sees_access(installation, lou, FATHER), "the day has not come"
    installation.at(SINCE)
    assert not sees_access(installation, lou, FATHER)
    assert sees_access(installation, lou, MOTHER)
    env = installation.env
    refused(authorize_professional(lou, HADDAD.identifier, actor=FATHER, env=env))
    refused(block_professional(lou, HADDAD.identifier, actor=FATHER, env=env))
    home = read_home(lou, since=None, actor=FATHER, env=env)
    assert isinstance(home, Home)
    assert (home.manages_access, home.authorized, home.treating) == (False, 0, ())


@pytest.mark.parametrize("is_hidden", [True, False])
def test_the_mail_of_the_family_tells_of_no_care_while_places_are_hidden(
    installation: Installation, lou: RecordId, database: Database, is_hidden: bool
) -> None:
    if is_hidden:
        hides(installation, lou)
    installation.at(AFTER)
    installation.receives(LOU, note(LOU), from_=KELLER)
    authorize_professional(lou, HADDAD.identifier, actor=MOTHER, env=installation.env)
    list_documents(lou, criteria=Criteria(), actor=HADDAD, env=installation.env)
    kinds = {kind for kind, _, _ in owed(database)}
    assert kinds.isdisjoint({"new-document", "first-access"}) is is_hidden


def test_it_takes_two_agents_and_a_representative(installation: Installation, lou: RecordId) -> None:
    env = installation.env
    alone = hide_places(
        lou, FATHER.account, since=SINCE, confirmed_by=DESK, proof="court-decision", actor=DESK, env=env
    )
    assert alone == TwoAgentsNeeded()
    nobody = hide_places(
        lou, "nobody", since=SINCE, confirmed_by=SECOND_AGENT, proof="court-decision", actor=DESK, env=env
    )
    assert nobody == NoSuchRepresentative()
    hides(installation, lou)
    line = traced(installation, lou)[-1]
    assert (line.action.value, line.outcome.value) == ("hide-places", "done")
    assert line.detail == f"court-decision {SECOND_AGENT.agent} {SINCE.isoformat()}"
    assert line.reason == ""
