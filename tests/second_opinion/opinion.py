"""What the settled rules say, told again in the plainest way: no gates, no rules as values, no facts of the product.

Written from the text (« Rules settled », « Sharp edges »), not from the code, so that a misreading has to be made
twice to go unseen. It knows people by a name, papers by a number, and the matrix as a table that is proved elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Matrix = Callable[[str, str], bool]
DOCTOR = "10"
NEVER_THEIRS = {"insurer", "employer"}


@dataclass(frozen=True)
class Somebody:
    """A person, a structure's software or the insurer. ``team``: the establishment they work in."""

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
    authoring_teams: set[str]
    depositor: str
    hidden: set[str] = field(default_factory=set)
    hidden_from: set[str] = field(default_factory=set)
    state: str = "current"


@dataclass
class Dossier:
    """One record and all that its holder ever decided. Instants: since when, until when (None: without end)."""

    year: str
    may_read_type: Matrix
    state: str = "open"
    granted: dict[str, tuple[datetime, datetime | None]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    treating: set[str] = field(default_factory=set)
    ever_let_in: set[str] = field(default_factory=set)
    glass_broken: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    allows_glass: bool = True
    opens_masked_in_emergency: bool = False
    hidden_classes: set[str] = field(default_factory=set)
    papers: list[Paper] = field(default_factory=list)

    # --- who stands where ---

    def is_shut_out(self, who: Somebody) -> bool:
        """A block follows the professional wherever they work; an establishment's binds all who act for it."""
        return who.name in self.blocked or (bool(who.team) and who.team in self.blocked)

    def has_consent(self, name: str, now: datetime) -> bool:
        """The person's yes, begun and not ended."""
        if name not in self.granted:
            return False
        since, until = self.granted[name]
        return since <= now and (until is None or now < until)

    def is_let_in(self, who: Somebody, now: datetime) -> bool:
        """In person, or with the care team."""
        return self.has_consent(who.name, now) or (bool(who.team) and self.has_consent(who.team, now))

    def is_caring(self, who: Somebody) -> bool:
        """Takes part in care: no secretary, clerk or service agent, and nobody who works for an insurer."""
        return (
            who.kind == "professional" and not who.is_staff and who.profession != "" and who.setting not in NEVER_THEIRS
        )

    def is_barred(self, who: Somebody, now: datetime) -> bool:
        """Occupational medicine: never in 2018; in 2026 with the person's express consent, given in person."""
        return who.setting == "occupational" and (self.year == "2018" or not self.has_consent(who.name, now))

    def is_treating(self, who: Somebody, now: datetime) -> bool:
        """Named by the person, and authorised: a block, an expiry or a withdrawal ends it."""
        return (
            who.name in self.treating
            and who.profession == DOCTOR
            and self.has_consent(who.name, now)
            and not self.is_shut_out(who)
            and not self.is_barred(who, now)
        )

    def is_in_emergency(self, who: Somebody, now: datetime) -> bool:
        """The glass is broken and the person still allows it."""
        if who.name not in self.glass_broken or not self.allows_glass:
            return False
        since, until = self.glass_broken[who.name]
        return since <= now < until

    def wrote(self, who: Somebody, paper: Paper) -> bool:
        """An author or a legal authenticator; in 2026 also the authoring structure."""
        return who.name in paper.authors or (self.year == "2026" and who.team in paper.authoring_teams)

    # --- what each may do ---

    def lists(self, who: Somebody, now: datetime) -> bool:
        """Whether somebody gets a list of documents at all, even an empty one."""
        if self.state != "open":
            return False
        if who.kind == "holder":
            return True
        if not self.is_caring(who) or self.is_shut_out(who) or self.is_barred(who, now):
            return False
        return self.is_let_in(who, now) or self.is_in_emergency(who, now)

    def reads(self, who: Somebody, paper: Paper, now: datetime) -> bool:
        """Whether somebody may open one document."""
        if self.state != "open" or paper.state == "deleted" or "set aside" in paper.hidden:
            return False
        if who.kind == "holder":
            return "unannounced" not in paper.hidden
        if not self.is_caring(who) or self.is_shut_out(who) or self.is_barred(who, now):
            return False
        mine = self.wrote(who, paper)
        if "secret" in paper.hidden:
            return mine
        if mine:
            return True
        if not self.lists(who, now) or not self.may_read_type(who.profession, paper.type_code):
            return False
        if who.name in paper.hidden_from:
            return False
        if "masked" in paper.hidden or paper.class_code in self.hidden_classes:
            by_emergency = self.is_in_emergency(who, now) and self.opens_masked_in_emergency
            return who.name == paper.depositor or self.is_treating(who, now) or by_emergency
        return True

    def sees(self, who: Somebody, now: datetime) -> set[int]:
        """The numbers of the documents in somebody's list."""
        if not self.lists(who, now):
            return set()
        return {paper.number for paper in self.papers if self.reads(who, paper, now)}

    def reads_history(self, who: Somebody, now: datetime) -> bool:
        """The holder, even of a closed record; the treating physician of an open one."""
        if who.kind == "holder":
            return self.state in ("open", "closed")
        return self.state == "open" and self.is_treating(who, now)

    def knows_of_it(self, who: Somebody) -> bool:
        """Whether somebody learns that the record exists: of a closed one, only those who were once let in."""
        if who.setting in NEVER_THEIRS:
            return False
        was_let_in = bool({who.name, who.team} & self.ever_let_in) and not self.is_shut_out(who)
        return self.state == "open" or who.kind == "holder" or was_let_in

    def masks(self, who: Somebody, paper: Paper, now: datetime, *, present: bool) -> bool:
        """The holder; an authorised professional at the request of the person, of what they can see themselves."""
        if not self.reads(who, paper, now):
            return False
        return who.kind == "holder" or (present and self.is_let_in(who, now))

    def unmasks(self, who: Somebody, paper: Paper, now: datetime, *, present: bool) -> bool:
        """The holder; the treating physician at their request."""
        if not self.reads(who, paper, now):
            return False
        return who.kind == "holder" or (present and self.is_treating(who, now))

    def declares(self, who: Somebody, *, present: bool) -> bool:
        """A professional declares the consent of a person who is there and can answer."""
        may_ask = who.setting != "occupational" or self.year == "2026"
        return self.state == "open" and present and may_ask and self.is_caring(who) and not self.is_shut_out(who)

    def blocks(self, who: Somebody, now: datetime, *, present: bool) -> bool:
        """The holder; the treating physician at their request, and no other professional."""
        if self.state != "open":
            return False
        return who.kind == "holder" or (present and self.is_treating(who, now))

    def names_treating(self, who: Somebody, named: Somebody, now: datetime, *, present: bool) -> bool:
        """Among the doctors authorised in person; the status is passed on with the person's agreement."""
        fit = named.profession == DOCTOR and self.has_consent(named.name, now) and named.name not in self.blocked
        return fit and self.blocks(who, now, present=present)

    def sets_switches(self, who: Somebody, now: datetime, *, present: bool) -> bool:
        """The holder; an authorised professional with the person present."""
        if self.state != "open":
            return False
        if who.kind == "holder":
            return True
        if self.is_barred(who, now) or self.is_shut_out(who):
            return False
        return present and self.is_caring(who) and self.is_let_in(who, now)

    def closes(self, who: Somebody, now: datetime, *, present: bool) -> bool:
        """The holder; an authorised professional at their request."""
        return self.sets_switches(who, now, present=present)

    def breaks_glass(self, who: Somebody, now: datetime) -> bool:
        """Any professional of care; opposed, blocked, closed and absent are refused alike."""
        if self.is_shut_out(who) or self.is_barred(who, now):
            return False
        return self.state == "open" and self.allows_glass and self.is_caring(who)

    def deposits(self, who: Somebody) -> bool:
        """Feeding needs no authorisation, and a block does not stop it; a closed record takes nothing."""
        if self.state != "open":
            return False
        return who.kind in ("professional", "software") and who.setting not in NEVER_THEIRS

    def replaces(self, who: Somebody, paper: Paper) -> bool:
        """An author only, even blocked or no longer authorised; the one who may still feed."""
        if not self.deposits(who) or paper.state == "deleted":
            return False
        return who.kind == "professional" and not who.is_staff and self.wrote(who, paper)

    # --- what acts leave behind ---

    def grant(self, name: str, now: datetime, until: datetime | None = None) -> None:
        """A yes. The status of treating physician ended with the former one, if that had expired."""
        if not self.has_consent(name, now):
            self.treating.discard(name)
        self.granted[name] = (now, until)
        self.ever_let_in.add(name)

    def block(self, name: str) -> None:
        """A block ends the yes and the status: after it is lifted, consent is asked anew."""
        self.blocked.add(name)
        self.granted.pop(name, None)
        self.treating.discard(name)

    def break_glass(self, who: Somebody, now: datetime) -> None:
        """For 24 hours."""
        self.glass_broken[who.name] = (now, now + timedelta(hours=24))

    def close(self) -> None:
        """Closed: nobody reads, nobody feeds."""
        self.state = "closed"
