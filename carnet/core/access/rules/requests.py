"""REQ – what the person asks to have put right, who answers, and who examines it when nobody does."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, Professional, Reviewer
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import is_author, is_caring


@permit(
    "REQ-01",
    "Le titulaire demande à son auteur de corriger ou de retirer un document.",
    source="FAQ dmp.fr 2018 : « Il s’agit du droit de rectification », « l’auteur de l’information à rectifier »",
)
def holder_asks(facts: Facts) -> bool:
    """Of a document that they may see: for any other there is nothing to ask."""
    return isinstance(facts.actor, Holder) and facts.action is Action.ASK_RECTIFICATION


@permit(
    "REQ-02",
    "Le titulaire suit ce que deviennent ses demandes, même quand son dossier est fermé.",
    source="product.md, « Rectification » : « followed as a request with a deadline and an answer », « Closing »",
)
def holder_follows(facts: Facts) -> bool:
    """Their own requests, and the answers."""
    return isinstance(facts.actor, Holder) and facts.action is Action.FOLLOW_REQUESTS


@permit(
    "REQ-03",
    "L’auteur d’un document, ou sa structure s’il lui passe la main, répond à la demande de la personne.",
    source="product.md, « Rectification » ; « Deletion for a legitimate reason … of their structure »",
    gate=Gate.DOCUMENT,
)
def author_answers_the_request(facts: Facts) -> bool:
    """It opens no document: they read what the person wrote to them, and answer."""
    document = facts.document
    is_of_the_structure = (
        document is not None
        and isinstance(facts.actor, Professional)
        and facts.actor.organization in document.written_in
    )
    return facts.action is Action.ANSWER_REQUEST and is_caring(facts) and (is_author(facts) or is_of_the_structure)


@permit(
    "REQ-04",
    "L’examinateur, tenu au secret médical, lit ce que la personne a écrit et clôt les cas qui lui reviennent.",
    source="product.md, « Support desk » : « a reviewer bound by medical secrecy, who also closes the break-glass "
    "cases »",
)
def reviewer_examines(facts: Facts) -> bool:
    """Named; an agent of the desk sees a number, a date and a kind."""
    return isinstance(facts.actor, Reviewer) and facts.action is Action.REVIEW_CASE


@forbid(
    "REQ-05",
    "L’examinateur n’ouvre aucun dossier : il ne fait que clore les cas qui lui reviennent.",
    source="product.md, « Support desk » : « never content »",
)
def reviewer_does_nothing_else(facts: Facts) -> bool:
    """What he may see of a record is what the case names."""
    return isinstance(facts.actor, Reviewer) and facts.action is not Action.REVIEW_CASE


@permit(
    "REQ-06",
    "Le professionnel dont la personne conteste un accès l’explique, si elle a accepté qu’on l’interroge.",
    source="product.md, « Support desk » : « A contest is told to the professional only if the person asks »",
)
def professional_explains(facts: Facts) -> bool:
    """Even blocked, even once the record is closed: they are shown their own act, and answer."""
    return isinstance(facts.actor, Professional) and facts.action is Action.EXPLAIN_ACCESS and facts.is_questioned
