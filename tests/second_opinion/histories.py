"""Histories: whatever people do to an adult's record, in any order, and what the second opinion makes of each act."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.core.consent.agreement import Agreement, Proof
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.infra.messages import FileOutbox
from carnet.usecases.consent.ask_for_agreement import AgreementAsked, ask_for_agreement
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.consent.confirm_agreement import confirm_agreement
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from carnet.usecases.consent.refuse_deposits import NotBlocked, refuse_deposits
from carnet.usecases.consent.send_agreement_code import send_agreement_code
from carnet.usecases.consent.withdraw_authorization import give_up_access, withdraw_authorization
from carnet.usecases.emergency.answer_samu_call import answer_samu_call
from carnet.usecases.emergency.break_the_glass import break_the_glass
from carnet.usecases.emergency.close_emergency_access import close_emergency_access
from carnet.usecases.emergency.find_by_traits import FoundPeople, Traits, find_by_traits
from carnet.usecases.family.accept_invitation import CaringBegins, accept_invitation
from carnet.usecases.family.end_carer import end_carer
from carnet.usecases.family.invite_carer import CarerInvited, invite_carer
from carnet.usecases.record.close_record import close_record
from carnet.usecases.record.reopen_record import RecordClosure, RecordIsOpen, Reopened, read_closure, reopen_record
from tests.installation import HADDAD, HOSPITAL, HOSPITAL_SOFTWARE, KELLER, NURSE
from tests.second_opinion.cast import DOCTORS, PROFESSIONALS, known_as, somebody_new
from tests.second_opinion.draws import anybody, closers, grantees, holders, named, presence, professionals, regulators
from tests.second_opinion.record import TYPES, words_of
from tests.second_opinion.showings import Showings


class Histories(Showings, RuleBasedStateMachine):
    """One record, from its opening on. ``stage`` is given by the test."""

    onlookers = ("holder", "carer", *PROFESSIONALS)

    @initialize()
    def a_record_opens(self) -> None:
        """With some papers, two doctors who are let in, and one of them the treating physician."""
        self.stage.opened += 1
        self.begin(somebody_new(self.stage.opened))
        for doctor in DOCTORS:
            self.the_holder_lets_somebody_in("holder", doctor, None)
        self.a_treating_physician_is_named("holder", KELLER, present=True)
        self.a_document_arrives(HADDAD, HADDAD, TYPES[0], unannounced=False)
        self.a_document_arrives(KELLER, HADDAD, TYPES[1], unannounced=True)
        self.a_document_arrives(HADDAD, NURSE, TYPES[2], unannounced=False)
        self.the_person_brings_a_document()

    @invariant()
    def whoever_looks_sees_what_the_law_says(self) -> None:
        self.glance()

    def teardown(self) -> None:
        whoever = PROFESSIONALS[self.stage.opened % len(PROFESSIONALS)]
        self.stage.look(self, whoever if self.stage.opened % 2 else self.holder)

    # --- whom the person lets in, and shuts out ---

    @rule(who=holders, whom=grantees, days=st.sampled_from([None, 1, 400]))
    def the_holder_lets_somebody_in(self, who: object, whom: Professional | OrganizationId, days: int | None) -> None:
        actor, name = self.actor(who), named(whom)
        until = self.now + timedelta(days=days) if days else None
        done = authorize_professional(self.record, self.grantee(whom), until=until, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.speaks(known_as(actor), self.now) and name not in self.dossier.blocked)
        if not isinstance(done, Refusal):
            self.dossier.grant(name, self.now, until)

    @rule(who=professionals, present=presence)
    def a_professional_declares_the_consent(self, who: Professional, present: bool) -> None:
        done = declare_consent(self.person.identifiers[0], person_is_present=present, actor=who, env=self.env)
        assert self.agree(done, self.dossier.declares(known_as(who), self.now, present=present))
        if not isinstance(done, Refusal) and not self.dossier.has_consent(who.identifier.value, self.now):
            self.dossier.grant(who.identifier.value, self.now)

    @rule(who=holders, whom=grantees)
    def a_yes_is_taken_back(self, who: object, whom: Professional | OrganizationId) -> None:
        actor = self.actor(who)
        done = withdraw_authorization(self.record, self.grantee(whom), actor=actor, env=self.env)
        assert self.agree(done, self.dossier.speaks(known_as(actor), self.now))
        if not isinstance(done, Refusal):
            self.dossier.end(named(whom))

    @rule(who=professionals)
    def a_professional_gives_their_access_up(self, who: Professional) -> None:
        known = known_as(who)
        done = give_up_access(self.record, actor=who, env=self.env)
        has_one = self.dossier.has_consent(known.name, self.now) and self.dossier.is_fit(known, self.now)
        assert self.agree(done, self.dossier.state == "open" and has_one)
        if not isinstance(done, Refusal):
            self.dossier.end(known.name)

    @rule(who=anybody, whom=grantees, present=presence)
    def somebody_is_shut_out(self, who: object, whom: Professional | OrganizationId, present: bool) -> None:
        actor = self.actor(who)
        done = block_professional(self.record, self.grantee(whom), person_asks=present, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.blocks(known_as(actor), self.now, present=present))
        if not isinstance(done, Refusal):
            self.dossier.blocked.add(named(whom))
            self.dossier.end(named(whom))
            for one in PROFESSIONALS:
                if named(whom) in (known_as(one).name, known_as(one).team):
                    self.dossier.stop(known_as(one).name, "shown")

    @precondition(lambda self: self.dossier.blocked)
    @rule(who=holders, which=st.integers(0, 9), refuses=st.sampled_from([True, False, None, None]))
    def a_block_is_lifted_or_further_deposits_refused(self, who: object, which: int, refuses: bool | None) -> None:
        """``refuses``: None for whom the block is lifted."""
        actor, there = self.actor(who), sorted(self.dossier.blocked)
        name = there[which % len(there)]
        whom = HOSPITAL if name == HOSPITAL.value else PractitionerId(name)
        expected = self.dossier.speaks(known_as(actor), self.now)
        if refuses is None:
            lifted = unblock_professional(self.record, whom, actor=actor, env=self.env)
            assert self.agree(lifted, expected)
            self.dossier.blocked -= {name} if expected else set()
            self.dossier.unwelcome &= self.dossier.blocked
            return
        done = refuse_deposits(self.record, whom, refuses=refuses, actor=actor, env=self.env)
        assert self.agree(done, expected)
        assert not isinstance(done, NotBlocked)
        if expected:
            self.dossier.unwelcome = self.dossier.unwelcome - {name} | ({name} if refuses else set())

    @rule(who=holders, named_=st.sampled_from([*DOCTORS * 4, *PROFESSIONALS]), present=presence)
    def a_treating_physician_is_named(self, who: object, named_: Professional, present: bool) -> None:
        actor, name = self.actor(who), named_.identifier
        proved = Agreement(Proof.SIGNED_PAPER, self.now.date()) if present else None
        done = name_treating_physician(self.record, name, agreement=proved, actor=actor, env=self.env)
        expected = self.dossier.names_treating(known_as(actor), known_as(named_), self.now, present=present)
        assert self.agree(done, expected)
        if not isinstance(done, Refusal):
            kept = self.dossier.treating - {known_as(actor).name} if actor != self.holder else set()
            self.dossier.treating = kept | {name.value}

    @rule(who=st.sampled_from([*DOCTORS * 6, *PROFESSIONALS]), successor=st.sampled_from([HADDAD, HADDAD, KELLER]))
    def a_treating_physician_is_followed_by_another(self, who: Professional, successor: Professional) -> None:
        """The person tells the code that they received."""
        known, name = known_as(who), successor.identifier
        asked = ask_for_agreement(self.record, name, actor=who, env=self.env)
        assert self.agree(asked, self.dossier.names_treating(known, known_as(successor), self.now, present=True))
        if not isinstance(asked, AgreementAsked):
            return
        assert send_agreement_code(self.record, asked.request, env=self.env)
        assert isinstance(self.env.messages, FileOutbox)
        code = self.env.messages.outbox()[-1].message.body.split()[0]
        done = confirm_agreement(self.record, asked.request, name, code, actor=who, env=self.env)
        assert isinstance(done, Named)
        self.dossier.treating = self.dossier.treating - {known.name} | {name.value}

    @rule(who=holders, ends=st.sampled_from([True, False, False]))
    def a_carer_comes_or_goes(self, who: object, ends: bool) -> None:
        actor, carer, carers = self.actor(who), self.carer, self.dossier.carers
        if ends and self.now < carers.get(carer.account, self.now):
            gone = end_carer(self.record, carer.account, actor=carer, env=self.env)
            assert self.agree(gone, self.dossier.lists(known_as(carer), self.now))
            carers.pop(carer.account)
            return
        done = invite_carer(self.record, carer.account, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.speaks(known_as(actor), self.now))
        if isinstance(done, CarerInvited):
            assert isinstance(accept_invitation(self.record, actor=carer, env=self.env), CaringBegins)
            carers[carer.account] = self.now + timedelta(days=365)

    # --- emergencies ---

    @rule(who=anybody, samu=st.booleans(), glass=st.booleans(), masked=st.booleans(), present=presence)
    def the_switches_are_set(self, who: object, samu: bool, glass: bool, masked: bool, present: bool) -> None:
        actor, switches = self.actor(who), EmergencySwitches(samu, glass, masked)
        done = choose_emergency_access(self.record, switches, person_is_present=present, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.asks(known_as(actor), self.now, present=present))
        if not isinstance(done, Refusal):
            self.dossier.switches = words_of(switches)

    @rule(who=professionals)
    def the_glass_is_broken(self, who: Professional) -> None:
        done = break_the_glass(
            self.person.identifiers[0], reason="Danger immédiat, perte de connaissance", actor=who, env=self.env
        )
        assert self.agree(done, self.dossier.rushes_in(known_as(who), "glass", self.now))
        if not isinstance(done, Refusal):
            self.dossier.begin(known_as(who), "glass", self.now)

    @rule(who=regulators)
    def the_samu_answers_a_call(self, who: Professional) -> None:
        done = answer_samu_call(self.person.identifiers[0], call="2026-044-1812", actor=who, env=self.env)
        assert self.agree(done, self.dossier.rushes_in(known_as(who), "samu", self.now))
        if not isinstance(done, Refusal):
            self.dossier.begin(known_as(who), "samu", self.now)

    @rule(who=regulators)
    def the_samu_looks_for_somebody(self, who: Professional) -> None:
        """By their name and birth date; who is opposed or closed is not there."""
        known, traits = known_as(who), self.person.traits
        done = find_by_traits(
            Traits(traits.birth_name, traits.birth_date), call="2026-044-1813", actor=who, env=self.env
        )
        assert self.agree(done, known.setting == "samu")
        if isinstance(done, FoundPeople):
            is_there = self.record in {one.record for one in done.people}
            assert is_there == self.dossier.rushes_in(known, "samu", self.now)

    @rule(who=regulators | professionals)
    def an_emergency_access_is_closed(self, who: Professional) -> None:
        known, now = known_as(who), self.now
        done = close_emergency_access(self.record, actor=who, env=self.env)
        lives = self.dossier.lives("glass", known, now) or self.dossier.lives("samu", known, now)
        assert self.agree(done, lives and self.dossier.state == "open" and not self.dossier.has_block(known))
        if not isinstance(done, Refusal):
            self.dossier.stop(known.name, "glass", "samu")

    @rule(hours=st.sampled_from([1, 5, 23, 25, 24 * 30]))
    def time_passes(self, hours: int) -> None:
        self.passes(timedelta(hours=hours))

    # --- closing ---

    @rule(who=closers, present=presence, days=st.sampled_from([0, 6, 6, 6, 8, None]))
    def the_record_is_closed(self, who: object, present: bool, days: int | None) -> None:
        """And opened again some days later, or left so."""
        if who == "nobody":
            return
        actor = self.actor(who)
        done = close_record(self.record, reason="holder-asks", person_is_present=present, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.asks(known_as(actor), self.now, present=present))
        if isinstance(done, Refusal):
            return
        self.dossier.state, self.closed = "closed", (who, self.now)
        self.dossier.spells = []
        if days is not None:
            self.glance()
            self.passes(timedelta(days=days))
            self.the_record_is_opened_again("holder")

    @precondition(lambda self: self.dossier.state == "closed")
    @rule(who=holders)
    def the_record_is_opened_again(self, who: object) -> None:
        """The person alone; what a professional closed is undone within a week, as if it had not been."""
        actor = self.actor(who)
        assert isinstance(read_closure(self.record, actor=self.holder, env=self.env), RecordClosure)
        done = reopen_record(self.record, actor=actor, env=self.env)
        assert self.agree(done, who == "holder")
        if isinstance(done, Reopened):
            assert isinstance(read_closure(self.record, actor=self.holder, env=self.env), RecordIsOpen)
            by, at = self.closed
            assert done.is_undone == (by != "holder" and self.now < at + timedelta(days=7))
            self.dossier.state = "open"
            for name in [] if done.is_undone else list(self.dossier.granted):
                self.dossier.end(name)

    # --- looking ---

    @rule(who=st.sampled_from(["holder", "holder", HOSPITAL_SOFTWARE, *PROFESSIONALS]))
    def somebody_looks(self, who: object) -> None:
        """Through every route that is open to them."""
        self.stage.look(self, self.actor(who))
