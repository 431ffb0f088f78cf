"""Of what kind an act is, as somebody looks for it in a history: a consultation, a document added, an access given."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.audit.audience import OF_THE_RECORD
from carnet.core.audit.security_acts import SecurityAct

Act: TypeAlias = Action | SecurityAct


class ActKind(Enum):
    """One of the kinds. The value stands in the address of a page: it names an act, never a health word."""

    READING = "consultations"
    DOCUMENTS = "documents"
    VISIBILITY = "masquages"
    ACCESS = "acces"
    EMERGENCY = "urgences"
    COPIES = "copies"
    REQUESTS = "demandes"
    ACCOUNT = "compte"
    RECORD = "dossier"
    """Whatever is done with the record as a whole: opened, closed, kept."""


_READING: frozenset[Act] = frozenset(
    {
        Action.CHECK_RECORD,
        Action.LIST_DOCUMENTS,
        Action.READ_DOCUMENT,
        Action.READ_ACCESS_HISTORY,
        Action.READ_ACCESS_RIGHTS,
        Action.READ_KEPT_ALLERGIES,
        Action.SIMULATE_ACCESS,
        Action.EXPLAIN_ACCESS,
        Action.READ_HEALTH,
        Action.INDEX_DOCUMENT,
    }
)
_DOCUMENTS: frozenset[Act] = frozenset(
    {
        Action.DEPOSIT_DOCUMENTS,
        Action.REPLACE_DOCUMENT,
        Action.ARCHIVE_DOCUMENT,
        Action.UNARCHIVE_DOCUMENT,
        Action.DELETE_DOCUMENT,
        Action.SET_ASIDE_DOCUMENT,
        Action.RETURN_DOCUMENT,
        Action.CHECK_DEPOSIT,
        Action.ANNOUNCE_DOCUMENT,
        Action.EXTEND_ANNOUNCEMENT,
        Action.KEEP_ALLERGIES,
        Action.FORGET_ALLERGIES,
        Action.SORT_HELD_DOCUMENT,
        Action.ADD_HEALTH,
        Action.CHANGE_HEALTH,
    }
)
_VISIBILITY: frozenset[Act] = frozenset(
    {
        Action.MASK_DOCUMENT,
        Action.UNMASK_DOCUMENT,
        Action.KEEP_SECRET,
        Action.LIFT_SECRET,
        Action.HIDE_FROM_PROFESSIONAL,
        Action.SHOW_TO_PROFESSIONAL,
        Action.CHOOSE_HIDDEN_CATEGORIES,
        Action.HIDE_PLACES,
        Action.HIDE_FROM_REPRESENTATIVES,
        Action.REQUIRE_A_DOCTOR,
        Action.HIDE_FROM_CARERS,
        Action.SHOW_TO_CARERS,
    }
)
_ACCESS: frozenset[Act] = frozenset(
    {
        Action.AUTHORIZE_PROFESSIONAL,
        Action.WITHDRAW_AUTHORIZATION,
        Action.GIVE_UP_ACCESS,
        Action.CHOOSE_TRUSTED_PERSON,
        Action.CONFIRM_CARE_TEAM,
        Action.BLOCK_PROFESSIONAL,
        Action.UNBLOCK_PROFESSIONAL,
        Action.REFUSE_DEPOSITS,
        Action.NAME_TREATING_PHYSICIAN,
        Action.ASK_FOR_AGREEMENT,
        Action.CHOOSE_EMERGENCY_ACCESS,
        Action.AGREE_JOINTLY,
        Action.RECORD_REPRESENTATION,
        Action.SUSPEND_REPRESENTATION,
        Action.OPEN_SECRET_VISIT,
        Action.END_SECRET_VISIT,
        Action.INVITE_CARER,
        Action.ACCEPT_INVITATION,
        Action.RECONFIRM_CARER,
        Action.END_CARER,
        Action.SHOW_RECORD,
        Action.FOLLOW_SHOWING,
        Action.STOP_SHOWING,
        Action.REDEEM_SHOWING,
        SecurityAct.REPRESENTATION_END,
        SecurityAct.SOFTWARE_ACCESS,
        SecurityAct.SOFTWARE_ACCEPTANCE,
        SecurityAct.SOFTWARE_STOP,
        *OF_THE_RECORD,
    }
)
_EMERGENCY: frozenset[Act] = frozenset(
    {
        Action.BREAK_THE_GLASS,
        Action.ANSWER_SAMU_CALL,
        Action.FIND_BY_TRAITS,
        Action.CLOSE_EMERGENCY_ACCESS,
        Action.REVIEW_CASE,
    }
)
_COPIES: frozenset[Act] = frozenset(
    {
        Action.ASK_FOR_COPY,
        Action.COPY_DOCUMENT,
        Action.EXPORT_RECORD,
        SecurityAct.COPY_ORDERED,
        SecurityAct.COPY_SENT,
        SecurityAct.COPY_STOPPED,
    }
)
_REQUESTS: frozenset[Act] = frozenset(
    {
        Action.ASK_RECTIFICATION,
        Action.FOLLOW_REQUESTS,
        Action.ANSWER_REQUEST,
        SecurityAct.CONTEST,
        SecurityAct.DESK_REQUEST,
        SecurityAct.DESK_REQUEST_READ,
        SecurityAct.DESK_REQUEST_LATE,
        SecurityAct.DESK_REQUEST_CLOSED,
        SecurityAct.DESK_ANSWER,
        SecurityAct.EXPLANATION,
    }
)
_NAMED: Mapping[ActKind, frozenset[Act]] = {
    ActKind.READING: _READING,
    ActKind.DOCUMENTS: _DOCUMENTS,
    ActKind.VISIBILITY: _VISIBILITY,
    ActKind.ACCESS: _ACCESS,
    ActKind.EMERGENCY: _EMERGENCY,
    ActKind.COPIES: _COPIES,
    ActKind.REQUESTS: _REQUESTS,
}
_KIND_OF = {action: kind for kind, actions in _NAMED.items() for action in actions}


def kind_of(action: Act) -> ActKind:
    """Say of what kind an act is. Of none named here: of an account, or of the record as a whole."""
    named = _KIND_OF.get(action)
    if named is not None:
        return named
    return ActKind.ACCOUNT if isinstance(action, SecurityAct) else ActKind.RECORD
