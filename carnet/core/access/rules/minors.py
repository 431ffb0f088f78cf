"""MIN – what a minor keeps from their representatives: the secret visit, what it holds back, what is hidden later."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Representative
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import (
    CONSULTING,
    MANAGING,
    asks_for_document,
    is_authorized,
    is_caring,
    is_in_secret_visit,
    is_of_a_minor,
    is_withheld,
)
from carnet.core.documents.hiding import Hiding

SEEN_BY_REPRESENTATIVES = MANAGING | {
    Action.ANNOUNCE_DOCUMENT,
    Action.ARCHIVE_DOCUMENT,
    Action.UNARCHIVE_DOCUMENT,
    Action.SET_ASIDE_DOCUMENT,
    Action.RETURN_DOCUMENT,
}


@permit(
    "MIN-01",
    "Dans une visite secrète, le professionnel consulte avec l’accord du mineur.",
    source="CDT29 « connexion secrète » (EX_0.1-1100) ; product.md, « A minor’s secret visit »",
)
def consults_in_a_secret_visit(facts: Facts) -> bool:
    """Until the visit ends; a representative's block does not stop it, the minor's own does."""
    return facts.action in CONSULTING and is_in_secret_visit(facts)


@permit(
    "MIN-02",
    "Le mineur, présent et capable de répondre, consent à une visite que ses représentants ne voient pas.",
    source="CDT29 « connexion secrète » ; CSP L1111-5 ; product.md, « A minor’s secret visit »",
)
def opens_a_secret_visit(facts: Facts) -> bool:
    """With any professional of care, whoever their representatives let in or shut out."""
    return (
        facts.action is Action.OPEN_SECRET_VISIT
        and is_caring(facts)
        and facts.declares_presence
        and is_of_a_minor(facts)
    )


@permit(
    "MIN-03",
    "Le professionnel termine la visite secrète qu’il a ouverte.",
    source="product.md, « A minor’s secret visit »",
)
def ends_a_secret_visit(facts: Facts) -> bool:
    """What it holds back stays held until somebody has sorted it."""
    return facts.action is Action.END_SECRET_VISIT and is_in_secret_visit(facts)


@forbid(
    "MIN-04",
    "Dans une visite secrète, on ne dépose que des documents cachés aux représentants légaux.",
    source="EX_0.1-1100, EX_2.1-1050 (CDT29) ; product.md, « A minor’s secret visit »",
)
def deposits_only_what_is_hidden(facts: Facts) -> bool:
    """Anything else would tell of the visit."""
    return (
        facts.action is Action.DEPOSIT_DOCUMENTS
        and facts.deposit is not None
        and facts.deposit.in_secret_visit
        and not facts.deposit.is_hidden_from_representatives
    )


@forbid(
    "MIN-05",
    "Ce qui est retenu après une visite secrète n’est montré ni aux représentants ni aux aidants avant d’être trié.",
    source="product.md, « A minor’s secret visit » : « held from representatives until an authorised professional "
    "sorts them ; undecided stays held »",
    gate=Gate.DOCUMENT,
)
def held(facts: Facts) -> bool:
    """Laboratory, imaging, dispensing, reimbursements of the following weeks."""
    return (
        isinstance(facts.actor, Representative | Carer) and asks_for_document(facts) and is_withheld(facts, Hiding.HELD)
    )


@permit(
    "MIN-06",
    "Un professionnel autorisé trie ce qui est retenu : montré aux représentants, ou caché pour de bon.",
    source="product.md, « A minor’s secret visit » : « until an authorised professional sorts them »",
)
def sorts(facts: Facts) -> bool:
    """Only a document that they may read themselves: the other gates hold."""
    return (
        facts.action is Action.SORT_HELD_DOCUMENT
        and is_caring(facts)
        and (is_authorized(facts) or is_in_secret_visit(facts))
    )


@permit(
    "MIN-07",
    "À la demande du mineur présent, un professionnel autorisé cache un document à ses représentants.",
    source="FAQ dmp.fr 2018 : « masquer à ses représentants légaux une information dans son DMP » ; TD3.3b",
)
def hides_on_request(facts: Facts) -> bool:
    """Only while none of them has been shown it: the act itself looks in the history."""
    return facts.action is Action.HIDE_FROM_REPRESENTATIVES and _asked_by_the_minor(facts)


@permit(
    "MIN-08",
    "À la demande du mineur présent, un document ne se lit par ses représentants qu’avec un médecin.",
    source="FAQ dmp.fr 2018 : « en imposant la présence d’un médecin »",
)
def requires_a_doctor(facts: Facts) -> bool:
    """They are told that there is something to read with a doctor, and nothing else."""
    return facts.action is Action.REQUIRE_A_DOCTOR and _asked_by_the_minor(facts)


@forbid(
    "MIN-09",
    "Pendant une visite secrète, rien ne change de ce que voient les représentants.",
    source="product.md, « A minor’s secret visit » : « hides from representatives all that it makes »",
)
def changes_nothing_seen(facts: Facts) -> bool:
    """An authorisation, a mask or an archiving would show without anybody who did it: the visit is ended first."""
    return facts.action in SEEN_BY_REPRESENTATIVES and is_in_secret_visit(facts)


def _asked_by_the_minor(facts: Facts) -> bool:
    return (
        is_caring(facts)
        and facts.declares_presence
        and is_of_a_minor(facts)
        and (is_authorized(facts) or is_in_secret_visit(facts))
    )
