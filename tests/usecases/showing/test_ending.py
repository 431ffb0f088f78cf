"""What is shown ends with whatever ends the right to show: age, a closed access, a closing, a death; guesses too."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder, SupportAgent
from carnet.core.access.decision import Refusal, Told
from carnet.core.identifiers import RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store import accounts, showings
from carnet.store.context import within
from carnet.usecases.account.shut_access import shut_access
from carnet.usecases.family.suspend_representation import suspend_representation
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.record.close_record import close_record
from carnet.usecases.record.record_death import record_death, undo_death
from carnet.usecases.record.reopen_record import reopen_record
from carnet.usecases.showing.redeem_showing import ShowingOpened, TooManyCodes
from carnet.usecases.showing.stop_showing import ShowingStopped, stop_showing
from tests.installation import CAMILLE, HADDAD, HUGO, KELLER, Installation, note, refused
from tests.store.database import Database
from tests.store.test_races import at_once
from tests.usecases.family.family import DESK, FATHER, LOU, MOTHER, SECOND_AGENT
from tests.usecases.family.test_coming_of_age import THE_DAY, turn
from tests.usecases.family.test_standing_alone import account
from tests.usecases.looking import owed, traced
from tests.usecases.showing.showing import followed, later, listed, may_read, opens, shows, types


def test_closing_the_record_ends_it_for_good(installation: Installation, camille: RecordId) -> None:
    _, code = shows(installation, camille, minutes=60)
    opens(installation, code, KELLER)
    close_record(camille, reason="holder-asks", actor=Holder(camille), env=installation.env)
    reopen_record(camille, actor=Holder(camille), env=installation.env)
    assert isinstance(listed(installation, camille, KELLER), Refusal)
    assert refused(types(installation, code, HUGO)).told is Told.CODE_OPENS_NOTHING


def test_a_death_ends_it_even_one_that_is_undone(installation: Installation, camille: RecordId) -> None:
    _, code = shows(installation, camille, minutes=60)
    opens(installation, code, KELLER)
    agent = SupportAgent("agent-1")
    record_death(camille, proof="death-certificate", actor=agent, env=installation.env)
    undo_death(camille, proof="alive", actor=agent, env=installation.env)
    assert isinstance(listed(installation, camille, KELLER), Refusal)


def test_somebody_else_uses_my_access_ends_it(installation: Installation, camille: RecordId) -> None:
    _, code = shows(installation, camille, minutes=60)
    opens(installation, code, KELLER)
    mine = accounts.of_id(account(installation, camille))
    assert mine is not None
    with within(camille, exclusive=True):
        shut_access(mine, by="password", env=installation.env)
    assert isinstance(listed(installation, camille, KELLER), Refusal)
    assert refused(types(installation, code, HUGO)).told is Told.CODE_OPENS_NOTHING


def test_what_a_parent_shows_ends_when_their_own_access_is_closed(installation: Installation, lou: RecordId) -> None:
    _, code = shows(installation, lou, minutes=60, actor=FATHER)
    opens(installation, code, KELLER)
    showings.stop_all_by(FATHER.account, at=installation.env.clock.now())
    assert isinstance(listed(installation, lou, KELLER), Refusal)
    assert refused(types(installation, code, HUGO)).told is Told.CODE_OPENS_NOTHING


def test_what_a_parent_shows_ends_with_their_power(installation: Installation, lou: RecordId) -> None:
    _, code = shows(installation, lou, minutes=60, actor=FATHER)
    opens(installation, code, KELLER)
    suspend_representation(
        lou, FATHER.account, confirmed_by=SECOND_AGENT, proof="order", actor=DESK, env=installation.env
    )
    assert isinstance(listed(installation, lou, KELLER), Refusal)


def test_on_the_day_of_eighteen_nothing_is_shown_any_more(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    installation.at(THE_DAY - timedelta(minutes=10))
    _, code = shows(installation, lou, minutes=60, actor=FATHER)
    _, own = shows(installation, lou, minutes=60)
    opens(installation, code, KELLER)
    opens(installation, own, HADDAD)
    installation.at(THE_DAY)
    assert isinstance(listed(installation, lou, KELLER), Refusal)
    assert turn(installation, database, THE_DAY) == 1
    assert isinstance(listed(installation, lou, HADDAD), Refusal)


def test_either_parent_stops_what_one_of_them_shows_and_not_what_the_minor_shows(
    installation: Installation, lou: RecordId
) -> None:
    theirs, _ = shows(installation, lou, actor=FATHER)
    own, _ = shows(installation, lou)
    assert [one.id for one in followed(installation, lou, MOTHER)] == [theirs]
    assert not isinstance(stop_showing(lou, own, actor=MOTHER, env=installation.env), ShowingStopped)
    assert stop_showing(lou, theirs, actor=MOTHER, env=installation.env) == ShowingStopped()
    assert {one.id for one in followed(installation, lou)} == {theirs, own}


def test_what_a_minor_shows_of_what_is_hidden_from_the_parents_is_told_to_none_of_them(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    kept = installation.receives(
        LOU, note(LOU, by=HADDAD, hidden=frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES})), from_=HADDAD
    )
    before, notices = _history(installation, lou), len(owed(database))
    _, code = shows(installation, lou, kept)
    opens(installation, code, KELLER)
    types(installation, code, KELLER)
    assert listed(installation, lou, KELLER) == [kept]
    assert may_read(installation, lou, kept, KELLER)
    seen = [line for line in _history(installation, lou) if line[0] != "read-access-history"]
    assert seen == [line for line in before if line[0] != "read-access-history"]
    assert len(owed(database)) == notices


def _history(here: Installation, record: RecordId) -> list[tuple[str, str]]:
    answer = read_access_history(record, actor=FATHER, env=here.env)
    assert isinstance(answer, AccessHistory)
    return [(line.event.action.value, line.event.actor.kind) for line in reversed(answer.lines)]


def test_reading_what_was_chosen_is_told_as_a_first_access(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    report = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    _, code = shows(installation, camille, report)
    opens(installation, code, KELLER)
    listed(installation, camille, KELLER)
    assert "first-access" not in [kind for kind, _, _ in owed(database)]
    assert may_read(installation, camille, report, KELLER)
    assert [kind for kind, _, _ in owed(database)].count("first-access") == 1


def test_three_wrong_codes_close_the_trying_even_to_a_right_one(installation: Installation, camille: RecordId) -> None:
    _, code = shows(installation, camille, minutes=60)
    until = installation.env.clock.now() + timedelta(minutes=15)
    for wrong in ("aaaabbbb", "aaaacccc", "aaaadddd"):
        assert refused(types(installation, wrong, KELLER)).told is Told.CODE_OPENS_NOTHING
    assert types(installation, code, KELLER) == TooManyCodes(until)
    assert isinstance(types(installation, code, HUGO), ShowingOpened)
    assert [line.outcome.value for line in traced(installation) if line.action.value == "redeem-showing"] == [
        "refused"
    ] * 4
    later(installation, minutes=15)
    assert isinstance(types(installation, code, KELLER), ShowingOpened)


@pytest.mark.parametrize("attempt", range(3))
def test_no_reading_is_written_down_as_done_after_the_showing_is_stopped(
    attempt: int, installation: Installation, camille: RecordId
) -> None:
    assert attempt >= 0
    showing, code = shows(installation, camille)
    opens(installation, code, KELLER)

    def reading() -> list[bool]:
        return [not isinstance(listed(installation, camille, KELLER), Refusal) for _ in range(6)]

    def stopping() -> list[bool]:
        stop_showing(camille, showing, actor=Holder(camille), env=installation.env)
        return []

    read, _ = at_once([reading, stopping])
    assert read == sorted(read, reverse=True)
    lines = [(one.action.value, one.outcome.value) for one in traced(installation, camille)]
    after = lines[lines.index(("stop-showing", "done")) + 1 :]
    assert ("list-documents", "done") not in after


@pytest.mark.parametrize("attempt", range(3))
def test_of_one_professional_who_types_the_code_twice_at_once_one_opens(
    attempt: int, installation: Installation, camille: RecordId
) -> None:
    assert attempt >= 0
    _, code = shows(installation, camille)
    answers = at_once([lambda: types(installation, code, KELLER)] * 3)
    assert sum(isinstance(one, ShowingOpened) for one in answers) == 1
