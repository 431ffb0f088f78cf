"""Histories of a minor: two parents, secret visits, what is held and kept from them, and the day of eighteen."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from carnet.core.access.actors import Professional, Representative, SupportAgent
from carnet.core.access.decision import Refusal
from carnet.core.record.majority import majority_begins
from carnet.core.record.representation import Power
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.family.come_of_age import come_of_age
from carnet.usecases.family.consult_minor import MinorConsulted, consult_minor
from carnet.usecases.family.end_secret_visit import end_secret_visit
from carnet.usecases.family.hide_from_representatives import (
    AlreadyShown,
    HiddenFromRepresentatives,
    hide_from_representatives,
)
from carnet.usecases.family.hide_places import PlacesHidden, hide_places
from carnet.usecases.family.open_secret_visit import SecretVisitOpened, open_secret_visit
from carnet.usecases.family.record_representation import Represented, record_representation
from carnet.usecases.family.require_a_doctor import require_a_doctor
from carnet.usecases.family.sort_held_document import NotHeld, sort_held_document
from carnet.usecases.family.suspend_representation import RepresentationSuspended, suspend_representation
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.reading.read_document import read_document
from tests.installation import HADDAD, HUGO, KELLER, NURSE, SECRETARY
from tests.second_opinion.cast import FATHER, MOTHER, known_as, somebody_new
from tests.second_opinion.draws import presence, which
from tests.second_opinion.record import TYPES, OneRecord

FROM_PARENTS = Confidentiality.HIDDEN_FROM_REPRESENTATIVES
SHORTEST_MONTH = 28
DESK, SECOND_PAIR = SupportAgent("agent-1"), SupportAgent("agent-2")
carers = st.sampled_from([*[KELLER, HADDAD] * 3, NURSE, HUGO, SECRETARY])
parents = st.sampled_from([MOTHER, FATHER])
there_are_papers = precondition(lambda self: self.documents)


class Minors(OneRecord, RuleBasedStateMachine):
    """The record of somebody who comes of age some days or months later. Their family gave no mail and no phone."""

    onlookers = (MOTHER, KELLER, FATHER, HADDAD, NURSE, SECRETARY)

    @initialize(days=st.sampled_from([2, 20, 100, 100]))
    def a_minors_record_opens(self, days: int) -> None:
        self.stage.opened += 1
        majority = self.now.date() + timedelta(days=days)
        majority += timedelta(days=4 if majority.day > SHORTEST_MONTH else 0)
        born = majority.replace(year=majority.year - 18)
        self.begin(somebody_new(self.stage.opened, born=born, mail=""), of_age=majority_begins(born))
        for parent in (MOTHER, FATHER):
            done = record_representation(
                self.record, parent.account, Power.PARENT, proof="birth-certificate", actor=DESK, env=self.env
            )
            assert isinstance(done, Represented)
            self.dossier.parents.add(parent.account)
        self.a_parent_lets_somebody_in(MOTHER, KELLER)
        self.a_secret_visit_begins(HADDAD, 60, agrees=True)
        self.a_document_arrives(HADDAD, TYPES[0], kept=True)
        self.a_document_arrives(KELLER, TYPES[1], kept=False)
        self.a_document_arrives(NURSE, TYPES[2], kept=False)

    @invariant()
    def whoever_looks_sees_what_the_law_says(self) -> None:
        self.glance()

    def teardown(self) -> None:
        self.passes(max(timedelta(0), self.dossier.of_age - self.now))
        self.the_minor_comes_of_age()
        self.stage.look(self, self.holder)
        for _ in self.onlookers:
            self.glance()

    # --- parents ---

    def manages_access(self, who: Representative) -> bool:
        """A parent, unless a decision hides places from them: who has access says where the child is cared for."""
        return self.dossier.speaks(known_as(who), self.now) and who.account not in self.dossier.without_places

    @rule(who=st.sampled_from([MOTHER, FATHER, None, None]))
    def places_are_hidden_from_a_parent(self, who: Representative | None) -> None:
        """On a decision that the desk was shown, from now on; ``who``: nobody, half of the time."""
        if who is None or who.account in self.dossier.without_places or self.now >= self.dossier.of_age:
            return
        done = hide_places(
            self.record,
            who.account,
            since=self.now + timedelta(microseconds=1),
            confirmed_by=SECOND_PAIR,
            proof="judgment",
            actor=DESK,
            env=self.env,
        )
        assert isinstance(done, PlacesHidden)
        self.passes(timedelta(seconds=1))
        self.dossier.without_places.add(who.account)

    @rule(who=parents, whom=carers)
    def a_parent_lets_somebody_in(self, who: Representative, whom: Professional) -> None:
        name = whom.identifier.value
        done = authorize_professional(self.record, whom.identifier, actor=who, env=self.env)
        assert self.agree(done, self.manages_access(who) and name not in self.dossier.blocked)
        if not isinstance(done, Refusal):
            self.dossier.grant(name, self.now)

    @rule(who=parents, whom=carers, lifts=st.booleans())
    def a_parent_shuts_somebody_out(self, who: Representative, whom: Professional, lifts: bool) -> None:
        name, expected = whom.identifier.value, self.manages_access(who)
        if lifts and name in self.dossier.blocked:
            lifted = unblock_professional(self.record, whom.identifier, actor=who, env=self.env)
            assert self.agree(lifted, expected)
            self.dossier.blocked -= {name} if expected else set()
            return
        done = block_professional(self.record, whom.identifier, actor=who, env=self.env)
        assert self.agree(done, expected)
        if not isinstance(done, Refusal):
            self.dossier.blocked.add(name)
            self.dossier.end(name)

    @rule(who=st.sampled_from([MOTHER, FATHER, None, None, None]))
    def a_parent_is_suspended_or_back(self, who: Representative | None) -> None:
        """On a decision that the desk was shown; ``who``: nobody, most of the time."""
        if who is None or self.now >= self.dossier.of_age:
            return
        if who.account in self.dossier.parents:
            done = suspend_representation(
                self.record, who.account, confirmed_by=SECOND_PAIR, proof="judgment", actor=DESK, env=self.env
            )
            assert isinstance(done, RepresentationSuspended)
        else:
            back = record_representation(
                self.record, who.account, Power.PARENT, proof="judgment", actor=DESK, env=self.env
            )
            assert isinstance(back, Represented)
        self.dossier.parents ^= {who.account}

    @rule(who=parents)
    def a_parent_reads_everything(self, who: Representative) -> None:
        """The papers one by one, then the history, which tells of no visit and of nothing kept."""
        known = known_as(who)
        for paper in self.dossier.papers:
            opened = read_document(self.record, self.documents[paper.number], actor=who, env=self.env)
            assert self.agree(opened, self.dossier.reads(known, paper, self.now))
            self.shown_to_parents |= set() if isinstance(opened, Refusal) else {paper.number}
        done = read_access_history(self.record, actor=who, env=self.env)
        assert self.agree(done, self.dossier.reads_history(known, self.now))
        nameable = {one.number for one in self.dossier.papers if self.dossier.may_be_named(known, one, self.now)}
        for line in done.lines if isinstance(done, AccessHistory) else ():
            assert self.numbers(line.event.documents) <= nameable, line.event
            assert line.event.secret_visit is None, line.event

    # --- alone with a professional ---

    @rule(who=carers, days=st.sampled_from([1, 60]), agrees=presence)
    def a_secret_visit_begins(self, who: Professional, days: int, agrees: bool) -> None:
        known = known_as(who)
        done = open_secret_visit(self.record, minor_consents=agrees, days=days, actor=who, env=self.env)
        fit = self.dossier.is_caring(known) and self.dossier.state == "open"
        assert self.agree(done, agrees and fit and self.now < self.dossier.of_age)
        if isinstance(done, SecretVisitOpened):
            if not self.dossier.is_visited(known, self.now):
                self.dossier.begin(known, "visit", self.now)
            self.held[done.visit] = self.now + timedelta(days=days)
            self.dossier.holding_until = list(self.held.values())

    @rule(who=carers)
    def a_secret_visit_ends(self, who: Professional) -> None:
        known = known_as(who)
        done = end_secret_visit(self.record, actor=who, env=self.env)
        assert self.agree(done, self.dossier.is_visited(known, self.now))
        if not isinstance(done, Refusal):
            self.dossier.stop(known.name, "visit")

    @rule(who=carers, present=presence)
    def a_professional_declares_the_consent(self, who: Professional, present: bool) -> None:
        known = known_as(who)
        done = declare_consent(self.record, person_is_present=present, actor=who, env=self.env)
        assert self.agree(done, self.dossier.declares(known, self.now, present=present))
        if not isinstance(done, Refusal) and not self.dossier.has_consent(known.name, self.now):
            self.dossier.grant(known.name, self.now)

    @rule(
        by=st.sampled_from([*[KELLER, HADDAD] * 3, NURSE, "software"]),
        type_code=st.sampled_from([*TYPES, *TYPES[1:2] * 3]),
        kept=st.booleans(),
    )
    def a_document_arrives(self, by: object, type_code: str, kept: bool) -> None:
        self.passes(timedelta(seconds=1))  # or a list of the same instant might have shown it
        self.deposit(HADDAD, by, type_code, frozenset({FROM_PARENTS}) if kept else frozenset())

    @there_are_papers
    @rule(which=which, by=st.sampled_from([HADDAD, HADDAD, KELLER]))
    def a_document_is_replaced(self, which: int, by: Professional) -> None:
        target = self.paper(which)
        self.passes(timedelta(seconds=1))
        self.deposit(by, by, target.type_code, target=target)

    @there_are_papers
    @rule(which=which, who=carers, asks=presence)
    def a_document_is_kept_from_parents(self, which: int, who: Professional, asks: bool) -> None:
        paper, known = self.paper(which), known_as(who)
        done = hide_from_representatives(
            self.record, self.documents[paper.number], minor_asks=asks, actor=who, env=self.env
        )
        assert self.agree(
            done, self.now < self.dossier.of_age and self.dossier.handles(known, paper, self.now, present=asks)
        )
        if not isinstance(done, Refusal):
            was_shown = paper.number in self.shown_to_parents and not paper.hidden & {"from parents", "held"}
            assert isinstance(done, AlreadyShown if was_shown else HiddenFromRepresentatives), (done, paper)
        if isinstance(done, HiddenFromRepresentatives):
            paper.hidden = paper.hidden - {"held"} | {"from parents"}

    @there_are_papers
    @rule(which=which, who=carers, asks=presence)
    def a_document_is_read_with_a_doctor(self, which: int, who: Professional, asks: bool) -> None:
        paper, known = self.paper(which), known_as(who)
        done = require_a_doctor(self.record, self.documents[paper.number], minor_asks=asks, actor=who, env=self.env)
        assert self.agree(
            done, self.now < self.dossier.of_age and self.dossier.handles(known, paper, self.now, present=asks)
        )
        if not isinstance(done, Refusal):
            paper.hidden.add("with a doctor")

    @precondition(lambda self: any("held" in one.hidden for one in self.dossier.papers))
    @rule(which=which, who=carers, show=st.booleans())
    def what_was_held_is_sorted(self, which: int, who: Professional, show: bool) -> None:
        waiting = [one for one in self.dossier.papers if "held" in one.hidden]
        paper = waiting[which % len(waiting)]
        done = sort_held_document(self.record, self.documents[paper.number], show=show, actor=who, env=self.env)
        assert self.agree(done, self.dossier.handles(known_as(who), paper, self.now))
        if not isinstance(done, Refusal):
            assert not isinstance(done, NotHeld)
            kept = {"from parents"} if not show and self.now < self.dossier.of_age else set()
            paper.hidden = paper.hidden - {"held"} | kept
            self.shown_to_parents |= {paper.number} if show else set()

    @rule(who=carers)
    def a_professional_sees_what_parents_see(self, who: Professional) -> None:
        known, now = known_as(who), self.now
        done = consult_minor(self.record, actor=who, env=self.env)
        assert self.agree(done, self.dossier.lists(known, now))
        if not isinstance(done, MinorConsulted) or not done.is_minor:
            assert isinstance(done, Refusal) or now >= self.dossier.of_age
            return
        seen, either = self.dossier.sees(known, now), {"held", "with a doctor"}
        papers = [one for one in self.dossier.papers if one.number in seen and one.state == "current"]
        theirs = [one for one in papers if "from parents" not in one.hidden]
        assert self.numbers(one.document for one in done.held) == {one.number for one in theirs if "held" in one.hidden}
        shown = {one.number for one in theirs if not one.hidden & either}
        assert self.numbers(one.document for one in done.seen) == shown

    @rule(hours=st.sampled_from([1, 1, 5, 13, 24 * 20]))
    def time_passes(self, hours: int) -> None:
        self.passes(timedelta(hours=hours))

    @rule()
    def the_minor_comes_of_age(self) -> None:
        """What the clock writes down changes nobody's right: their dates have."""
        come_of_age(self.record, env=self.env)

    @rule(who=st.sampled_from([KELLER, HADDAD, NURSE]))
    def somebody_looks(self, who: Professional) -> None:
        """Through every route that is open to them."""
        self.stage.look(self, who)
