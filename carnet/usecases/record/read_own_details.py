"""Somebody from the person's side reads « Mes informations »: who the person is, and whom to call."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.existence import tells_identity
from carnet.core.access.facts import Facts
from carnet.core.access.mail import sees_contacts
from carnet.core.identifiers import PatientIdentifier, RecordId
from carnet.core.people import IdentityStatus, IdentityTraits
from carnet.ports.environment import Environment
from carnet.store import close_ones, facts, records, trusted_people
from carnet.store.context import within
from carnet.usecases.health.directives import directives_shown
from carnet.usecases.health.own_health import Block, blocks_shown
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

WILLS = ("contact", "directives", "donation")
"""The blocks of « Ma santé » that say whom to call and what the person wants, in the order of the page."""


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who the record is about. ``identifiers``: the INS first, then the secondary ones."""

    traits: IdentityTraits
    status: IdentityStatus
    identifiers: tuple[PatientIdentifier, ...]

    def __repr__(self) -> str:
        """Hide the person."""
        return "Identity(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Reached:
    """How the holder is reached; what is not known is empty. ``address``: its lines below the name."""

    mail: str
    phone: str
    address: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the person."""
        return "Reached(…)"


@dataclass(frozen=True, slots=True, repr=False)
class OwnDetails:
    """The page.

    ``identity``: None for a carer, who knows whom they care for and is told no number. ``reached``: None for anybody
    but the holder (product.md, « Separated parents »). ``trusted_person``: the name of whoever is trusted, empty when
    nobody is, None for who may not name one. ``blocks``: of ``WILLS``, those that this reader may see, unversioned.
    """

    identity: Identity | None
    reached: Reached | None
    trusted_person: str | None
    blocks: tuple[Block, ...]
    directives: ShownDocument | None = None
    """The last document of advance directives, for those who may see it."""

    def __repr__(self) -> str:
        """Hide the person."""
        return "OwnDetails(…)"


def read_own_details(
    record: RecordId, *, actor: Holder | Representative | Carer, env: Environment
) -> OwnDetails | Refusal:
    """Gather the page in one act, traced as reading « Ma santé » (interface.md P22)."""
    with within(record):
        gathered = facts.about_record(
            record, action=Action.READ_HEALTH, actor=actor, at=env.clock.now(), policy=env.policy
        )
        asked = gathered.facts
        decision = decide(asked)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="own-details")
        if isinstance(decision, Refusal):
            return decision
        shown = {one.kind.key: replace(one, former=()) for one in blocks_shown(asked, record_key=record_key)}
        person = records.person(record, record_key=record_key)
        if person is None:
            raise RuntimeError("a record that may be read has no person")
        known = Identity(person.traits, person.identity_status, person.identifiers)
        return OwnDetails(
            identity=known if _may_know(asked) else None,
            reached=Reached(person.mail, person.phone, person.address) if sees_contacts(asked) else None,
            trusted_person=_trusted_person(asked, record_key=record_key),
            blocks=tuple(shown[key] for key in WILLS if key in shown),
            directives=_directives(record, asked, record_key=record_key),
        )


def _may_know(asked: Facts) -> bool:
    decision = decide(replace(asked, action=Action.CHECK_RECORD))
    return isinstance(decision, Permit) and tells_identity(decision)


def _directives(record: RecordId, asked: Facts, *, record_key: bytes) -> ShownDocument | None:
    gathered = facts.about_documents(
        record, action=Action.LIST_DOCUMENTS, actor=asked.actor, at=asked.at, policy=asked.policy
    )
    if isinstance(decide(gathered.facts), Refusal):
        return None
    shown = directives_shown(gathered, record_key=record_key)
    return max(shown, key=lambda one: one.submitted_at, default=None)


def _trusted_person(asked: Facts, *, record_key: bytes) -> str | None:
    if not isinstance(decide(replace(asked, action=Action.CHOOSE_TRUSTED_PERSON)), Permit):
        return None
    account = trusted_people.named(asked.record.id)
    if account is None:
        return ""
    return close_ones.names(asked.record.id, record_key=record_key).get(account, "")
