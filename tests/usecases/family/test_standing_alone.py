"""The day somebody stands alone: what others set up for them ends, what they had decided waits to be confirmed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, PatientIdentifierSystem, RecordId, nir_key
from carnet.ports.messages import Channel
from carnet.store import account_people, accounts, records, web_sessions
from carnet.store.account_people import AccountPerson
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.account.open_account import AccountOpened, NotOpened
from carnet.usecases.account.open_other_account import open_other_account
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.family.confirm_inherited import Confirmed, Inherited, confirm_inherited, read_inherited
from carnet.usecases.family.end_protection import NotProtected, ProtectionEnded, end_protection
from carnet.usecases.family.end_representation import RepresentationEnded, end_representation
from carnet.usecases.family.list_profiles import Profile, Tie, list_profiles
from carnet.usecases.family.record_emancipation import Emancipated, record_emancipation
from carnet.usecases.family.record_protection import Protected, record_protection
from carnet.usecases.family.suspend_representation import NoSuchRepresentative
from carnet.usecases.family.tell_close_one import TELL_CLOSE_ONE, tell_close_one
from carnet.usecases.notices.send_notice import send_due_notices
from carnet.usecases.reading.read_home import Home, read_home
from tests.conftest import WrittenJobs
from tests.installation import CAMILLE, KELLER, Installation
from tests.store.database import Database
from tests.usecases.family.family import DESK, FATHER, LOU, is_parent_of, may_list
from tests.usecases.family.test_coming_of_age import MONTH_BEFORE, THE_DAY, the_worker, turn
from tests.usecases.looking import owed

SACHA = UUID("5f0c2d1e-7a3b-4c8d-9e6f-00000000ac01")
REPRESENTATIVE = Representative(str(SACHA))


def account(here: Installation, record: RecordId) -> UUID:
    """The account of a record's holder, with a password."""
    made = Account(
        id=here.env.chance.identifier(),
        record=record,
        identifier=here.env.chance.secret(32),
        password_hash="a hash",
        password_set_at=here.env.clock.now(),
        must_change_password=False,
        channel=Channel.MAIL,
        last_visit_at=None,
    )
    assert accounts.create(made, at=here.env.clock.now()) is None
    return made.id


def sacha(here: Installation) -> None:
    """Sacha has an account and no record."""
    opened = open_other_account(
        AccountPerson("Sacha", "Martin", mail="sacha@example.org"),
        channel=Channel.MAIL,
        identity_is_proved=True,
        number=SACHA,
        actor=DESK,
        env=here.env,
    )
    assert isinstance(opened, AccountOpened)


def session(here: Installation, who: Holder | Representative, of: UUID, *, opens: RecordId | None = None) -> str:
    """A session that lasts for days, were it left alone."""
    at, token = here.env.clock.now(), token_text(here.env.chance.secret(TOKEN_SIZE))
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=who,
            account=of,
            shown_name="Sacha Martin",
            opened_at=at,
            ends_at=max(ends_at(Door.PATIENT_SITE, opened_at=at, seen_at=at), at + timedelta(days=3)),
            previous_visit_at=None,
            nonces=(here.env.chance.secret(12), here.env.chance.secret(12)),
            record=opens,
        )
    )
    return token


def lives(here: Installation, token: str) -> bool:
    """Whether a session still speaks for somebody."""
    return web_sessions.living(token, door=Door.PATIENT_SITE, at=here.env.clock.now()) is not None


def test_on_the_day_the_sessions_and_the_account_that_others_opened_are_over(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    sacha(installation)
    is_parent_of(
        installation,
        lou,
        REPRESENTATIVE,
    )
    installation.at(THE_DAY - timedelta(hours=1))
    lous = account(installation, lou)
    own, others = session(installation, Holder(lou), lous), session(installation, REPRESENTATIVE, SACHA, opens=lou)
    elsewhere = session(installation, REPRESENTATIVE, SACHA)
    assert turn(installation, database, THE_DAY) == 1
    assert not lives(installation, own)
    assert not lives(installation, others)
    assert lives(installation, elsewhere), "what Sacha does for others is Sacha's own"
    closed = accounts.of_id(lous)
    assert closed is not None
    assert closed.is_shut
    assert closed.password_hash == ""


@pytest.fixture
def lou(installation: Installation) -> RecordId:
    """A minor's record that her father may read."""
    record = installation.opens(LOU)
    is_parent_of(installation, record, FATHER)
    return record


def test_a_month_before_sacha_is_told_by_a_channel_of_their_own(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    sacha(installation)
    is_parent_of(installation, lou, REPRESENTATIVE)
    assert turn(installation, database, MONTH_BEFORE) == 1
    installation.at(MONTH_BEFORE.replace(hour=9))
    jobs = installation.env.jobs
    assert isinstance(jobs, WrittenJobs)
    jobs.promised.clear()
    with the_worker(database):
        assert send_due_notices(env=installation.env) == 1
        promised = [given for name, given in jobs.promised if name == TELL_CLOSE_ONE]
        assert promised == [{"account": str(SACHA), "kind": "majority-near"}], "whose account is not opened is not told"
        assert tell_close_one(SACHA, "majority-near", env=installation.env)
    assert not tell_close_one(UUID(int=3), "majority-near", env=installation.env)


@pytest.mark.parametrize(
    ("born", "the_day"),
    [
        (date(2012, 2, 29), datetime(2030, 2, 28, 23, 0, tzinfo=UTC)),  # 1 March at midnight in Paris
        (date(2011, 7, 14), datetime(2029, 7, 13, 22, 0, tzinfo=UTC)),  # in summer Paris is two hours ahead
    ],
    ids=["29 February", "summer"],
)
def test_the_day_begins_at_midnight_in_paris(
    installation: Installation, database: Database, born: date, the_day: datetime
) -> None:
    nir = "2120244109077"
    young = replace(
        LOU,
        traits=replace(LOU.traits, birth_date=born),
        identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir)),),
    )
    record = installation.opens(young)
    is_parent_of(installation, record, FATHER)
    installation.at(the_day - timedelta(seconds=1))
    assert may_list(installation, record, FATHER)
    turn(installation, database, the_day - timedelta(seconds=1))
    assert "majority" not in [kind for kind, _, _ in owed(database)]
    assert turn(installation, database, the_day) == 1
    assert not may_list(installation, record, FATHER)
    assert "majority" in [kind for kind, _, _ in owed(database)]


def test_what_others_had_decided_is_shown_once_then_confirmed(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    block_professional(lou, KELLER.identifier, actor=FATHER, env=installation.env)
    assert turn(installation, database, THE_DAY) == 1
    home = read_home(lou, since=None, actor=Holder(lou), env=installation.env)
    assert isinstance(home, Home)
    assert home.to_confirm
    found = read_inherited(lou, actor=Holder(lou), env=installation.env)
    assert isinstance(found, Inherited)
    assert (found.masked, found.waits) == ((), True)
    assert confirm_inherited(lou, actor=Holder(lou), env=installation.env) == Confirmed()
    again = read_home(lou, since=None, actor=Holder(lou), env=installation.env)
    assert isinstance(again, Home)
    assert not again.to_confirm
    assert again.blocked == 1, "confirming changes nothing of it"


def test_an_emancipation_ends_powers_and_tells_those_who_held_them(
    installation: Installation, lou: RecordId, database: Database
) -> None:
    sacha(installation)
    is_parent_of(installation, lou, REPRESENTATIVE)
    installation.at(THE_DAY - timedelta(days=365))
    others = session(installation, REPRESENTATIVE, SACHA, opens=lou)
    assert record_emancipation(lou, proof="judgment", actor=DESK, env=installation.env) == Emancipated()
    assert not lives(installation, others)
    assert not may_list(installation, lou, FATHER)
    assert list_profiles(SACHA, env=installation.env) == ()
    assert "representation-ended" in [kind for kind, _, _ in owed(database)]
    with within(lou):
        assert records.inherited_at(lou) is not None


def test_the_end_of_a_guardianship_ends_what_the_guardian_set_up(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    assert end_protection(record, proof="judgment", actor=DESK, env=installation.env) == NotProtected()
    assert record_protection(record, proof="judgment", actor=DESK, env=installation.env) == Protected()
    number = account(installation, record)
    own = session(installation, Holder(record), number)
    assert end_protection(record, proof="judgment", actor=DESK, env=installation.env) == ProtectionEnded()
    assert not lives(installation, own)
    closed = accounts.of_id(number)
    assert closed is not None
    assert closed.is_shut


def test_a_transfer_of_custody_ends_one_power_and_no_other(installation: Installation, lou: RecordId) -> None:
    sacha(installation)
    is_parent_of(installation, lou, REPRESENTATIVE)
    installation.at(installation.env.clock.now() + timedelta(days=1))
    ended = end_representation(lou, FATHER.account, proof="judgment", actor=DESK, env=installation.env)
    assert ended == RepresentationEnded()
    assert not may_list(installation, lou, FATHER)
    assert may_list(installation, lou, REPRESENTATIVE)
    again = end_representation(lou, FATHER.account, proof="judgment", actor=DESK, env=installation.env)
    assert again == NoSuchRepresentative()


def test_nobody_but_the_desk_ends_anything(installation: Installation, lou: RecordId) -> None:
    for answer in (
        end_protection(lou, proof="judgment", actor=FATHER, env=installation.env),  # type: ignore[arg-type]  # no door does
        end_representation(lou, FATHER.account, proof="x", actor=KELLER, env=installation.env),  # type: ignore[arg-type]  # no door does
    ):
        assert isinstance(answer, Refusal)


def test_an_account_without_a_record_is_opened_on_proof_alone_and_names_its_person(installation: Installation) -> None:
    person = AccountPerson("Sacha", "Martin", mail="sacha@example.org")

    def asks(*, proved: bool = True, who: AccountPerson = person, by: object = DESK) -> object:
        return open_other_account(
            who,
            channel=Channel.MAIL,
            identity_is_proved=proved,
            number=SACHA,
            actor=by,  # type: ignore[arg-type]  # a parent, too
            env=installation.env,
        )

    assert asks(proved=False) is NotOpened.NOT_ALLOWED
    assert asks(by=FATHER) is NotOpened.NOT_ALLOWED
    assert asks(who=replace(person, mail="", phone="+33639980009")) is NotOpened.NO_ADDRESS
    assert isinstance(asks(), AccountOpened)
    assert asks() is NotOpened.HAS_ACCOUNT
    found, kept = accounts.of_id(SACHA), account_people.find(SACHA, keyring=installation.env.keyring)
    assert found is not None
    assert found.record == NOBODYS_RECORD
    assert kept == person
    account_people.forget(SACHA)
    assert account_people.find(SACHA, keyring=installation.env.keyring) is None


def test_the_profiles_of_a_parent_are_those_of_the_living_powers(installation: Installation, lou: RecordId) -> None:
    sacha(installation)
    assert list_profiles(SACHA, env=installation.env) == ()
    is_parent_of(installation, lou, REPRESENTATIVE)
    assert list_profiles(SACHA, env=installation.env) == (Profile(lou, Tie.REPRESENTED, "Lou Martin"),)
    installation.at(THE_DAY)
    assert list_profiles(SACHA, env=installation.env) == ()
