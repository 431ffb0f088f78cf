"""All tables. Only ``carnet.store`` may import from here: rows never leave it."""

from carnet.store.models.account import (
    AccountRow,
    DeviceRow,
    OneTimeCodeRow,
    ProfessionalNoticeRow,
    SignInFailureRow,
    WebSessionRow,
)
from carnet.store.models.audit import AuditEventRow, AuditLeafRow, AuditSealRow
from carnet.store.models.close_ones import CarerRow, JointAgreementRow, PersonOfCarerRow, SecretVisitRow
from carnet.store.models.consent import (
    AgreementRequestRow,
    AuthorizationRow,
    BlockRow,
    FirstAccessRow,
    TreatingPhysicianRow,
)
from carnet.store.models.content import BannerRow, PublishedTextRow
from carnet.store.models.directory import MembershipRow, OrganizationRow, PractitionerRow
from carnet.store.models.document import AssociationRow, DocumentRow, DocumentVersionRow, SubmissionSetRow
from carnet.store.models.emergency import EmergencyAccessRow, ReviewCaseRow
from carnet.store.models.ending import ClaimRow, DeathRow, DestructionRow, ErasureRow, ReviewItemRow
from carnet.store.models.family import AccountPersonRow, CarerInvitationRow, CloseOneRow, PersonOfRepresentativeRow
from carnet.store.models.letter import LetterRow
from carnet.store.models.notice import NoticeRow
from carnet.store.models.oauth import AccessTokenRow, ClientAssertionRow, ClientRow
from carnet.store.models.opening import (
    CreationCodeRequestRow,
    CreationCodeRow,
    InsurerRequestRow,
    OpeningRow,
    TermsAcceptanceRow,
)
from carnet.store.models.record import (
    CardChallengeRow,
    CardPresenceRow,
    OpeningConsentRow,
    PatientIdentifierRow,
    PersonTraitRow,
    RecordPersonRow,
    RecordRow,
    RepresentativeRow,
)
from carnet.store.models.sign_in_means import (
    AccessClosingRow,
    AuthenticatorAppRow,
    ContactChangeRow,
    PasskeyQuestionRow,
    PasskeyRow,
)
from carnet.store.models.support import DeskProposalRow, IdentityCheckRow, SupportRequestRow

__all__ = (
    "AccessClosingRow",
    "AccessTokenRow",
    "AccountPersonRow",
    "AccountRow",
    "AgreementRequestRow",
    "AssociationRow",
    "AuditEventRow",
    "AuditLeafRow",
    "AuditSealRow",
    "AuthenticatorAppRow",
    "AuthorizationRow",
    "BannerRow",
    "BlockRow",
    "CardChallengeRow",
    "CardPresenceRow",
    "CarerInvitationRow",
    "CarerRow",
    "ClaimRow",
    "ClientAssertionRow",
    "ClientRow",
    "CloseOneRow",
    "ContactChangeRow",
    "CreationCodeRequestRow",
    "CreationCodeRow",
    "DeathRow",
    "DeskProposalRow",
    "DestructionRow",
    "DeviceRow",
    "DocumentRow",
    "DocumentVersionRow",
    "EmergencyAccessRow",
    "ErasureRow",
    "FirstAccessRow",
    "IdentityCheckRow",
    "InsurerRequestRow",
    "JointAgreementRow",
    "LetterRow",
    "MembershipRow",
    "NoticeRow",
    "OneTimeCodeRow",
    "OpeningConsentRow",
    "OpeningRow",
    "OrganizationRow",
    "PasskeyQuestionRow",
    "PasskeyRow",
    "PatientIdentifierRow",
    "PersonOfCarerRow",
    "PersonOfRepresentativeRow",
    "PersonTraitRow",
    "PractitionerRow",
    "ProfessionalNoticeRow",
    "PublishedTextRow",
    "RecordPersonRow",
    "RecordRow",
    "RepresentativeRow",
    "ReviewCaseRow",
    "ReviewItemRow",
    "SecretVisitRow",
    "SignInFailureRow",
    "SubmissionSetRow",
    "SupportRequestRow",
    "TermsAcceptanceRow",
    "TreatingPhysicianRow",
    "WebSessionRow",
)
