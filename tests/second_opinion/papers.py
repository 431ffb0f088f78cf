"""What people do with documents: deposit, hide, announce, put away, set aside, delete, and see with others' eyes."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import OrganizationId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.announce_document import Announced, NothingToAnnounce, announce_document
from carnet.usecases.confidentiality.choose_hidden_categories import choose_hidden_categories
from carnet.usecases.confidentiality.extend_announcement import extend_announcement
from carnet.usecases.confidentiality.hide_from_professional import hide_from_professional, show_to_professional
from carnet.usecases.confidentiality.keep_secret import keep_secret, lift_secret
from carnet.usecases.confidentiality.list_own_set_aside import OwnSetAside, list_own_set_aside
from carnet.usecases.confidentiality.list_pending import Pending, list_pending
from carnet.usecases.confidentiality.mask_document import NotAnnouncedYet, mask_document, unmask_document
from carnet.usecases.confidentiality.related_documents import RelatedDocuments, related_documents
from carnet.usecases.confidentiality.set_aside_document import return_document, set_aside_document
from carnet.usecases.feeding.archive_document import NotShelvable, archive_document, unarchive_document
from carnet.usecases.feeding.check_deposit import check_deposit
from carnet.usecases.feeding.delete_document import delete_document
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.reading.simulate_access import NamedProfessional, Simulation, simulate_access
from carnet.usecases.transparency.contest_line import Contested, contest_line
from tests.installation import HADDAD, KELLER, NURSE
from tests.second_opinion.cast import DOCTORS, PROFESSIONALS, known_as
from tests.second_opinion.draws import anybody, doctors, holders, presence, which
from tests.second_opinion.opinion import Somebody
from tests.second_opinion.record import THEIRS, TYPES, OneRecord, class_of

UNANNOUNCED = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
there_are_papers = precondition(lambda self: self.documents)


class Papers(OneRecord):
    """The acts on documents, of whatever record."""

    def grantee(self, whom: Professional | OrganizationId) -> Grantee:
        """Whom an act bears on, as the product names them."""
        return whom if isinstance(whom, OrganizationId) else whom.identifier

    @rule(
        author=st.sampled_from([KELLER, HADDAD]),
        by=st.sampled_from(["software", *[KELLER, HADDAD] * 3, *PROFESSIONALS]),
        type_code=st.sampled_from(TYPES),
        unannounced=st.sampled_from([True, False, False]),
    )
    def a_document_arrives(self, author: Professional, by: object, type_code: str, unannounced: bool) -> None:
        self.deposit(author, by, type_code, UNANNOUNCED if unannounced else frozenset())

    @rule()
    def the_person_brings_a_document(self) -> None:
        self.deposit(None, "holder", THEIRS)

    @there_are_papers
    @rule(which=which, by=st.sampled_from([KELLER, HADDAD, HADDAD, NURSE]))
    def a_document_is_replaced(self, which: int, by: Professional) -> None:
        target = self.paper(which)
        if target.type_code != THEIRS:
            self.deposit(by, by, target.type_code, target=target)

    @there_are_papers
    @rule(which=which, who=anybody, present=presence)
    def a_document_is_masked(self, which: int, who: object, present: bool) -> None:
        paper = self.paper(which)
        actor = self.actor(who, paper)
        done = mask_document(self.record, self.documents[paper.number], person_asks=present, actor=actor, env=self.env)
        may = self.dossier.handles(known_as(actor), paper, self.now, present=present)
        assert self.agree(done, may or self.dossier.arranges(known_as(actor), paper, self.now))
        if not isinstance(done, Refusal):
            assert isinstance(done, NotAnnouncedYet) == ("unannounced" in paper.hidden)
            paper.hidden |= {"masked"} - ({"masked"} if isinstance(done, NotAnnouncedYet) else set())

    @there_are_papers
    @rule(which=which, who=anybody, present=presence)
    def a_document_is_shown_again(self, which: int, who: object, present: bool) -> None:
        paper = self.paper(which)
        actor = self.actor(who, paper)
        done = unmask_document(
            self.record, self.documents[paper.number], person_asks=present, actor=actor, env=self.env
        )
        known = known_as(actor)
        may = self.dossier.handles(known, paper, self.now, present=present) and self.dossier.is_treating(
            known, self.now
        )
        assert self.agree(done, may or self.dossier.arranges(known, paper, self.now))
        if not isinstance(done, Refusal):
            paper.hidden.discard("masked")

    @there_are_papers
    @rule(which=which, who=doctors, present=presence)
    def the_news_is_told(self, which: int, who: object, present: bool) -> None:
        waiting = [one for one in self.dossier.papers if "unannounced" in one.hidden] or self.dossier.papers
        paper = waiting[which % len(waiting)]
        actor = self.actor(who, paper)
        done = announce_document(
            self.record, self.documents[paper.number], person_is_present=present, actor=actor, env=self.env
        )
        assert self.agree(done, self.dossier.announces(known_as(actor), paper, self.now, present=present))
        if not isinstance(done, Refusal):
            assert isinstance(done, Announced if "unannounced" in paper.hidden else NothingToAnnounce)
        if isinstance(done, Announced):
            paper.hidden = paper.hidden - {"unannounced"} | ({"masked"} if self.dossier.masks_by_default else set())

    @there_are_papers
    @rule(which=which, who=doctors)
    def the_news_is_put_off(self, which: int, who: object) -> None:
        """Once, with a reason, by whoever deposited it; nothing of what the person sees moves."""
        waiting = [one for one in self.dossier.papers if "unannounced" in one.hidden] or self.dossier.papers
        paper = waiting[which % len(waiting)]
        actor = self.actor(who, paper)
        assert isinstance(actor, Professional)
        done = extend_announcement(
            self.record, self.documents[paper.number], reason="Rendez-vous reporté", actor=actor, env=self.env
        )
        name, waits = known_as(actor).name, self.dossier.state == "open" and "unannounced" in paper.hidden
        is_theirs = name in paper.authors or name == paper.depositor
        if not isinstance(done, Refusal):
            assert waits
            assert is_theirs
            assert paper.state != "deleted"
            assert paper.number not in self.extended
            self.extended.add(paper.number)

    @there_are_papers
    @rule(which=which, who=holders, whom=st.sampled_from([*DOCTORS * 2, *PROFESSIONALS]), hides=st.booleans())
    def a_document_is_hidden_from_somebody(self, which: int, who: object, whom: Professional, hides: bool) -> None:
        actor, paper, name = self.actor(who), self.paper(which), whom.identifier
        act = hide_from_professional if hides else show_to_professional
        done = act(self.record, self.documents[paper.number], name, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.arranges(known_as(actor), paper, self.now))
        if not isinstance(done, Refusal):
            paper.hidden_from = paper.hidden_from - {name.value} | ({name.value} if hides else set())
            self.dossier.stop(name.value, *(["shown"] if hides else []))

    @there_are_papers
    @rule(which=which, who=holders, keeps=st.booleans())
    def a_secret_is_kept_or_lifted(self, which: int, who: object, keeps: bool) -> None:
        paper = self.paper(which)
        actor = self.actor(who, paper)
        act = keep_secret if keeps else lift_secret
        done = act(self.record, self.documents[paper.number], actor=actor, env=self.env)
        assert self.agree(done, self.dossier.arranges(known_as(actor), paper, self.now))
        if not isinstance(done, Refusal):
            paper.hidden = paper.hidden - {"secret"} | ({"secret"} if keeps else set())

    @rule(who=holders, types=st.sampled_from([(), (), TYPES[:1], TYPES[2:3]]), by_default=st.booleans())
    def whole_categories_are_hidden(self, who: object, types: tuple[str, ...], by_default: bool) -> None:
        actor, classes = self.actor(who), {class_of(one) for one in types}
        done = choose_hidden_categories(self.record, classes, masks_by_default=by_default, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.speaks(known_as(actor), self.now))
        if not isinstance(done, Refusal):
            self.dossier.hidden_classes, self.dossier.masks_by_default = classes, by_default

    @there_are_papers
    @rule(which=which, who=anybody, away=st.booleans())
    def a_document_is_put_away_or_taken_out(self, which: int, who: object, away: bool) -> None:
        paper = self.paper(which)
        actor = self.actor(who, paper)
        act = archive_document if away else unarchive_document
        done = act(self.record, self.documents[paper.number], actor=actor, env=self.env)
        assert self.agree(done, self.dossier.shelves(known_as(actor), paper, self.now))
        if not isinstance(done, Refusal):
            assert isinstance(done, NotShelvable) == (paper.state == "superseded")
            if paper.state != "superseded":
                paper.state = "archived" if away else "current"

    @there_are_papers
    @rule(which=which, who=holders)
    def a_document_is_not_theirs(self, which: int, who: object) -> None:
        paper = self.paper(which)
        actor = self.actor(who, paper)
        done = set_aside_document(self.record, self.documents[paper.number], actor=actor, env=self.env)
        again = who == "holder" and self.dossier.returns(known_as(actor), paper, self.now)
        assert self.agree(done, again or self.dossier.arranges(known_as(actor), paper, self.now))
        if not isinstance(done, Refusal):
            paper.hidden.add("set aside")

    @precondition(lambda self: any("set aside" in one.hidden for one in self.dossier.papers))
    @rule(which=which, who=anybody)
    def a_document_was_theirs_after_all(self, which: int, who: object) -> None:
        aside = [one for one in self.dossier.papers if "set aside" in one.hidden]
        paper = aside[which % len(aside)]
        actor = self.actor(who, paper)
        self.whoever_waits_for_an_answer_is_told()
        done = return_document(self.record, self.documents[paper.number], actor=actor, env=self.env)
        assert self.agree(done, self.dossier.returns(known_as(actor), paper, self.now))
        if not isinstance(done, Refusal):
            paper.hidden.discard("set aside")

    def whoever_waits_for_an_answer_is_told(self) -> None:
        """The person lists what waits; each author what they wrote."""
        known = known_as(self.holder)
        pending = list_pending(self.record, actor=self.holder, env=self.env)
        assert self.agree(pending, self.dossier.lists(known, self.now))
        if isinstance(pending, Pending):
            seen = {one.number for one in self.dossier.papers if "to check" in one.hidden}
            assert self.numbers(one.document for one in pending.to_check) == seen & self.dossier.sees(known, self.now)
            assert self.numbers(one.document for one in pending.aside) == self.aside(known_as(self.holder))
        for author in DOCTORS:
            own = list_own_set_aside(self.record, actor=author, env=self.env)
            theirs = self.aside(known_as(author))
            assert self.agree(own, bool(theirs))
            if isinstance(own, OwnSetAside):
                assert self.numbers(one.document for one in own.documents) == theirs

    def aside(self, known: Somebody) -> set[int]:
        """What somebody may bring back."""
        return {one.number for one in self.dossier.papers if self.dossier.returns(known, one, self.now)}

    @there_are_papers
    @rule(which=which, who=st.sampled_from(["holder", *["author"] * 8, *PROFESSIONALS]))
    def a_document_is_deleted(self, which: int, who: object) -> None:
        paper = self.paper(which)
        actor = self.actor(who, paper)
        done = delete_document(self.record, self.documents[paper.number], actor=actor, env=self.env)
        assert self.agree(done, self.dossier.replaces(known_as(actor), paper))
        if not isinstance(done, Refusal):
            paper.state = "deleted"

    @precondition(lambda self: any("to check" in one.hidden for one in self.dossier.papers))
    @rule(which=which, who=holders, accepts=st.booleans())
    def a_deposit_is_checked(self, which: int, who: object, accepts: bool) -> None:
        waiting = [one for one in self.dossier.papers if "to check" in one.hidden]
        actor, paper = self.actor(who), waiting[which % len(waiting)]
        self.whoever_waits_for_an_answer_is_told()
        done = check_deposit(self.record, self.documents[paper.number], accepts=accepts, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.arranges(known_as(actor), paper, self.now))
        if not isinstance(done, Refusal):
            paper.hidden -= {"to check"} if accepts else set()
            paper.state = paper.state if accepts else "deleted"

    # --- with others' eyes, and afterwards ---

    @there_are_papers
    @rule(which=which, who=anybody)
    def whoever_hides_is_told_what_tells_the_same(self, which: int, who: object) -> None:
        paper = self.paper(which)
        actor = self.actor(who, paper)
        found = related_documents(self.record, self.documents[paper.number], actor=actor, env=self.env)
        known = known_as(actor)
        assert self.agree(found, self.dossier.lists(known, self.now))
        if isinstance(found, RelatedDocuments):
            seen = self.dossier.sees(known, self.now)
            assert (found.document is not None) == (paper.number in seen)
            assert self.numbers(one.document for one in found.related) <= seen - {paper.number}

    @rule(who=holders, whom=st.sampled_from(PROFESSIONALS))
    def the_person_sees_with_somebody_elses_eyes(self, who: object, whom: Professional) -> None:
        actor, somebody = self.actor(who), NamedProfessional(whom.identifier, whom.organization)
        done = simulate_access(self.record, somebody, actor=actor, env=self.env)
        known, now = known_as(actor), self.now
        assert self.agree(done, self.dossier.speaks(known, now))
        if isinstance(done, Simulation):
            mine, other = self.dossier.sees(known, now), known_as(whom)
            # An author who is not let in opens what they wrote, though no list names it to them.
            theirs = {one.number for one in self.dossier.papers if self.dossier.reads(other, one, now)}
            assert done.opens == self.dossier.lists(known_as(whom), now)
            assert self.numbers(one.shown.document for one in done.documents) == mine
            assert self.numbers(one.shown.document for one in done.documents if one.is_shown) == mine & theirs

    @rule(who=anybody, which=which)
    def somebody_reads_what_was_done_and_contests_it(self, who: object, which: int) -> None:
        actor = self.actor(who)
        known = known_as(actor)
        done = read_access_history(self.record, actor=actor, env=self.env)
        assert self.agree(done, self.dossier.reads_history(known, self.now))
        if not isinstance(done, AccessHistory):
            return
        nameable = {one.number for one in self.dossier.papers if self.dossier.may_be_named(known, one, self.now)}
        for line in done.lines:
            assert self.numbers(line.event.documents) <= nameable, line.event
            assert actor == self.holder or line.event.actor.kind in ("professional", "structure")
        theirs = [one.event.id for one in done.lines if one.event.actor.kind == "professional"]
        if actor == self.holder and theirs:
            contested = theirs[which % len(theirs)]
            told = contest_line(self.record, contested, actor=self.holder, env=self.env)
            assert isinstance(told, Contested) == (contested not in self.contests)
            self.contests.add(contested)
