"""Open the record of a person: one identity, one record, with their consent."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal, Told
from carnet.core.audit.events import event_of, party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, facts, person_traits, records
from carnet.store.context import within
from carnet.store.records import IdentityHasRecord, RecordPerson
from carnet.usecases.trace import NONCE_SIZE, append, write_down


@dataclass(frozen=True, slots=True)
class Opened:
    """The new record."""

    record: RecordId


def open_record(
    person: RecordPerson, *, consent_proof: str, person_is_present: bool, actor: Actor, env: Environment
) -> Opened | Refusal:
    """Open a record (FAQ dmp.fr 2018, « Création »).

    ``consent_proof``: a code that says how the consent was given and recorded. ``person_is_present``: the statement of
    the professional who opens. An identity that has a record, open or closed, is refused.
    """
    digests = [env.keyring.lookup_digest(records.lookup_text(identifier)) for identifier in person.identifiers]
    existing = next((found for digest in digests if (found := records.identify(digest)) is not None), None)
    record = existing if existing is not None else RecordId(env.chance.identifier())
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record,
            action=Action.OPEN_RECORD,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=person_is_present,
        )
        decision = decide(gathered.facts)
        if isinstance(decision, Refusal):
            write_down(decision, gathered.wrapped_key, env=env)
            return decision
        wrapped_key = env.keyring.new_record_key(record=record.bytes)
        created = records.create(
            record,
            at=at,
            birth_date=person.traits.birth_date,
            switches=env.policy.initial_switches,
            wrapped_key=wrapped_key,
            person=person,
            digests=digests,
            record_key=env.keyring.open_record_key(wrapped_key, record=record.bytes),
            nonce=env.chance.secret(NONCE_SIZE),
        )
        if isinstance(created, IdentityHasRecord):
            # Somebody opened it between the look-up and now: the answer is the one they would have got.
            refusal = Refusal(gathered.facts, decision.reasons, Told.ALREADY_OPEN)
            write_down(refusal, gathered.wrapped_key, env=env)
            return refusal
        person_traits.index(record, [env.keyring.lookup_digest(text) for text in person_traits.texts_of(person.traits)])
        consents.record_opening_consent(
            record, consent=env.chance.identifier(), at=at, given_to=party(actor).identifier, proof=consent_proof
        )
        event = event_of(decision, event=env.chance.identifier(), door=env.door)
        append(replace(event, record=record), wrapped_key, env=env)
    return Opened(record)
