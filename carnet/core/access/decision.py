"""The answer to the one question: a Permit or a Refusal, each with its reasons. A refusal is a value."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from carnet.core.access.facts import BlobRef, Facts


class Effect(Enum):
    """What a matching rule does. A forbid always wins."""

    PERMIT = "permit"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that matched: its identifier and its sentence, in French, without any name or content."""

    rule: str
    effect: Effect
    sentence: str
    is_secret: bool = False


class Told(Enum):
    """What a refused person may be told. Several causes share one answer, so that none can be guessed."""

    NO_ACCESS = "Vous n’avez pas accès à ce dossier."
    RECORD_CLOSED = "Ce dossier est fermé."
    NOT_FOUND = "Ce document n’existe pas dans ce dossier."
    NOT_FEEDABLE = "Ce dossier ne peut pas être alimenté."
    OPPOSED = "La personne s’est opposée à ce dépôt. Il n’a pas été enregistré."
    NO_EMERGENCY_ACCESS = "Aucun accès en urgence à ce dossier. Continuez sans lui."
    NOT_CONFIRMED = "Cette confirmation n’est pas possible. En cas de danger immédiat, ouvrez le dossier en urgence."
    LIFT_THE_BLOCK_FIRST = "Cette personne ou cet établissement est bloqué. Levez d’abord le blocage."
    ALREADY_OPEN = "Cette identité a déjà un dossier."
    CARD_NEEDED = "La carte Vitale de la personne doit être lue pour cette ouverture. Lisez-la de nouveau."
    REPRESENTATIVE_NEEDED = "Le dossier d’un mineur s’ouvre avec son représentant légal."
    NOT_AN_AUTHORIZED_DOCTOR = "Ce rôle se donne à un médecin que la personne a autorisé."
    NOT_ALLOWED = "Cette action n’est pas possible avec votre rôle."
    BEYOND_ITS_SCOPES = "Cette application n’a pas reçu le droit de faire cela."
    CODE_OPENS_NOTHING = "Ce code n’ouvre rien. Vérifiez-le avec la personne, ou demandez-lui-en un autre."
    OPENED_ALREADY = "Vous avez déjà ouvert ce que ce code montre. Un code ne sert qu’une fois à chacun."
    WITH_A_DOCTOR = "Un document se lit avec un médecin."
    KEPT_TEN_YEARS = "Un dossier fermé est gardé dix ans. Il ne peut pas être effacé avant."
    BOTH_PARENTS = "Cette décision demande l’accord des deux parents."
    SECRET_VISIT = "Dans cette visite, un document déposé doit être caché aux représentants légaux."  # noqa: S105  words
    VISIT_FIRST = "Terminez d’abord la visite secrète : les représentants légaux verraient ce changement."
    PRESENCE_NEEDED = "Ce document ne se montre à la personne qu’en sa présence."
    EXTENDED_ALREADY = "Ce délai a déjà été prolongé une fois."
    ADULTS_ONLY = "En ligne, seule une personne majeure ouvre un dossier."
    REGIME_NOT_ONLINE = "Votre régime ne permet pas encore d’ouvrir un dossier en ligne."
    NOT_OFFERED_YET = "L’ouverture n’est pas encore proposée dans votre département."


class PermitSpentError(RuntimeError):
    """A permit was shown twice: a bug, since one permit opens one reading."""


class Permit:
    """A yes. It carries the very facts that it was given for, and opens their bytes once.

    Only ``decide`` builds one. ``BlobStore.open`` takes it: no permit, no bytes.
    """

    __slots__ = ("_spent", "facts", "reasons")

    def __init__(self, facts: Facts, reasons: tuple[Reason, ...]) -> None:
        """Bind the yes to what was asked."""
        self.facts = facts
        self.reasons = reasons
        self._spent = False

    def spend(self) -> BlobRef:
        """Hand over, once, the blob that this permit was given for.

        Raises ``PermitSpentError`` the second time, and ``ValueError`` when the permit was not given for reading a
        document that has bytes: both are bugs of the caller.
        """
        document = self.facts.document
        if not self.facts.action.opens_bytes or document is None or document.blob is None:
            raise ValueError("this permit was not given for reading a document")
        if self._spent:
            raise PermitSpentError("this permit has already opened its document")
        self._spent = True
        return document.blob


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no, with all that caused it; ``told`` is what its asker may know."""

    facts: Facts
    reasons: tuple[Reason, ...]
    told: Told

    @property
    def must_look_absent(self) -> bool:
        """Whether the answer must be the one given for something that never was."""
        return self.told is Told.NOT_FOUND


Decision: TypeAlias = Permit | Refusal
