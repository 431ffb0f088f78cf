"""The demonstration's world for tests that change it: built once for the run, copied for each test."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

import psycopg
from django.db import connections
from psycopg import sql

from carnet.core.access.actors import Holder
from carnet.core.access.policy import load_policy
from carnet.core.audit.events import AuditEvent, Door
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import (
    NOBODYS_RECORD,
    DocumentId,
    PatientIdentifier,
    PatientIdentifierSystem,
    RecordId,
    nir_key,
)
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.demo.cards import cards_on_the_table
from carnet.demo.documents.paper import unique_id
from carnet.demo.print_house import open_print_house
from carnet.demo.world import build
from carnet.doors.timer.schedule import SCHEDULE
from carnet.infra.antivirus import NoAntivirus
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.infra.card_readers import FolderOfReaders
from carnet.infra.chance import SystemChance
from carnet.infra.checkpoint_signer import CheckpointSigner
from carnet.infra.insured_register import FileInsuredRegister
from carnet.infra.keyring import FileKeyring
from carnet.infra.messages import FileOutbox
from carnet.infra.prepared_files import SealedFiles
from carnet.infra.print_house import FolderPrintHouse
from carnet.infra.web_hooks import PublicWebHooks
from carnet.ports.environment import Environment
from carnet.store import access_log, records
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.opening.ask_creation_code import ISSUE_CREATION_CODE
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.record.close_record import Closed, close_record
from carnet.usecases.record.find_record import find_record
from carnet.usecases.record.open_record import Opened, open_record
from tests import postgres
from tests.adapters.card_readers import SAID_YES, TrustedReader, with_card
from tests.adapters.clocks import StoppedClock
from tests.conftest import NOON, WrittenJobs
from tests.people import HUGO, Member
from tests.store.database import as_role, point_django_at

WORLD = "carnet_world_of_journeys"

_NIR = "1900144109077"
ZEPHYR = RecordPerson(
    traits=IdentityTraits("VIDE", ("ZEPHYR",), Gender.MALE, date(1990, 1, 4), "44109"),
    identity_status=IdentityStatus.QUALIFIED,
    identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, _NIR + nir_key(_NIR)),),
    mail="zephyr@example.org",
)
"""Somebody who has no record yet."""

NEVER_WAS = UUID("5f0c2d1e-7a3b-4c8d-9e6f-0123456789ab")
"""The number of no record and of no document."""
_copies = count()


@dataclass(slots=True)
class World:
    """A copy of the world at noon on 21 November 2026, which one test may change."""

    env: Environment
    home: Path
    worker: str = ""
    """The address of the database for the worker's role."""

    def record(self, about: Member) -> RecordId:
        """Somebody's record."""
        return find_record(about.identity.identifiers[0], env=self.env)

    def holder(self, about: Member) -> Holder:
        """Somebody as the holder of their record."""
        return Holder(self.record(about))

    def document(self, about: Member, key: str) -> DocumentId:
        """One document of a record, by the key that its story gives it."""
        wanted = unique_id(key)
        return next(found for found, told in self.documents(about).items() if told == wanted.value)

    def documents(self, about: Member) -> dict[DocumentId, str]:
        """The uniqueId of every document that a holder sees."""
        holder = self.holder(about)
        listed = list_documents(holder.record, criteria=Criteria(), actor=holder, env=self.env)
        assert isinstance(listed, ListedDocuments), listed
        return {one.document: one.entry.unique_id.value for one in listed.documents}

    def opens(self, person: RecordPerson) -> Holder:
        """Hugo opens the record of somebody whom the demonstration does not know: it is empty."""
        env = replace(self.env, card_reader=TrustedReader())
        assistance = with_card(person, actor=HUGO.actor, env=env)
        opened = open_record(person, consent=SAID_YES, assistance=assistance, actor=HUGO.actor, env=env)
        assert isinstance(opened, Opened), opened
        return Holder(opened.record)

    def closes(self, about: Member) -> None:
        """Somebody closes their record."""
        holder = self.holder(about)
        closed = close_record(holder.record, reason="holder-asks", actor=holder, env=self.env)
        assert isinstance(closed, Closed), closed

    def passes(self, time: timedelta) -> None:
        """Time passes."""
        clock = self.env.clock
        assert isinstance(clock, StoppedClock)
        clock.instant += time

    def works_off(self) -> None:
        """The worker does what was promised."""
        jobs = self.env.jobs
        assert isinstance(jobs, WrittenJobs)
        kinds = {job.name: job for job in SCHEDULE}
        for name, given in jobs.promised:
            run = partial(kinds[name].run, replace(self.env, door=Door.TIMER), given)
            if name == ISSUE_CREATION_CODE:  # the sites may ask for a code, and never draw one
                as_role(self.worker, run)
            else:
                run()
        jobs.promised.clear()

    def sent(self) -> list[str]:
        """Every mail and SMS that left, oldest first: the address, the subject and the words of each."""
        self.works_off()
        outbox = self.env.messages
        assert isinstance(outbox, FileOutbox)
        return [f"{one.message.address} {one.message.subject} {one.message.body}" for one in outbox.outbox()]

    def last_code(self) -> str:
        """The one-time code of the last message that left."""
        found = re.search(r"\b(\d{3})\s?(\d{3})\b", self.sent()[-1].rpartition("@")[2])
        assert found, "no code was sent"
        return "".join(found.groups())

    def trace(self, about: Member) -> list[AuditEvent]:
        """Every line of a record, oldest first, whoever may see it."""
        return self._trace_of(self.record(about))

    def trace_of_nobody(self) -> list[AuditEvent]:
        """Every line of what concerns no record that exists, oldest first."""
        return self._trace_of(NOBODYS_RECORD)

    def _trace_of(self, record: RecordId) -> list[AuditEvent]:
        with within(record):
            wrapped = records.wrapped_key(record)
            assert wrapped is not None
            key = self.env.keyring.open_record_key(wrapped, record=record.bytes)
            return access_log.read(record, record_key=key)[::-1]


def make_world() -> Path:
    """Build the world that is copied, once for the whole run; gives the folder of its keys and documents."""
    postgres.start_for_tests()
    postgres.make_template()
    shared = Path(os.environ[postgres.HOME])
    home = shared / "journeys"
    with postgres._one_at_a_time(shared):
        if not (home / "built").exists():
            home.mkdir()
            point_django_at(postgres.clone(WORLD).app)
            assert build(_environment(home, home / "outbox"), home=home)
            connections.close_all()
            (home / "built").touch()
    return home


@contextmanager
def copied(home: Path, outbox: Path, *, worker: str) -> Iterator[World]:
    """A copy of the world, for as long as it is used. ``outbox``: where its messages go."""
    name = f"carnet_journey_{worker}_{next(_copies)}"
    with postgres._one_at_a_time(home.parent):  # nobody may be connected to what is copied, a copier included
        addresses = postgres.clone(name, template=WORLD)
    point_django_at(addresses.app)
    yield World(_environment(home, outbox), home, addresses.worker)
    connections.close_all()
    postgres.drop(name)


def forget_world() -> None:
    """Remove what was copied."""
    with psycopg.connect(os.environ[postgres.ADMIN_URL], autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(WORLD)))


def _environment(home: Path, outbox: Path) -> Environment:
    clock = StoppedClock(NOON)
    return Environment(
        clock=clock,
        chance=SystemChance(),
        blobs=EncryptedBlobStore(DiskStore(home / "documents")),
        keyring=FileKeyring(home / "keys" / "master"),
        messages=FileOutbox(outbox, clock=clock),
        jobs=WrittenJobs(),
        antivirus=NoAntivirus(),
        signer=CheckpointSigner(home / "trace", name="localhost/carnet"),
        policy=load_policy("2018"),
        door=Door.FHIR,
        accepts_test_identifiers=True,
        card_reader=FolderOfReaders(home / "card-readers"),
        insured_register=FileInsuredRegister(home / "insured.jsonl"),
        card_simulator=cards_on_the_table(secrets=home / "demo", readers=home / "card-readers", chance=SystemChance()),
        print_house=open_print_house(
            secrets=home / "demo",
            folder=home / "print-house",
            spool=FolderPrintHouse(home / "print-house"),
            chance=SystemChance(),
        ),
        web_hooks=PublicWebHooks(reaches_this_machine=True),
        prepared_files=SealedFiles(DiskStore(outbox.with_name("prepared"))),
    )
