"""One member per verb of the DMP that somebody may ask for."""

from enum import Enum


class Action(Enum):
    """What is asked. The value is the word used in tables, traces and documents."""

    CHECK_RECORD = "check-record"
    OPEN_RECORD = "open-record"
    LIST_DOCUMENTS = "list-documents"
    READ_DOCUMENT = "read-document"
    READ_ACCESS_HISTORY = "read-access-history"
    READ_ACCESS_RIGHTS = "read-access-rights"
    SIMULATE_ACCESS = "simulate-access"
    DEPOSIT_DOCUMENTS = "deposit-documents"
    REPLACE_DOCUMENT = "replace-document"
    MASK_DOCUMENT = "mask-document"
    UNMASK_DOCUMENT = "unmask-document"
    KEEP_SECRET = "keep-secret"  # noqa: S105  the name of an act
    LIFT_SECRET = "lift-secret"  # noqa: S105  the name of an act
    HIDE_FROM_PROFESSIONAL = "hide-from-professional"
    SHOW_TO_PROFESSIONAL = "show-to-professional"
    CHOOSE_HIDDEN_CATEGORIES = "choose-hidden-categories"
    ANNOUNCE_DOCUMENT = "announce-document"
    EXTEND_ANNOUNCEMENT = "extend-announcement"
    ARCHIVE_DOCUMENT = "archive-document"
    UNARCHIVE_DOCUMENT = "unarchive-document"
    DELETE_DOCUMENT = "delete-document"
    SET_ASIDE_DOCUMENT = "set-aside-document"
    RETURN_DOCUMENT = "return-document"
    CHECK_DEPOSIT = "check-deposit"
    REFUSE_DEPOSITS = "refuse-deposits"
    AUTHORIZE_PROFESSIONAL = "authorize-professional"
    WITHDRAW_AUTHORIZATION = "withdraw-authorization"
    GIVE_UP_ACCESS = "give-up-access"
    BLOCK_PROFESSIONAL = "block-professional"
    UNBLOCK_PROFESSIONAL = "unblock-professional"
    NAME_TREATING_PHYSICIAN = "name-treating-physician"
    ASK_FOR_AGREEMENT = "ask-for-agreement"
    CHOOSE_EMERGENCY_ACCESS = "choose-emergency-access"
    BREAK_THE_GLASS = "break-the-glass"
    ANSWER_SAMU_CALL = "answer-samu-call"
    FIND_BY_TRAITS = "find-by-traits"
    CLOSE_EMERGENCY_ACCESS = "close-emergency-access"
    CLOSE_RECORD = "close-record"
    REOPEN_RECORD = "reopen-record"
    AGREE_JOINTLY = "agree-jointly"
    RECORD_REPRESENTATION = "record-representation"
    SUSPEND_REPRESENTATION = "suspend-representation"
    RECORD_EMANCIPATION = "record-emancipation"
    RECORD_PROTECTION = "record-protection"
    OPEN_SECRET_VISIT = "open-secret-visit"  # noqa: S105  the name of an act
    END_SECRET_VISIT = "end-secret-visit"  # noqa: S105  the name of an act
    SORT_HELD_DOCUMENT = "sort-held-document"
    HIDE_FROM_REPRESENTATIVES = "hide-from-representatives"
    REQUIRE_A_DOCTOR = "require-a-doctor"
    INVITE_CARER = "invite-carer"
    ACCEPT_INVITATION = "accept-invitation"
    RECONFIRM_CARER = "reconfirm-carer"
    END_CARER = "end-carer"
    HIDE_FROM_CARERS = "hide-from-carers"
    SHOW_TO_CARERS = "show-to-carers"

    @property
    def opens_bytes(self) -> bool:
        """Whether a permit for this action opens the content of a document."""
        return self is Action.READ_DOCUMENT
