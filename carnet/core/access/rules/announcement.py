"""ANN – news that a doctor gives to the person, before the document does."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Clockwork
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import carries, is_author, is_authorized, is_caring, is_depositor, is_physician
from carnet.core.vocabulary.confidentiality import Confidentiality

UNANNOUNCED = Confidentiality.HIDDEN_FROM_PATIENT


@permit(
    "ANN-01",
    "Un médecin autorisé rend visible à la personne, présente, ce qu’il vient de lui annoncer.",
    source="JDV_J08 INVISIBLE_PATIENT ; EX_3.3-1045 ; product.md, « Masking » : « until a doctor has announced »",
)
def doctor_announces(facts: Facts) -> bool:
    """Only a document that they may read themselves: the other gates hold. It cannot be taken back."""
    return (
        facts.action is Action.ANNOUNCE_DOCUMENT
        and is_caring(facts)
        and is_physician(facts)
        and is_authorized(facts)
        and facts.declares_presence
    )


@permit(
    "ANN-02",
    "L’auteur rend visible à la personne le document qu’il lui a annoncé.",
    source="EX_3.3-1045 ; CDT29 TD3.3b ; product.md, « Masking »",
    gate=Gate.DOCUMENT,
)
def author_announces(facts: Facts) -> bool:
    """Whoever wrote it knows when its person knows it, be they there or on the telephone."""
    return facts.action is Action.ANNOUNCE_DOCUMENT and is_caring(facts) and is_author(facts)


@permit(
    "ANN-03",
    "Le dossier lui-même montre à la personne ce que nul ne lui a annoncé, une fois le délai passé.",
    source="product.md, « Masking » : « released automatically after a configurable delay, default 30 days »",
    gate=Gate.DOCUMENT,
)
def delay_is_over(facts: Facts) -> bool:
    """What is hidden for the person's safety has no delay: it never comes by itself."""
    document = facts.document
    return (
        facts.action is Action.ANNOUNCE_DOCUMENT
        and isinstance(facts.actor, Clockwork)
        and document is not None
        and document.announcement_due is not None
        and document.announcement_due <= facts.at
    )


@forbid(
    "ANN-04",
    "Ce qui est caché pour la sécurité de la personne ne lui est montré qu’en sa présence.",
    source="product.md, « Masking » : « lifted only with them in person »",
    gate=Gate.DOCUMENT,
)
def safety_needs_presence(facts: Facts) -> bool:
    """Somebody else may hold their telephone, or read over their shoulder: not even its author lifts it alone."""
    return facts.action is Action.ANNOUNCE_DOCUMENT and _is_for_safety(facts) and not facts.declares_presence


@permit(
    "ANN-05",
    "L’auteur, ou le professionnel nommé qui a déposé le document, prolonge le délai de son annonce.",
    source="product.md, « Masking » : « the depositor told 7 days before and able to extend once with a reason »",
    gate=Gate.DOCUMENT,
)
def extends_the_delay(facts: Facts) -> bool:
    """Only of a document that waits for its announcement."""
    return (
        facts.action is Action.EXTEND_ANNOUNCEMENT
        and is_caring(facts)
        and (is_author(facts) or is_depositor(facts))
        and carries(facts, UNANNOUNCED)
        and not _is_for_safety(facts)
    )


@forbid(
    "ANN-06",
    "Le délai d’une annonce ne se prolonge qu’une fois.",
    source="product.md, « Masking » : « able to extend once with a reason »",
    gate=Gate.DOCUMENT,
)
def extended_already(facts: Facts) -> bool:
    """Whoever of them did it, and for a new version too."""
    return (
        facts.action is Action.EXTEND_ANNOUNCEMENT
        and facts.document is not None
        and facts.document.announcement_extended
    )


def _is_for_safety(facts: Facts) -> bool:
    return carries(facts, UNANNOUNCED) and facts.document is not None and facts.document.announcement_due is None
