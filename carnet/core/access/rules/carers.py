"""CAR – somebody whom an adult lets read and add (*aidant*), within bounds."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import CONSULTING, asks_for_document, is_withheld, takes_back_of_another
from carnet.core.documents.hiding import Hiding
from carnet.core.record.majority import is_minor
from carnet.core.vocabulary.confidentiality import BASE_LEVELS

CHOOSING = frozenset({Action.INVITE_CARER, Action.RECONFIRM_CARER, Action.END_CARER})
MARKING = frozenset({Action.HIDE_FROM_CARERS, Action.SHOW_TO_CARERS})
DONE_BY_A_CARER = CONSULTING | {
    Action.CHECK_RECORD,
    Action.DEPOSIT_DOCUMENTS,
    Action.DELETE_DOCUMENT,
    Action.ADD_HEALTH,
    Action.READ_ACCESS_HISTORY,
    Action.ACCEPT_INVITATION,
    Action.END_CARER,
}
HIDDEN_ANYHOW = frozenset(Hiding) - {Hiding.FROM_CARERS, Hiding.HELD}
"""Each other reason to withhold a document from somebody holds for a carer; these two have rules of their own."""


@permit(
    "CAR-01",
    "L’aidant choisi par un adulte lit le dossier et y ajoute des documents.",
    source="product.md, « Minors and representatives » : « by invitation that expires, may read and add »",
)
def reads_and_adds(facts: Facts) -> bool:
    """From the day they accepted; their access sleeps when the year has passed and nobody reconfirmed it."""
    return (
        facts.action in DONE_BY_A_CARER - {Action.ACCEPT_INVITATION}
        and isinstance(facts.actor, Carer)
        and facts.tie.caring is not None
        and facts.tie.caring.is_in_force(at=facts.at)
    )


@forbid(
    "CAR-02",
    "L’aidant ne voit rien de ce qui est masqué, gardé secret ou pas encore annoncé.",
    source="product.md, « Minors and representatives » : « never sees masked, secret, unannounced documents »",
    gate=Gate.DOCUMENT,
)
def hidden_from_somebody(facts: Facts) -> bool:
    """From whomever it is hidden, and whether document by document or by category."""
    document = facts.document
    return (
        isinstance(facts.actor, Carer)
        and asks_for_document(facts)
        and document is not None
        and (
            not document.confidentiality <= BASE_LEVELS
            or not document.hidings.isdisjoint(HIDDEN_ANYHOW)
            or document.class_code in facts.record.hidden_classes
        )
    )


@forbid(
    "CAR-03",
    "Ce que la personne ne veut pas montrer à ses aidants ne leur est pas montré.",
    source="product.md, « Minors and representatives » : « Ne pas montrer à mes aidants »",
    gate=Gate.DOCUMENT,
)
def hidden_from_carers(facts: Facts) -> bool:
    """Marked so by the person."""
    return isinstance(facts.actor, Carer) and asks_for_document(facts) and is_withheld(facts, Hiding.FROM_CARERS)


@forbid(
    "CAR-04",
    "Un mineur n’a pas d’aidant.",
    source="product.md, « Minors and representatives » : « A carer chosen by an adult »",
)
def only_of_an_adult(facts: Facts) -> bool:
    """Neither chosen by a minor nor acting for one, whatever was written before."""
    concerns_a_carer = isinstance(facts.actor, Carer) or facts.action in CHOOSING
    return concerns_a_carer and is_minor(facts.record.birth_date, at=facts.at)


@forbid(
    "CAR-05",
    "L’aidant ne gère pas les accès, ne masque, n’archive, ne simule et ne ferme rien.",
    source="product.md, « Minors and representatives » : « may not manage access, change credentials, archive, mask, "
    "simulate, share, download all or close »",
)
def manages_nothing(facts: Facts) -> bool:
    """Decided on who asks and what for, and on nothing of the record."""
    return isinstance(facts.actor, Carer) and facts.action not in DONE_BY_A_CARER


@permit(
    "CAR-06",
    "Le titulaire adulte choisit ses aidants, les reconfirme chaque année et met fin à leur accès.",
    source="product.md, « Minors and representatives » : « A carer chosen by an adult », « reconfirmed each year »",
)
def holder_chooses(facts: Facts) -> bool:
    """At most three: see record/carer.py."""
    return isinstance(facts.actor, Holder) and facts.action in CHOOSING


@permit(
    "CAR-07",
    "Qui est invité comme aidant répond à l’invitation.",
    source="product.md, « Minors and representatives » : « by invitation that expires »",
)
def answers_the_invitation(facts: Facts) -> bool:
    """The invitation itself, its end and the limit of five persons are looked at by the act: see record/carer.py."""
    return isinstance(facts.actor, Carer) and facts.action is Action.ACCEPT_INVITATION


@permit(
    "CAR-08",
    "Le titulaire choisit, document par document, ce que ses aidants ne voient pas.",
    source="product.md, « Minors and representatives » : « Ne pas montrer à mes aidants »",
)
def holder_hides_from_carers(facts: Facts) -> bool:
    """Before there is any carer too: the mark waits for them."""
    return isinstance(facts.actor, Holder) and facts.action in MARKING


@forbid(
    "CAR-09",
    "L’aidant ne supprime que ce qu’il a lui-même ajouté.",
    source="product.md, « Minors and representatives » : « may read and add » ; « Documents » : « only their own » ; "
    "notre lecture : ajouter, c’est aussi pouvoir reprendre",
    gate=Gate.DOCUMENT,
)
def takes_back_only_their_own(facts: Facts) -> bool:
    """Neither what the person wrote nor what another carer brought; what they may not see any more is not there."""
    return isinstance(facts.actor, Carer) and takes_back_of_another(facts)
