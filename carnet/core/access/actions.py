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
    DEPOSIT_DOCUMENTS = "deposit-documents"
    REPLACE_DOCUMENT = "replace-document"
    MASK_DOCUMENT = "mask-document"
    UNMASK_DOCUMENT = "unmask-document"
    AUTHORIZE_PROFESSIONAL = "authorize-professional"
    BLOCK_PROFESSIONAL = "block-professional"
    UNBLOCK_PROFESSIONAL = "unblock-professional"
    NAME_TREATING_PHYSICIAN = "name-treating-physician"
    CHOOSE_EMERGENCY_ACCESS = "choose-emergency-access"
    BREAK_THE_GLASS = "break-the-glass"
    CLOSE_EMERGENCY_ACCESS = "close-emergency-access"
    CLOSE_RECORD = "close-record"

    @property
    def opens_bytes(self) -> bool:
        """Whether a permit for this action opens the content of a document."""
        return self is Action.READ_DOCUMENT
