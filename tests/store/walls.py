"""The tables of a record, with at least a row in each; and what any statement sees of them."""

from datetime import timedelta

from django.db import connection

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, Software
from carnet.core.access.scopes import Permission
from carnet.core.audit.events import Party
from carnet.core.claims.claim import Claim, ClaimKind, Did, Reason, Step
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.showing import Showing
from carnet.core.documents.draft import Draft
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode
from carnet.core.health.entry import HealthEntry, Said
from carnet.core.health.kinds import KINDS, Answer
from carnet.core.identifiers import RecordId
from carnet.core.record.export import Asker, ExportKind, ExportStage, Part, RecordExport, Wish
from carnet.core.record.first_visit import Step as FirstStep
from carnet.core.record.opening import ConsentWay, OpeningConsent
from carnet.core.record.terms_of_use import AcceptanceWay, read_terms
from carnet.core.subscriptions.happenings import Happening
from carnet.core.subscriptions.subscription import Channel as WayOut
from carnet.core.subscriptions.subscription import Content, Subscription, Topic, Wanted
from carnet.ports.card_reader import CardReading
from carnet.ports.messages import Channel
from carnet.store import (
    agreements,
    carers,
    claims,
    close_ones,
    consents,
    drafts,
    emergencies,
    endings,
    first_visits,
    health_entries,
    joint_agreements,
    kept_allergies,
    notices,
    openings,
    record_exports,
    secret_visits,
    selections,
    showings,
    subscriptions,
    terms,
    trusted_people,
)
from carnet.store.context import within
from carnet.store.kept_allergies import KeptAllergies
from tests.store.world import CHANCE, KELLER, NOON, OpenRecord, a_line, deposited, letter, trace

BLOOD = next(one for one in KINDS if one.key == "blood")
RECORD_TABLES = {
    "record": "id",
    **dict.fromkeys(
        (
            "record_person",
            "representative",
            "carer",
            "close_one",
            "trusted_person",
            "kept_allergy",
            "selected_document",
            "put_off_step",
            "health_entry",
            "joint_agreement",
            "showing",
            "showing_opened",
            "subscription",
            "subscription_event",
            "record_export",
            "document_draft",
            "document_draft_piece",
            "secret_visit",
            "agreement_request",
            "opening_consent",
            "card_presence",
            "terms_acceptance",
            "submission_set",
            "document",
            "document_version",
            "association",
            "access_authorization",
            "block",
            "treating_physician",
            "first_access",
            "emergency_access",
            "review_case",
            "claim",
            "erasure",
            "death",
            "notice",
            "audit_event",
        ),
        "record_id",
    ),
}


def everything_in(record: OpenRecord) -> None:
    """At least one row in every table of a record."""
    first = deposited(record, letter(1))
    deposited(record, letter(2), replaces=first)
    with within(record.id, exclusive=True):
        consents.authorize(record.id, KELLER, Authorization(NOON))
        consents.block(record.id, KELLER, at=NOON)
        consents.name_treating_physician(record.id, KELLER, at=NOON)
        consents.remember_first_access(record.id, KELLER, at=NOON)
        consents.add_representative(record.id, consents.Representation("a-parent", NOON, None))
        close_ones.remember_name(record.id, "a-parent", "Sacha Morel", record_key=record.key, nonce=CHANCE.secret(12))
        trusted_people.name(record.id, "a-friend", at=NOON)
        allergies = KeptAllergies(CHANCE.identifier(), first, NOON, ("Pénicilline",))
        kept_allergies.keep(record.id, allergies, record_key=record.key, nonce=CHANCE.secret(12))
        health_entries.add(record.id, nothing_known(), record_key=record.key, nonce=CHANCE.secret(12))
        selections.keep(record.id, [first], account="", at=NOON)
        first_visits.put_off(record.id, [FirstStep.ALERTS], account="", at=NOON)
        carers.invite(record.id, "a-carer", at=NOON, ends_at=NOON + timedelta(days=7))
        showing = CHANCE.identifier()
        showings.add(
            record.id,
            showing,
            Showing(NOON, NOON + timedelta(minutes=15)),
            shown_by="",
            code="k7m2xq9w",
            record_key=record.key,
            nonce=CHANCE.secret(12),
        )
        showings.open_for(record.id, showing, KELLER, at=NOON)
        subscribe(record)
        wish = Wish(ExportKind.FOLDER, frozenset({Part.PERSON}), "https://carnet.example/fhir")
        taken = RecordExport(CHANCE.identifier(), record.id, Asker("", ""), wish, NOON, ExportStage.WAITING)
        record_exports.add(taken, record_key=record.key, nonce=CHANCE.secret(12))
        draft = Draft(CHANCE.identifier(), "holder", "a.txt", "0" * 64, 4, NOON, NOON + timedelta(days=1))
        drafts.begin(record.id, draft, record_key=record.key, nonce=CHANCE.secret(12))
        drafts.add_piece(record.id, draft, b"mots", record_key=record.key, nonce=CHANCE.secret(12))
        joint_agreements.agree(record.id, Action.CLOSE_RECORD, "a-parent", at=NOON)
        agreements.ask(
            record.id,
            agreements.AgreementRequest(CHANCE.identifier(), KELLER, KELLER, Channel.MAIL, NOON),
        )
        secret_visits.open_visit(
            record.id,
            KELLER,
            visit=CHANCE.identifier(),
            at=NOON,
            until=NOON + timedelta(hours=1),
            period_until=NOON + timedelta(days=60),
        )
        openings.keep_consent(
            record.id,
            CHANCE.identifier(),
            OpeningConsent(ConsentWay.SPOKEN),
            text="2018-11",
            at=NOON,
            given_to=KELLER.value,
        )
        openings.keep_card(
            record.id,
            CHANCE.identifier(),
            CardReading("essai", "0123456789", "284034410902518", NOON, "challenge", "signed"),
            act="open-record",
            at=NOON,
            record_key=record.key,
            nonce=CHANCE.secret(12),
        )
        terms.keep_acceptance(
            record.id, CHANCE.identifier(), read_terms("2018-11", "fr"), way=AcceptanceWay.SIGN_IN, at=NOON
        )
        emergencies.open_access(
            record.id,
            EmergencyAccess(EmergencyMode.BREAK_THE_GLASS, NOON, NOON + timedelta(hours=24)),
            emergency=CHANCE.identifier(),
            practitioner=KELLER,
            justification="Patiente inconsciente",
            review=CHANCE.identifier(),
            record_key=record.key,
            nonce=CHANCE.secret(12),
        )
        asked = Claim(
            CHANCE.identifier(), ClaimKind.CORRECTION, first, Reason.WRONG, (Step(NOON, Did.ASKED, "holder"),)
        )
        claims.add(record.id, asked, record_key=record.key, nonce=CHANCE.secret(12))
        endings.ask_for_erasure(record.id, at=NOON, due_at=NOON + timedelta(days=30))
        endings.close_for_a_death(record.id, at=NOON)
        notices.owe(record.id, notice=CHANCE.identifier(), kind="first-access", created_at=NOON, due_at=NOON)
        trace(a_line(record.id), record.key)


def nothing_known() -> HealthEntry:
    """Camille does not know her blood group."""
    return HealthEntry(CHANCE.identifier(), Said(BLOOD, Answer.UNKNOWN), Party("holder"), NOON)


def subscribe(record: OpenRecord) -> None:
    """The software of Camille's doctor subscribes to a record, and something has come about."""
    channel = WayOut(
        "https://keller.example", (), "application/fhir+json", Content.ID_ONLY, None, timedelta(seconds=10), 10
    )
    software = Software("keller", frozenset({Permission.READ_DOCUMENTS}))
    kept = Subscription(
        id=CHANCE.identifier(),
        wanted=Wanted(record.id, Topic.NEW_DOCUMENT, channel, "to know"),
        actor=Holder(record.id, software),
        base_url="https://carnet.example/fhir",
        created_at=NOON,
        ends_at=NOON + timedelta(days=1),
    )
    subscriptions.add(kept, subscriber=b"digest", record_key=record.key, nonce=CHANCE.secret(12))
    subscriptions.note(kept, [Happening(CHANCE.identifier(), NOON)])


def execute(sql: str) -> None:
    """Run any statement, as no function of the store would."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def count(table: str) -> int:
    """How many rows of a table this connection sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


def records_seen(table: str, column: str) -> set[RecordId]:
    """Whose rows of a table this connection sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"select distinct {column} from {table}")
        return {record for (record,) in cursor.fetchall()}
