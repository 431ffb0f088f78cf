"""What the tables say of ties, documents, deposits and records: each word, and the fields that it changes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from carnet.core.access.cases.people import ME, MY_STRUCTURE, NOON, SOMEBODY_ELSE
from carnet.core.access.facts import BlockedBy, Concerned, RecordStatus
from carnet.core.consent.agreement import Agreement, Proof
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.showing import Offered, Showing
from carnet.core.consent.trusted_person import LONGEST_STAY, StayConfirmed
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.submission import NonOpposition
from carnet.core.emergency.access import BREAK_THE_GLASS_LASTS, SAMU_CALL_LASTS, EmergencyAccess, EmergencyMode
from carnet.core.identifiers import DocumentId
from carnet.core.record.carer import RECONFIRMED_EVERY, Caring
from carnet.core.record.online_opening import Application
from carnet.core.record.opening import CardShown
from carnet.core.record.representation import Power, Representation
from carnet.core.vocabulary.confidentiality import Confidentiality

A_DOCUMENT = DocumentId(UUID(int=2))
ANOTHER_DOCUMENT = DocumentId(UUID(int=3))
A_YEAR_AGO = NOON - timedelta(days=365)
YESTERDAY = NOON - timedelta(days=1)
A_YES = Authorization(A_YEAR_AGO)
AN_EXPIRED_YES = Authorization(A_YEAR_AGO, ends_at=YESTERDAY)
SIXTEEN_YEARS_AGO = date(2010, 6, 1)
EIGHTEEN_YEARS_AGO = date(2008, 11, 21)
FORTY_YEARS_AGO = date(1986, 3, 12)


def _emergency(since: timedelta, *, closed: bool = False) -> EmergencyAccess:
    opened = NOON - since
    return EmergencyAccess(
        EmergencyMode.BREAK_THE_GLASS,
        opened,
        opened + BREAK_THE_GLASS_LASTS,
        closed_at=NOON - timedelta(minutes=1) if closed else None,
    )


_CALLED_AT = NOON - timedelta(minutes=5)
_A_SAMU_CALL = EmergencyAccess(EmergencyMode.SAMU_CALL, _CALLED_AT, _CALLED_AT + SAMU_CALL_LASTS)


def _power(
    power: Power,
    *,
    ends_at: datetime | None = None,
    suspended_at: datetime | None = None,
    places_hidden_from: datetime | None = None,
) -> dict[str, Any]:
    return {"representation": Representation(power, A_YEAR_AGO, ends_at, suspended_at, places_hidden_from)}


_A_QUARTER = timedelta(minutes=15)
_WHOLE = Showing(NOON - timedelta(minutes=5), NOON - timedelta(minutes=5) + _A_QUARTER)
_CHOSEN = replace(_WHOLE, documents=frozenset({A_DOCUMENT}))
_OVER = Showing(NOON - _A_QUARTER, NOON)
_PARENT = Representation(Power.PARENT, A_YEAR_AGO)
_PARENT_NO_MORE = replace(_PARENT, ends_at=NOON - timedelta(minutes=1))

TIES: dict[str, dict[str, Any]] = {
    "tout lui est montré": {"showings": (_WHOLE,)},
    "ce document lui est montré": {"showings": (_CHOSEN,)},
    "un autre document lui est montré": {"showings": (replace(_WHOLE, documents=frozenset({ANOTHER_DOCUMENT})),)},
    "tout lui est montré, et ce document": {"showings": (_WHOLE, _CHOSEN)},
    "tout lui a été montré": {"showings": (_OVER,)},
    "ce document lui a été montré": {"showings": (replace(_OVER, documents=frozenset({A_DOCUMENT})),)},
    "tout lui sera montré": {"showings": (replace(_WHOLE, opened_at=NOON + timedelta(minutes=1)),)},
    "montré par un parent": {"showings": (replace(_WHOLE, shown_by=_PARENT),)},
    "montré par un parent qui n’a plus ce droit": {"showings": (replace(_WHOLE, shown_by=_PARENT_NO_MORE),)},
    "application arrêtée": {"software_is_out": True},
    "autorisé": {"authorization": A_YES},
    "expiré": {"authorization": AN_EXPIRED_YES},
    "équipe autorisée": {"structure_authorization": A_YES},
    "équipe expirée": {"structure_authorization": AN_EXPIRED_YES},
    "bloqué": {"blocked_by": BlockedBy.HOLDER},
    "bloqué par un représentant": {"blocked_by": BlockedBy.REPRESENTATIVE},
    "dépôts refusés": {"deposits_are_refused": True},
    "visite secrète": {"secret_visit": A_YES},
    "visite secrète terminée": {"secret_visit": AN_EXPIRED_YES},
    "médecin traitant": {"is_treating_physician": True},
    "bris de glace en cours": {"emergency": _emergency(timedelta(hours=1))},
    "bris de glace d’hier": {"emergency": _emergency(timedelta(hours=24))},
    "bris de glace refermé": {"emergency": _emergency(timedelta(hours=1), closed=True)},
    "samu en cours": {"emergency": _A_SAMU_CALL},
    "samu terminé": {"emergency": replace(_A_SAMU_CALL, closed_at=NOON - timedelta(minutes=1))},
    "samu de plus de quatre heures": {
        "emergency": EmergencyAccess(EmergencyMode.SAMU_CALL, NOON - SAMU_CALL_LASTS, NOON)
    },
    "de droit": _power(Power.PARENT),
    "droit terminé": _power(Power.PARENT, ends_at=YESTERDAY),
    "droit à venir": {"representation": Representation(Power.PARENT, NOON + timedelta(days=1))},
    "droit suspendu": _power(Power.PARENT, suspended_at=YESTERDAY),
    "lieux cachés depuis hier": _power(Power.PARENT, places_hidden_from=YESTERDAY),
    "lieux cachés à partir de demain": _power(Power.PARENT, places_hidden_from=NOON + timedelta(days=1)),
    "délégataire": _power(Power.DELEGATE),
    "aide sociale à l’enfance": _power(Power.CHILD_WELFARE),
    "tuteur à la personne": _power(Power.GUARDIAN),
    "personne choisie": _power(Power.CHOSEN),
    "curateur": _power(Power.CURATOR),
    "tuteur aux biens": _power(Power.GUARDIAN_OF_PROPERTY),
    "accord de l’autre parent": {"is_agreed_by_the_other_parent": True},
    "aidant accepté": {"caring": Caring(YESTERDAY, YESTERDAY + RECONFIRMED_EVERY)},
    "aidant non reconfirmé": {"caring": Caring(A_YEAR_AGO - timedelta(days=9), YESTERDAY)},
    "aidant écarté": {"caring": Caring(A_YEAR_AGO, NOON + timedelta(days=9), ended_at=YESTERDAY)},
}

CODES = {
    "un code qui vaut": Offered(_WHOLE),
    "un code pour ce document": Offered(_CHOSEN),
    "un code dont le temps est passé": Offered(_OVER),
    "un code qu’il a déjà tapé": Offered(_WHOLE, is_opened=True),
    "un code passé qu’il a déjà tapé": Offered(_OVER, is_opened=True),
    "le code d’un parent": Offered(replace(_WHOLE, shown_by=_PARENT)),
    "le code d’un parent qui n’a plus ce droit": Offered(replace(_WHOLE, shown_by=_PARENT_NO_MORE)),
}

_TO_COME = NOON + timedelta(days=10)
STAYS = {
    "la personne de confiance confirme": StayConfirmed(True, True, _TO_COME),
    "quelqu’un d’autre confirme": StayConfirmed(False, True, _TO_COME),
    "confirmé pour qui peut répondre": StayConfirmed(True, False, _TO_COME),
    "un séjour de trente jours": StayConfirmed(True, True, NOON + LONGEST_STAY),
    "un séjour trop long": StayConfirmed(True, True, NOON + LONGEST_STAY + timedelta(seconds=1)),
    "un séjour terminé": StayConfirmed(True, True, NOON),
}

AGREEMENTS = {
    "accord par code": Agreement(Proof.CODE, NOON.date()),
    "accord signé": Agreement(Proof.SIGNED_PAPER, YESTERDAY.date()),
    "accord daté de demain": Agreement(Proof.SIGNED_PAPER, (NOON + timedelta(days=1)).date()),
}

OPENINGS: dict[str, dict[str, Any]] = {
    "sans carte": {"card": CardShown.NONE},
    "carte d’un autre": {"card": CardShown.OF_SOMEBODY_ELSE},
    "carte du représentant": {"card": CardShown.OF_THE_REPRESENTATIVE},
    "avec son représentant": {"is_represented": True},
}

ALL_SHOWN = Application(
    knows_the_card=True,
    has_the_code=True,
    has_a_channel=True,
    accepts_the_terms=True,
    is_adult=True,
    regime_is_listed=True,
    is_rolled_out=True,
)
APPLICATIONS: dict[str, dict[str, Any]] = {
    "autre numéro de série": {"knows_the_card": False},
    "sans code de création": {"has_the_code": False},
    "contact non vérifié": {"has_a_channel": False},
    "conditions refusées": {"accepts_the_terms": False},
    "mineur": {"is_adult": False},
    "régime hors de la liste": {"regime_is_listed": False},
    "pas encore proposé ici": {"is_rolled_out": False},
}

SHARES: dict[str, dict[str, Any]] = {
    "auteur": {"written_by": frozenset({ME})},
    "structure auteur": {"written_in": frozenset({MY_STRUCTURE})},
    "déposant": {"deposited_by": ME},
}

CONCERNED: dict[str, Concerned] = {
    "un médecin autorisé": Concerned("10", A_YES),
    "un médecin dont l’accès a expiré": Concerned("10", AN_EXPIRED_YES),
    "un médecin autorisé puis bloqué": Concerned("10", A_YES, is_blocked=True),
    "un infirmier autorisé": Concerned("60", A_YES),
    "un médecin inconnu": Concerned("10"),
}

MASKS = {
    "aux professionnels": Confidentiality.MASKED_TO_PROFESSIONALS,
    "au patient": Confidentiality.HIDDEN_FROM_PATIENT,
    "aux représentants": Confidentiality.HIDDEN_FROM_REPRESENTATIVES,
}

HIDINGS = {
    "secret": Hiding.SECRET,
    "aux aidants": Hiding.FROM_CARERS,
    "avec un médecin": Hiding.WITH_A_DOCTOR,
    "à trier": Hiding.HELD,
    "d’avant la protection": Hiding.BEFORE_PROTECTION,
    "écarté": Hiding.SET_ASIDE,
}

STATES: dict[str, dict[str, Any]] = {
    "pour sa sécurité": {"announcement_due": None},
    "à annoncer": {"announcement_due": NOON + timedelta(days=10)},
    "délai passé": {"announcement_due": NOON},
    "déjà prolongé": {"announcement_extended": True},
    "à ce professionnel": {"hidden_from": frozenset({ME})},
    "à un autre professionnel": {"hidden_from": frozenset({SOMEBODY_ELSE})},
    "à vérifier": {"awaits_check": True},
    "entré hier": {"came_at": YESTERDAY},
    "entré il y a un an": {"came_at": A_YEAR_AGO},
    "du patient": {"by_patient": True},
    "ajouté par le représentant": {"by_patient": True, "brought_by": "a-parent"},
    "ajouté par l’autre parent": {"by_patient": True, "brought_by": "another-parent"},
    "ajouté par l’aidant": {"by_patient": True, "brought_by": "a-carer"},
    "ajouté par un autre aidant": {"by_patient": True, "brought_by": "another-carer"},
    "supprimé": {"status": DocumentStatus.DELETED},
    "archivé": {"status": DocumentStatus.ARCHIVED},
    "remplacé": {"status": DocumentStatus.SUPERSEDED},
}

DEPOSITS: dict[str, dict[str, Any]] = {
    "opposition": {"non_opposition": NonOpposition.OPPOSED},
    "aux représentants": {"is_hidden_from_representatives": True},
    "en visite secrète": {"in_secret_visit": True},
}

RECORDS: dict[str, dict[str, Any]] = {
    "fermé": {"status": RecordStatus.CLOSED},
    "absent": {"status": RecordStatus.ABSENT},
    "fermé par un décès": {"status": RecordStatus.CLOSED, "is_of_the_dead": True},
    "d’un mineur": {"birth_date": SIXTEEN_YEARS_AGO},
    "majeur de ce jour": {"birth_date": EIGHTEEN_YEARS_AGO},
    "d’un mineur émancipé": {"birth_date": SIXTEEN_YEARS_AGO, "emancipated_at": YESTERDAY},
    "d’un majeur protégé": {"protected_at": YESTERDAY},
    "date de naissance inconnue": {"birth_date": None},
    "un seul parent": {"parents": 1},
    "deux parents": {"parents": 2},
    "catégorie cachée": {"hidden_classes": frozenset({"10"})},
    "autre catégorie cachée": {"hidden_classes": frozenset({"11"})},
}

SWITCHES: dict[str, dict[str, bool]] = {
    "bris de glace refusé": {"break_the_glass": False},
    "samu refusé": {"samu": False},
    "masqués ouverts en urgence": {"masked_documents": True},
}

POLICIES = frozenset({"2018", "2026"})
