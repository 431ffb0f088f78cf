"""Histories: whatever people do to a record, in any order, and what the second opinion makes of each act."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.core.consent.agreement import Agreement, Proof
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import OrganizationId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.mask_document import NotAnnouncedYet, mask_document, unmask_document
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.emergency.break_the_glass import break_the_glass
from carnet.usecases.emergency.close_emergency_access import close_emergency_access
from carnet.usecases.record.close_record import close_record
from tests.adapters.clocks import StoppedClock
from tests.installation import (
    HADDAD,
    HOSPITAL,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    NURSE,
)
from tests.second_opinion.cast import DOCTORS, PROFESSIONALS, known_as
from tests.second_opinion.record import TYPES, OneRecord

professionals = st.sampled_from([*[KELLER, HADDAD, HUGO, NURSE] * 3, *PROFESSIONALS])
anybody = st.sampled_from([*["holder"] * 12, *[KELLER, HADDAD] * 3, *PROFESSIONALS])
grantees: st.SearchStrategy[Professional | OrganizationId] = st.sampled_from(
    [*[KELLER, HADDAD, HOSPITAL] * 3, *PROFESSIONALS]
)
doctors = st.sampled_from([*DOCTORS * 3, *PROFESSIONALS])
presence = st.sampled_from([True, True, True, False])
"""Most draws are of those who may act: a history in which everybody is refused teaches nothing."""


class Histories(OneRecord, RuleBasedStateMachine):
    """One record, from its opening on. ``stage`` is given by the test."""

    @initialize()
    def a_record_opens(self) -> None:
        self.begin()

    # --- what people do ---

    @rule(whom=grantees, days=st.sampled_from([None, 1, 400]))
    def the_holder_lets_somebody_in(self, whom: Professional | OrganizationId, days: int | None) -> None:
        until = self.now + timedelta(days=days) if days else None
        named = whom if isinstance(whom, OrganizationId) else whom.identifier
        done = authorize_professional(self.record, named, until=until, actor=self.holder, env=self.env)
        assert self.agree(done, self.dossier.state == "open" and named.value not in self.dossier.blocked)
        if not isinstance(done, Refusal):
            self.dossier.grant(named.value, self.now, until)

    @rule(who=professionals, present=presence)
    def a_professional_declares_the_consent(self, who: Professional, present: bool) -> None:
        done = declare_consent(self.person.identifiers[0], person_is_present=present, actor=who, env=self.env)
        assert self.agree(done, self.dossier.declares(known_as(who), present=present))
        if not isinstance(done, Refusal) and not self.dossier.has_consent(who.identifier.value, self.now):
            self.dossier.grant(who.identifier.value, self.now)

    @rule(who=anybody, whom=grantees, present=presence)
    def somebody_is_shut_out(self, who: object, whom: Professional | OrganizationId, present: bool) -> None:
        actor = self.actor(who)
        named = whom if isinstance(whom, OrganizationId) else whom.identifier
        done = block_professional(self.record, named, person_asks=present, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.blocks(known_as(actor), self.now, present=present))
        if not isinstance(done, Refusal):
            self.dossier.block(named.value)

    @rule(whom=grantees)
    def the_holder_lifts_a_block(self, whom: Professional | OrganizationId) -> None:
        named = whom if isinstance(whom, OrganizationId) else whom.identifier
        done = unblock_professional(self.record, named, actor=self.holder, env=self.env)
        assert self.agree(done, self.dossier.state == "open")
        if not isinstance(done, Refusal):
            self.dossier.blocked.discard(named.value)

    @rule(
        who=st.sampled_from(["holder", *DOCTORS]),
        named=st.sampled_from([*DOCTORS * 3, *PROFESSIONALS]),
        present=presence,
    )
    def a_treating_physician_is_named(self, who: object, named: Professional, present: bool) -> None:
        actor = self.actor(who)
        proved = Agreement(Proof.SIGNED_PAPER, self.now.date()) if present else None
        done = name_treating_physician(self.record, named.identifier, agreement=proved, actor=actor, env=self.env)
        expected = self.dossier.names_treating(known_as(actor), known_as(named), self.now, present=present)
        assert self.agree(done, expected)
        if not isinstance(done, Refusal):
            self.dossier.treating = {named.identifier.value}

    @rule(
        author=st.sampled_from([KELLER, HADDAD]),
        by=st.sampled_from(["software", *PROFESSIONALS]),
        type_code=st.sampled_from(TYPES),
        unannounced=st.booleans(),
    )
    def a_document_arrives(self, author: Professional, by: object, type_code: str, unannounced: bool) -> None:
        hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT}) if unannounced else None
        self.deposit(author, by, type_code, hidden)

    @precondition(lambda self: self.documents)
    @rule(which=st.integers(0, 99), by=st.sampled_from([KELLER, HADDAD, NURSE]))
    def a_document_is_replaced(self, which: int, by: Professional) -> None:
        target = self.paper(which)
        if self.deposit(by, by, target.type_code, None, target=target):
            target.state = "superseded"

    @precondition(lambda self: self.documents)
    @rule(which=st.integers(0, 99), who=anybody, present=presence)
    def a_document_is_masked(self, which: int, who: object, present: bool) -> None:
        actor, paper = self.actor(who), self.paper(which)
        done = mask_document(self.record, self.documents[paper.number], person_asks=present, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.masks(known_as(actor), paper, self.now, present=present))
        assert isinstance(done, NotAnnouncedYet | Refusal) == (
            isinstance(done, Refusal) or "unannounced" in paper.hidden
        )
        if not isinstance(done, NotAnnouncedYet | Refusal):
            paper.hidden.add("masked")

    @precondition(lambda self: self.documents)
    @rule(which=st.integers(0, 99), who=anybody, present=presence)
    def a_document_is_shown_again(self, which: int, who: object, present: bool) -> None:
        actor, paper = self.actor(who), self.paper(which)
        done = unmask_document(
            self.record, self.documents[paper.number], person_asks=present, actor=actor, env=self.env
        )
        assert self.agree(done, self.dossier.unmasks(known_as(actor), paper, self.now, present=present))
        if not isinstance(done, Refusal):
            paper.hidden.discard("masked")

    @rule(
        who=anybody,
        glass=st.booleans(),
        masked=st.booleans(),
        present=presence,
    )
    def the_switches_are_set(self, who: object, glass: bool, masked: bool, present: bool) -> None:
        actor = self.actor(who)
        done = choose_emergency_access(
            self.record,
            EmergencySwitches(samu=True, break_the_glass=glass, masked_documents=masked),
            person_is_present=present,
            actor=actor,
            env=self.env,
        )
        assert self.agree(done, self.dossier.sets_switches(known_as(actor), self.now, present=present))
        if not isinstance(done, Refusal):
            self.dossier.allows_glass, self.dossier.opens_masked_in_emergency = glass, masked

    @rule(who=professionals)
    def the_glass_is_broken(self, who: Professional) -> None:
        done = break_the_glass(
            self.person.identifiers[0], reason="Danger immédiat, perte de connaissance", actor=who, env=self.env
        )
        assert self.agree(done, self.dossier.breaks_glass(known_as(who), self.now))
        if not isinstance(done, Refusal):
            self.dossier.break_glass(known_as(who), self.now)

    @rule(who=professionals)
    def an_emergency_access_is_closed(self, who: Professional) -> None:
        known = known_as(who)
        done = close_emergency_access(self.record, actor=who, env=self.env)
        since, until = self.dossier.glass_broken.get(known.name, (self.now, self.now))
        lives = since <= self.now < until and self.dossier.state == "open" and not self.dossier.is_shut_out(known)
        assert self.agree(done, lives)
        if not isinstance(done, Refusal):
            self.dossier.glass_broken.pop(known.name, None)

    @rule(hours=st.sampled_from([1, 23, 25, 24 * 30]))
    def time_passes(self, hours: int) -> None:
        clock = self.env.clock
        assert isinstance(clock, StoppedClock)
        clock.instant += timedelta(hours=hours)

    @rule(who=st.sampled_from(["nobody"] * 20 + ["holder", *DOCTORS]), present=presence)
    def the_record_is_closed(self, who: object, present: bool) -> None:
        if who == "nobody":
            return
        actor = self.actor(who)
        done = close_record(self.record, reason="holder-asks", person_is_present=present, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.closes(known_as(actor), self.now, present=present))
        if not isinstance(done, Refusal):
            self.dossier.close()

    @rule(who=st.sampled_from(["holder", HOSPITAL_SOFTWARE, *PROFESSIONALS]))
    def somebody_looks(self, who: object) -> None:
        """Through every route that is open to them."""
        self.stage.look(self, self.actor(who))
