"""REP – parents, guardians and those whom a judge names, under their own name."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Representative, SupportAgent
from carnet.core.access.facts import Facts
from carnet.core.access.rule import Gate, forbid, permit
from carnet.core.access.standing import (
    CONSULTING,
    COPYING,
    MANAGING,
    SHOWING,
    asks_for_document,
    carries,
    is_emancipated,
    is_of_a_minor,
    is_of_a_protected_adult,
    is_withheld,
    represents_by,
    takes_back_of_another,
)
from carnet.core.documents.hiding import Hiding
from carnet.core.record.majority import is_minor
from carnet.core.record.representation import OF_A_MINOR, OF_A_PROTECTED_ADULT, Power
from carnet.core.vocabulary.confidentiality import Confidentiality

DONE_FOR_ANOTHER = (
    CONSULTING
    | MANAGING
    | SHOWING
    | {
        Action.DEPOSIT_DOCUMENTS,
        Action.DELETE_DOCUMENT,
        Action.ADD_HEALTH,
        Action.CHANGE_HEALTH,
        Action.CHECK_RECORD,
        Action.READ_ACCESS_RIGHTS,
        Action.KEEP_ALLERGIES,
        Action.READ_KEPT_ALLERGIES,
        Action.FORGET_ALLERGIES,
        Action.READ_ACCESS_HISTORY,
        Action.SIMULATE_ACCESS,
        Action.ARCHIVE_DOCUMENT,
        Action.UNARCHIVE_DOCUMENT,
        Action.SET_ASIDE_DOCUMENT,
        Action.RETURN_DOCUMENT,
        Action.ASK_RECTIFICATION,
        Action.FOLLOW_REQUESTS,
        Action.CHECK_DEPOSIT,
        Action.EXPORT_RECORD,
        *COPYING,
    }
)
"""What a representative may do. Their history leaves out what the person keeps from them: see audit/audience.py."""

OF_PROPERTY = frozenset({Power.CURATOR, Power.GUARDIAN_OF_PROPERTY})
PARENT = frozenset({Power.PARENT})
RECORDING = frozenset(
    {
        Action.RECORD_REPRESENTATION,
        Action.SUSPEND_REPRESENTATION,
        Action.HIDE_PLACES,
        Action.RECORD_EMANCIPATION,
        Action.RECORD_PROTECTION,
    }
)


@permit(
    "REP-01",
    "Le représentant légal agit pour le mineur.",
    source="FAQ dmp.fr 2018 : « le représentant légal autorise les professionnels, décide des documents masqués »",
)
def represents(facts: Facts) -> bool:
    """A parent, a delegate, an agent of the child-welfare service or a guardian, from proof to end or suspension."""
    return facts.action in DONE_FOR_ANOTHER and is_of_a_minor(facts) and represents_by(facts, OF_A_MINOR)


@forbid(
    "REP-02",
    "Ce que le mineur a fait masquer n’est pas montré à ses représentants.",
    source="FAQ dmp.fr 2018 : « s’opposer à ce que son représentant légal accède à certaines de ses données »",
    gate=Gate.DOCUMENT,
)
def hidden_by_the_minor(facts: Facts) -> bool:
    """At the minor's request, for one act."""
    return (
        isinstance(facts.actor, Representative)
        and asks_for_document(facts)
        and carries(facts, Confidentiality.HIDDEN_FROM_REPRESENTATIVES)
    )


@forbid(
    "REP-03",
    "À la majorité, l’accès des représentants s’éteint.",
    source="FAQ dmp.fr 2018 : « ses accès seront invalidés »",
)
def come_of_age(facts: Facts) -> bool:
    """On the day itself, in Paris time; whoever represents a protected adult was named for that."""
    named_for_an_adult = is_of_a_protected_adult(facts) and represents_by(facts, OF_A_PROTECTED_ADULT | OF_PROPERTY)
    return (
        isinstance(facts.actor, Representative)
        and not is_minor(facts.record.birth_date, at=facts.at)
        and not named_for_an_adult
    )


@forbid(
    "REP-04",
    "Un document qui n’a pas encore été annoncé au patient n’est pas montré à ses représentants.",
    source="JDV_J08 INVISIBLE_PATIENT ; notre lecture : qui agit pour le patient ne l’apprend pas avant lui",
    gate=Gate.DOCUMENT,
)
def not_yet_announced_to_the_minor(facts: Facts) -> bool:
    """News is announced by a doctor, to the one it concerns."""
    return (
        isinstance(facts.actor, Representative)
        and asks_for_document(facts)
        and carries(facts, Confidentiality.HIDDEN_FROM_PATIENT)
    )


@forbid(
    "REP-05",
    "Le mineur émancipé agit seul.",
    source="FAQ dmp.fr 2018 : « sans intervention de représentants légaux ou de l’autorité parentale »",
)
def emancipated(facts: Facts) -> bool:
    """From the day of the decision; later, majority says the same."""
    return isinstance(facts.actor, Representative) and is_emancipated(facts)


@permit(
    "REP-06",
    "Le tuteur à la personne, ou la personne choisie, agit pour le majeur protégé, qui garde son propre accès.",
    source="product.md, « Minors and representatives » : « guardian of the person », « a protected adult keeps their "
    "own access » ; Code civil 459",
)
def represents_a_protected_adult(facts: Facts) -> bool:
    """Beside the person, never in their place: the holder's rules are unchanged."""
    return (
        facts.action in DONE_FOR_ANOTHER
        and is_of_a_protected_adult(facts)
        and represents_by(facts, OF_A_PROTECTED_ADULT)
    )


@forbid(
    "REP-07",
    "Le curateur et le tuteur aux biens ne lisent rien du dossier.",
    source="product.md, « Minors and representatives » : « curators and guardians of property read nothing »",
)
def property_only(facts: Facts) -> bool:
    """Of a minor's record as of an adult's."""
    power = facts.tie.representation
    return isinstance(facts.actor, Representative) and power is not None and power.power in OF_PROPERTY


@forbid(
    "REP-08",
    "Ce qu’un majeur avait caché avant d’être protégé reste caché à qui le représente.",
    source="product.md, « Minors and representatives » : « what an adult hid before stays hidden »",
    gate=Gate.DOCUMENT,
)
def hidden_before_protection(facts: Facts) -> bool:
    """A measure of protection opens nothing that the person had closed."""
    return (
        isinstance(facts.actor, Representative)
        and asks_for_document(facts)
        and is_withheld(facts, Hiding.BEFORE_PROTECTION)
    )


@forbid(
    "REP-09",
    "Ce que le mineur veut voir lu avec un médecin ne s’ouvre à ses représentants qu’auprès d’un médecin.",
    source="FAQ dmp.fr 2018 : « en imposant la présence d’un médecin » ; product.md, « Presence of a doctor »",
    gate=Gate.DOCUMENT,
)
def with_a_doctor(facts: Facts) -> bool:
    """They learn that there is something to read, and nothing else of it; it opens in the doctor's own access."""
    return (
        isinstance(facts.actor, Representative)
        and asks_for_document(facts)
        and is_withheld(facts, Hiding.WITH_A_DOCTOR)
    )


@forbid(
    "REP-10",
    "Fermer ou effacer le dossier d’un mineur, ou refuser les urgences, demande l’accord des deux parents.",
    source="product.md, « Separated parents » : « closing, erasing and refusing emergencies need both » ; "
    "Code civil 372-2",
)
def needs_both_parents(facts: Facts) -> bool:
    """Where two hold parental authority; for any other act either of them is enough."""
    grave = facts.action in (Action.CLOSE_RECORD, Action.ERASE_RECORD) or (
        facts.action is Action.CHOOSE_EMERGENCY_ACCESS and facts.refuses_emergencies
    )
    return (
        grave
        and represents_by(facts, PARENT)
        and facts.record.parents > 1
        and not facts.tie.is_agreed_by_the_other_parent
    )


@permit(
    "REP-11",
    "Un parent donne son accord à un acte qui demande les deux.",
    source="product.md, « Separated parents » : « need both », « each sees that the other acted »",
)
def agrees(facts: Facts) -> bool:
    """An agreement does nothing by itself: the other parent acts."""
    return facts.action is Action.AGREE_JOINTLY and is_of_a_minor(facts) and represents_by(facts, PARENT)


@permit(
    "REP-12",
    "Le support note, sur preuve, qui représente la personne : pouvoir, suspension, émancipation, protection.",
    source="product.md, « Separated parents » : « the desk suspends a representative the same day, under four eyes »",
)
def desk_records(facts: Facts) -> bool:
    """An act on accounts: the desk learns nothing of the record by it."""
    return isinstance(facts.actor, SupportAgent) and facts.action in RECORDING


@forbid(
    "REP-13",
    "Le représentant ne supprime que ce qu’il a lui-même ajouté.",
    source="product.md, « Documents » : « The patient deletes only their own documents » ; notre lecture : ni ce que "
    "la personne a écrit, ni ce que l’autre parent a ajouté",
    gate=Gate.DOCUMENT,
)
def takes_back_only_their_own(facts: Facts) -> bool:
    """What they may not see any more is, for them, not there."""
    return isinstance(facts.actor, Representative) and takes_back_of_another(facts)
