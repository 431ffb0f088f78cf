"""MSK – documents hidden from professionals, one by one, by category, by name, and kept secret."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, Professional
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.sight import is_shown_this_document, sees_through_masks
from carnet.core.access.standing import asks_for_document, carries, is_author, is_withheld
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality


@forbid(
    "MSK-01",
    "Un document masqué ne reste visible qu’à son auteur, au professionnel qui l’a déposé "
    "et au médecin traitant DMP ; en urgence, seulement si la personne l’a permis.",
    source="FAQ dmp.fr 2018 ; Vies de famille 2019 : « accessibles que pour votre médecin traitant » ; CDT29 BTG",
    gate=Gate.DOCUMENT,
)
def masked_document(facts: Facts) -> bool:
    """To anybody else, the world is the world without it."""
    return (
        isinstance(facts.actor, Professional)
        and asks_for_document(facts)
        and carries(facts, Confidentiality.MASKED_TO_PROFESSIONALS)
        and not sees_through_masks(facts)
    )


@forbid(
    "MSK-02",
    "Une catégorie cachée par la personne se tait comme autant de documents masqués.",
    source="product.md, « Masking » : « hide a category » ; « Emergency » : « category and default hiding follow the "
    "third switch »",
    gate=Gate.DOCUMENT,
)
def hidden_category(facts: Facts) -> bool:
    """Author, depositor and treating physician keep it, as they keep a masked document."""
    return (
        isinstance(facts.actor, Professional)
        and facts.document is not None
        and asks_for_document(facts)
        and facts.document.class_code in facts.record.hidden_classes
        and not sees_through_masks(facts)
    )


@forbid(
    "MSK-03",
    "Un document caché à un professionnel désigné ne s’ouvre à lui ni en urgence, ni comme médecin traitant ; "
    "seulement si la personne le choisit pour le montrer.",
    source="product.md, « Masking » : « hide a document from one named professional » ; « Emergency » : "
    "« never open » ; interface.md 6.7, 8",
    gate=Gate.DOCUMENT,
)
def hidden_from_this_professional(facts: Facts) -> bool:
    """Its author keeps it, as they keep a masked document; a depositor who did not write it does not.

    Whoever chooses this document and shows it wants it read: it opens for that time, to them too.
    """
    return (
        isinstance(facts.actor, Professional)
        and facts.document is not None
        and asks_for_document(facts)
        and facts.actor.identifier in facts.document.hidden_from
        and not is_author(facts)
        and not is_shown_this_document(facts)
    )


@forbid(
    "MSK-04",
    "Un document au secret n’est montré qu’au titulaire et à son auteur : ni en urgence, ni au médecin traitant, "
    "ni aux représentants.",
    source="product.md, « Masking » : « nobody but the holder and the author, emergencies included »",
    gate=Gate.DOCUMENT,
)
def kept_secret(facts: Facts) -> bool:
    """Carers included."""
    return (
        asks_for_document(facts)
        and is_withheld(facts, Hiding.SECRET)
        and not isinstance(facts.actor, Holder)
        and not is_author(facts)
    )


@permit(
    "MSK-05",
    "Seul le titulaire met un document au secret, et seul il l’en sort.",
    source="product.md, « Masking » ; notre lecture : qui ne le verrait plus ne peut pas le décider",
)
def holder_keeps_secret(facts: Facts) -> bool:
    """A representative masks, and hides from a professional; they cannot hide from themselves."""
    return isinstance(facts.actor, Holder) and facts.action in (Action.KEEP_SECRET, Action.LIFT_SECRET)
