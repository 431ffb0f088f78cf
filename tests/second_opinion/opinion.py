"""What the settled rules say, told again in the plainest way: no gates, no rules as values, no facts of the product.

Written from the text, not from the code: a misreading must be made twice to go unseen. The matrix is proved elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

DOCTOR = "10"
LABORATORY = "11502-2"
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
NEVER_THEIRS = {"insurer", "employer"}
LASTS = {"glass": 24.0, "samu": 4.0, "visit": 12.0, "shown": 0.25}
KEPT_FROM = {
    "holder": {"set aside", "unannounced"},
    "representative": {"set aside", "unannounced", "secret", "from parents", "held", "with a doctor"},
    "carer": {"set aside", "unannounced", "secret"},
}


@dataclass(frozen=True)
class Somebody:
    """A person or a structure's software. ``team``: the establishment they work in."""

    name: str
    kind: str
    profession: str = ""
    team: str = ""
    is_staff: bool = False
    setting: str = "care"


@dataclass
class Paper:
    """One document. ``hidden``: the words of its hiding; ``hidden_from``: professionals named one by one."""

    number: int
    type_code: str
    class_code: str
    authors: set[str]
    depositor: str
    hidden: set[str] = field(default_factory=set)
    hidden_from: set[str] = field(default_factory=set)
    state: str = "current"


@dataclass
class Dossier:
    """One record and all that was ever decided of it. ``of_age``: when the person came or comes of age."""

    year: str
    may_read_type: Callable[[str, str], bool]
    switches: set[str]
    of_age: datetime = LONG_AGO
    state: str = "open"
    granted: dict[str, tuple[datetime, datetime | None]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    unwelcome: set[str] = field(default_factory=set)
    treating: set[str] = field(default_factory=set)
    ever_let_in: set[str] = field(default_factory=set)
    spells: list[tuple[str, str, datetime, datetime]] = field(default_factory=list)
    holding_until: list[datetime] = field(default_factory=list)
    parents: set[str] = field(default_factory=set)
    without_places: set[str] = field(default_factory=set)
    carers: dict[str, datetime] = field(default_factory=dict)
    hidden_classes: set[str] = field(default_factory=set)
    masks_by_default: bool = False
    papers: list[Paper] = field(default_factory=list)

    def lives(self, kind: str, who: Somebody, now: datetime) -> bool:
        """An emergency or a visit of somebody, begun and not ended."""
        return any(known == [who.name, kind] and since <= now < until for *known, since, until in self.spells)

    def is_visited(self, who: Somebody, now: datetime) -> bool:
        """A minor sees this professional in secret."""
        return now < self.of_age and self.lives("visit", who, now)

    def has_block(self, who: Somebody) -> bool:
        """A block follows the professional wherever they work; an establishment's binds all who act for it."""
        return bool({who.name, who.team} & self.blocked)

    def has_consent(self, name: str, now: datetime) -> bool:
        """The person's yes, begun and not ended."""
        since, until = self.granted.get(name, (None, None))
        return since is not None and since <= now and (until is None or now < until)

    def is_let_in(self, who: Somebody, now: datetime) -> bool:
        """In person, with the care team, or by a minor's secret visit; not without being welcome."""
        has_yes = self.has_consent(who.name, now) or self.has_consent(who.team, now)
        return self.is_fit(who, now) and (has_yes or self.is_visited(who, now))

    def is_caring(self, who: Somebody) -> bool:
        """Takes part in care: no secretary, clerk or service agent, and nobody who works for an insurer."""
        return who.profession != "" and not who.is_staff and who.setting not in NEVER_THEIRS

    def is_fit(self, who: Somebody, now: datetime) -> bool:
        """Not blocked (by a minor's parents: save a secret visit); occupational doctors: in 2026, by an express yes."""
        is_barred = who.setting == "occupational" and (self.year == "2018" or not self.has_consent(who.name, now))
        is_shut_out = self.has_block(who) and not self.is_visited(who, now)
        return self.is_caring(who) and not is_barred and not is_shut_out

    def is_treating(self, who: Somebody, now: datetime) -> bool:
        """Named by the person, and authorised: a block, an expiry or a withdrawal ends it."""
        return who.name in self.treating and self.has_consent(who.name, now) and self.is_fit(who, now)

    def is_in_emergency(self, who: Somebody, now: datetime) -> bool:
        """An emergency lives and the person still allows its mode."""
        return any(mode in self.switches and self.lives(mode, who, now) for mode in ("glass", "samu"))

    def speaks(self, who: Somebody, now: datetime) -> bool:
        """The person, or a parent for a minor; of an open record."""
        is_parent = who.name in self.parents and now < self.of_age
        return self.state == "open" and (who.kind == "holder" or (who.kind == "representative" and is_parent))

    def comes_in(self, who: Somebody, now: datetime) -> bool:
        """Whether the record is open to somebody, its papers one by one according to what is hidden."""
        cares = who.kind == "carer" and self.of_age <= now < self.carers.get(who.name, now)
        sees = self.is_fit(who, now) and (self.is_in_emergency(who, now) or self.lives("shown", who, now))
        return self.state == "open" and (self.speaks(who, now) or self.is_let_in(who, now) or cares or sees)

    def lists(self, who: Somebody, now: datetime) -> bool:
        """Whether somebody gets a list of documents at all, even an empty one, or those shown to them one by one."""
        is_shown = any(self.lives(f"shown {one.number}", who, now) for one in self.papers)
        return self.comes_in(who, now) or (is_shown and self.is_fit(who, now))

    def reads(self, who: Somebody, paper: Paper, now: datetime, *, acts: bool = False) -> bool:
        """Whether somebody may open one document. ``acts``: to change it, for which being shown it is not enough."""
        if self.state != "open" or paper.state == "deleted":
            return False
        is_masked = "masked" in paper.hidden or paper.class_code in self.hidden_classes
        if who.kind in KEPT_FROM:
            hidden = paper.hidden | ({"secret"} if is_masked and who.kind == "carer" else set())
            return self.comes_in(who, now) and not (hidden & KEPT_FROM[who.kind] or who.name in paper.hidden_from)
        if not self.is_fit(who, now) or who.name in paper.authors:
            return self.is_fit(who, now)
        if paper.hidden & {"secret", "set aside"} or not self.may_read_type(who.profession, paper.type_code):
            return False
        is_chosen = not acts and self.lives(f"shown {paper.number}", who, now)
        unmasked = not is_masked or who.name == paper.depositor or self.is_treating(who, now)
        unmasked = unmasked or (self.is_in_emergency(who, now) and "masked" in self.switches)
        return is_chosen or (self.comes_in(who, now) and who.name not in paper.hidden_from and unmasked)

    def sees(self, who: Somebody, now: datetime) -> set[int]:
        """The numbers of the documents in somebody's list."""
        return {one.number for one in self.papers if self.lists(who, now) and self.reads(who, one, now)}

    def reads_history(self, who: Somebody, now: datetime) -> bool:
        """The person, even of a closed record; the treating physician; a carer, of what they did themselves."""
        reads = self.lists(who, now) and (who.kind in KEPT_FROM or self.is_treating(who, now))
        return who.kind == "holder" or reads

    def may_be_named(self, who: Somebody, paper: Paper, now: datetime) -> bool:
        """Whether a line may name a paper to its reader: deleting hides none, nor, to the person, setting aside."""
        known = {"set aside"} if who.kind in ("holder", "representative") else set()
        there = replace(paper, state="current", hidden=paper.hidden - known)
        return not there.hidden & KEPT_FROM["holder"] if who.kind == "holder" else self.reads(who, there, now)

    def knows_of_it(self, who: Somebody) -> bool:
        """Whether somebody learns that the record exists: of a closed one, only those who were once let in."""
        was_let_in = bool({who.name, who.team} & self.ever_let_in) and not self.has_block(who)
        return who.setting not in NEVER_THEIRS and (self.state == "open" or who.kind == "holder" or was_let_in)

    def asks(self, who: Somebody, now: datetime, *, present: bool) -> bool:
        """Switches, closing: the person; an authorised professional with the person present."""
        return self.state == "open" and (self.speaks(who, now) or (present and self.is_let_in(who, now)))

    def declares(self, who: Somebody, now: datetime, *, present: bool) -> bool:
        """A professional declares the consent of a person who is there and can answer; a secret visit makes none."""
        fit = self.is_caring(who) and (who.setting != "occupational" or self.year == "2026")
        return self.state == "open" and present and fit and not self.has_block(who) and not self.is_visited(who, now)

    def blocks(self, who: Somebody, now: datetime, *, present: bool) -> bool:
        """The person; the treating physician at their request, and no other professional."""
        return self.asks(who, now, present=present) and (self.speaks(who, now) or self.is_treating(who, now))

    def names_treating(self, who: Somebody, named: Somebody, now: datetime, *, present: bool) -> bool:
        """Among the doctors authorised in person; the status is passed on with the person's agreement."""
        may = self.blocks(who, now, present=present)
        return may and named.profession == DOCTOR and self.has_consent(named.name, now)

    def handles(self, who: Somebody, paper: Paper, now: datetime, *, present: bool = True) -> bool:
        """Masking, sorting what was held: an authorised professional who reads it; where need be, the person asks."""
        return present and self.reads(who, paper, now, acts=True) and self.is_let_in(who, now)

    def arranges(self, who: Somebody, paper: Paper, now: datetime) -> bool:
        """Secret, hidden from somebody named, set aside: the person alone, of what they see."""
        return self.speaks(who, now) and self.reads(who, paper, now)

    def announces(self, who: Somebody, paper: Paper, now: datetime, *, present: bool) -> bool:
        """A doctor who reads it: its author, or with the person before them."""
        is_author = who.name in paper.authors and self.reads(who, paper, now)
        return who.profession == DOCTOR and (is_author or self.handles(who, paper, now, present=present))

    def returns(self, who: Somebody, paper: Paper, now: datetime) -> bool:
        """« Ce document n'est pas à moi »: its author answers, or the person was mistaken."""
        waits = "set aside" in paper.hidden and paper.state != "deleted" and self.may_be_named(who, paper, now)
        return waits and (self.speaks(who, now) or who.name in paper.authors)

    def shelves(self, who: Somebody, paper: Paper, now: datetime) -> bool:
        """Archive and unarchive: the person, any authorised doctor, an author; of what they see."""
        may = who.name in paper.authors or (who.profession == DOCTOR and self.is_let_in(who, now))
        return (may or self.speaks(who, now)) and self.reads(who, paper, now, acts=True)

    def feeds(self, who: Somebody) -> bool:
        """Needs no authorisation; the blocked may too, unless the person refuses further deposits of theirs."""
        is_welcome = who.setting not in NEVER_THEIRS and not {who.name, who.team} & self.unwelcome
        return self.state == "open" and is_welcome and who.kind in ("holder", "professional", "software")

    def replaces(self, who: Somebody, paper: Paper) -> bool:
        """Replace and delete: an author only, even blocked or no longer authorised; what is there."""
        return self.state == "open" and paper.state != "deleted" and not who.is_staff and who.name in paper.authors

    def rushes_in(self, who: Somebody, mode: str, now: datetime) -> bool:
        """Glass: any professional of care. SAMU: a doctor of a structure registered as such. Opposed: neither."""
        fit = mode == "glass" or (who.setting == "samu" and who.profession == DOCTOR)
        return self.state == "open" and mode in self.switches and fit and self.is_fit(who, now)

    def enters(self, paper: Paper, by: Somebody, target: Paper | None, now: datetime) -> None:
        """A new version inherits every visibility of the old one; what a blocked one deposits waits for a check."""
        if target is not None:
            target.state = "superseded"
            paper.hidden |= target.hidden
            paper.hidden_from |= target.hidden_from
        elif self.masks_by_default and "unannounced" not in paper.hidden:
            paper.hidden.add("masked")
        paper.hidden |= {"to check"} if self.has_block(by) else set()
        paper.hidden_from |= self.without_places
        if paper.type_code == LABORATORY and now < self.of_age and "from parents" not in paper.hidden:
            paper.hidden |= {"held"} if any(now < end for end in self.holding_until) else set()
        self.papers.append(paper)

    def grant(self, name: str, now: datetime, until: datetime | None = None) -> None:
        """A yes. The status of treating physician ended with the former one, if that had expired."""
        self.treating -= set() if self.has_consent(name, now) else {name}
        self.granted[name] = (now, until)
        self.ever_let_in.add(name)

    def end(self, name: str) -> None:
        """A block or a withdrawal ends the yes and the status: after a block is lifted, consent is asked anew."""
        self.granted.pop(name, None)
        self.treating.discard(name)

    def stop(self, name: str, *kinds: str) -> None:
        """Emergencies or visits of somebody end."""
        self.spells = [one for one in self.spells if one[0] != name or one[1].split()[0] not in kinds]

    def begin(self, who: Somebody, kind: str, now: datetime) -> None:
        """24 hours with broken glass, 4 for a call; a visit, the same day at the latest; a showing, a quarter."""
        self.spells.append((who.name, kind, now, now + timedelta(hours=LASTS[kind.split()[0]])))
