"""What happens in both worlds, before and after something is hidden in one of them."""

from dataclasses import replace
from pathlib import Path

from carnet.core.access.actors import Holder
from carnet.core.people import PersonName
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.infra.messages import FileOutbox
from carnet.infra.web_hooks import PublicWebHooks
from carnet.ports.environment import Environment
from carnet.store import consents, directory, records, tokens
from carnet.store.context import within
from carnet.store.directory import Practitioner
from carnet.store.records import RecordPerson
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from tests.adapters.clocks import StoppedClock
from tests.conftest import WrittenJobs
from tests.installation import HADDAD, HUGO, KELLER, PAUL_PODIATRIST, PRACTICE, Installation, note
from tests.store.database import Database
from tests.two_worlds.chance import SharedChance
from tests.two_worlds.people import COLLEAGUE, EVE, FATHER, LOU, NEWCOMERS, SOFTWARE, TODAY
from tests.two_worlds.stage import Stage, prescription


def make_env(sample: Environment, place: Path, chance: SharedChance) -> Environment:
    """An outside world of its own for one world: its clock, chance, bytes and outbox."""
    clock = StoppedClock(EVE)
    return replace(
        sample,
        clock=clock,
        chance=chance,
        blobs=EncryptedBlobStore(DiskStore(place / "documents")),
        messages=FileOutbox(place / "outbox", clock=clock),
        jobs=WrittenJobs(),
        web_hooks=PublicWebHooks(reaches_this_machine=True),
    )


def begin(env: Environment, database: Database, person: RecordPerson) -> Stage:
    """Empty the database and tell what happens in both worlds before anything is hidden."""
    database.empty()
    chance = env.chance
    assert isinstance(chance, SharedChance)
    records.ensure_nobodys_record(env.keyring, at=EVE)
    here = Installation(env)
    here.knows_everybody()
    for doctor, family in NEWCOMERS.items():
        directory.save_practitioner(Practitioner(doctor.identifier, PersonName(family, "Alex"), doctor.profession))
        directory.add_member(doctor.identifier, PRACTICE, role=doctor.role)
    tokens.save_client(Client(SOFTWARE, ClientKind.PATIENT, None, None, {"keys": []}))
    chance.turn_to(f"the record of {person.traits.birth_name}")
    record = here.opens(person)
    holder = Holder(record)
    for who in (KELLER, COLLEAGUE, HUGO, PAUL_PODIATRIST):
        here.authorizes(record, who)
    named = name_treating_physician(record, KELLER.identifier, actor=holder, env=env)
    assert isinstance(named, Named), named
    if person is LOU:
        with within(record):
            consents.add_representative(record, consents.Representation(FATHER.account, EVE, None))
    shown = here.receives(person, prescription(person, 1), from_=KELLER)
    stage = Stage(here, chance, database, person, record, shown, shown)
    stage.at(8)
    stage.lists(by=KELLER)
    stage.reads(shown, by=HUGO)
    return stage


def go_on(stage: Stage) -> None:
    """Tell what happens in both worlds after something was hidden."""
    stage.at(16)
    stage.here.receives(stage.person, prescription(stage.person, 2, hours=4), from_=KELLER)
    report = note(stage.person, by=HADDAD, number=3, type_code="11488-4", text="Consultation.")
    stage.here.receives(stage.person, report, from_=HADDAD)
    stage.reads(stage.shown, by=KELLER)
    stage.here.at(TODAY)
